/** The switches of the first seed against each other, on the real agent. */
import { expect, it } from 'vitest';
import { gateEntry, play, SETTINGS } from './failures.ts';

const REFUSE = { 'gate.sh': '#!/bin/sh\necho "Not allowed here. Ask the user." >&2\nexit 2\n' };
const OFF = JSON.stringify({ hooks: { enabled: false } });

it.each([
  ['--enable-hooks', ['--enable-hooks', '--hooks-config', './mine.toml'], []],
  ['nothing', [], ['ran.txt']],
] as const)('config.json switches hooks off, and %s on the command line', async (_, flags, touched) => {
  const { run, told } = await play({
    name: flags.length > 0 ? 'mine.toml' : 'hooks.toml',
    config: SETTINGS + gateEntry(true),
    files: REFUSE,
    run: { program: ['hookline', 'codex', ...flags] },
    prepare: ({ sandbox }) => sandbox.files({ 'config.json': OFF }, sandbox.codexHome),
  });
  expect(run.filesTouched).toEqual(touched);
  if (flags.length > 0) expect(told).toContain('Not allowed here.');
  else
    expect(run.stderr).toMatch(
      /Hooks are switched off: "enabled": false of "hooks" in .*config\.json\. None runs/,
    );
});
