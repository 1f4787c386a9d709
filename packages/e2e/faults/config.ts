/** The configuration is broken, changes under a running session, or names what is not there. */
import { rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import type { Stage } from '../src/index.ts';
import type { Family, Fault, StageFault, Stated } from './fault.ts';
import { HANDED_OVER, judge, SETTINGS } from './gates.ts';

/** What cannot be read is refused where it may hide a required gate, and runs nothing else. */
const unusable = (log: RegExp): Pick<StageFault, 'required' | 'optional'> => ({
  required: {
    effect: 'refused',
    log,
    told: /has a mistake.*so a required check could not run/,
    lost: ['delivery'],
  },
  optional: { effect: 'ran', log, lost: ['delivery'] },
});

/** What it would say of any event is not known: the prompt is refused already. */
const unknown = (
  log: RegExp,
  optional: Stated = { effect: 'unasked', log },
): Pick<StageFault, 'required' | 'optional'> => ({
  required: { effect: 'unasked', log },
  optional,
});

const config = (
  id: string,
  fault: string,
  how: Pick<StageFault, 'config' | 'damage' | 'files' | 'first'>,
  stated: Pick<StageFault, 'required' | 'optional'>,
): Fault => ({
  kind: 'stage',
  id: `config.${id}`,
  fault,
  // `hookline codex` does not start the agent on a configuration that is broken from the first.
  ...(how.first === undefined && { installed: true }),
  ...how,
  ...stated,
});

/** No line of the file says `required = true`. */
const SAYS_NOT_REQUIRED: Stated = { effect: 'ran', log: /HOOKLINE_CONFIG_SYNTAX/, lost: ['delivery'] };

/** A gate that judges beside something that is wrong. */
const beside =
  (before: string, after = '') =>
  (required: boolean): string =>
    before + judge(required) + HANDED_OVER + after;

const inRepo =
  (change: string) =>
  ({ sandbox }: Stage): string =>
    `cd '${sandbox.repo}' && ${change}`;
const judged: Stated = { effect: 'judged' };

export const CONFIG: Family = {
  name: 'config',
  title: 'The configuration',
  faults: [
    config(
      'syntax',
      'It is no TOML',
      { config: beside(SETTINGS, '\n[hooks\n') },
      unknown(/HOOKLINE_CONFIG_SYNTAX.*hooks\.toml:\d+/, SAYS_NOT_REQUIRED),
    ),
    config(
      'unknown-key',
      'It has an unknown key',
      { config: (required) => SETTINGS + judge(required, 'timeuot = 3\n') + HANDED_OVER },
      unusable(/HOOKLINE_CONFIG_INVALID.*timeuot.*hooks\.toml:\d+/),
    ),
    config(
      'timeout-zero',
      'A timeout is 0',
      { config: (required) => SETTINGS + judge(required, 'timeout = 0\n') + HANDED_OVER },
      unusable(/HOOKLINE_CONFIG_INVALID.*timeout/),
    ),
    config(
      'timeout-infinite',
      'A timeout is infinite',
      { config: (required) => SETTINGS + judge(required, 'timeout = inf\n') + HANDED_OVER },
      unusable(/HOOKLINE_CONFIG_INVALID.*timeout/),
    ),
    config(
      'missing-plugin',
      'It names a plugin that is not installed',
      { config: beside(SETTINGS, '\n[plugins.nowhere]\n') },
      unusable(/HOOKLINE_CONFIG_PLUGIN_NOT_FOUND.*nowhere/),
    ),
    config(
      'missing-preset',
      'It extends a preset that is not installed',
      { config: beside(`${SETTINGS}extends = ["nowhere"]\n`) },
      unknown(/HOOKLINE_CONFIG_\w+.*nowhere/),
    ),
    config(
      'cycle',
      'It extends a preset that extends itself',
      {
        config: beside(`${SETTINGS}extends = ["./preset.toml"]\n`),
        files: { 'preset.toml': '[hooks]\nextends = ["./preset.toml"]\n' },
      },
      unknown(/HOOKLINE_CONFIG_EXTENDS_CYCLE/),
    ),
    config(
      'binary',
      'It is no text',
      { config: beside(`\u0000\u0001${SETTINGS}`) },
      unknown(/HOOKLINE_CONFIG_\w+.*hooks\.toml/, SAYS_NOT_REQUIRED),
    ),
    config(
      'dead-link',
      'It is a link that leads to no file',
      {
        damage: ({ sandbox }) => {
          rmSync(path.join(sandbox.repo, 'hooks.toml'));
          symlinkSync('nowhere.toml', path.join(sandbox.repo, 'hooks.toml'));
        },
      },
      unknown(/HOOKLINE_CONFIG_UNREADABLE.*leads to no file/),
    ),
    config(
      'huge',
      'It has 20 MB',
      {
        config: beside(SETTINGS, `\n${'# a line that says nothing at all about any hook\n'.repeat(410_000)}`),
      },
      unknown(/HOOKLINE_CONFIG_UNREADABLE.*bytes/),
    ),
    config(
      'breaks',
      'It breaks between two commands',
      { first: inRepo("echo '[hooks' > hooks.toml") },
      unusable(/HOOKLINE_CONFIG_SYNTAX.*hooks\.toml:\d+/),
    ),
    config(
      'breaks-and-back',
      'It breaks between two commands, is read, and is what it was for the next',
      {
        first: inRepo(
          // The agent's own command calls Hookline on the broken file.
          'cp hooks.toml good.toml && echo \'[hooks\' > hooks.toml; hookline emit exec.before --data \'{"command":"true"}\'; mv good.toml hooks.toml',
        ),
      },
      { required: judged, optional: judged },
    ),
    config(
      'vanishes',
      'It is deleted between two commands',
      { first: inRepo('rm hooks.toml') },
      {
        required: {
          effect: 'refused',
          log: /The hook configuration with a required check of this session was deleted/,
          told: /was deleted, so this was not let through/,
          lost: ['delivery'],
        },
        optional: { effect: 'ran', lost: ['delivery'] },
      },
    ),
    config(
      'closed',
      'A script ends with exit code 1, with `on_error = "closed"`',
      {
        config: (required) => `${SETTINGS}on_error = "closed"\n${judge(required)}${HANDED_OVER}`,
        files: { 'judge.sh': '#!/bin/sh\nexit 1\n' },
      },
      {
        required: { effect: 'refused', log: /\[ERROR\] \[The judge\] HOOKLINE_SCRIPT_FAILED/ },
        optional: { effect: 'refused', log: /\[ERROR\] \[The judge\] HOOKLINE_SCRIPT_FAILED/ },
      },
    ),
    config(
      'script-vanishes',
      'The script of the gate is deleted between two commands',
      { first: inRepo('rm judge.sh') },
      {
        required: { effect: 'refused', failure: /HOOKLINE_SCRIPT_NOT_FOUND/ },
        optional: { effect: 'ran', failure: /HOOKLINE_SCRIPT_NOT_FOUND/ },
      },
    ),
  ],
};
