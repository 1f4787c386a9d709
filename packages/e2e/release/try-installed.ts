// What a user does with a release: installs it into an empty folder, and has it judge a command.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type BoundedRun, runBounded, said } from '../src/registry/index.ts';

/** Runs a program that must end well; answers what it printed. @throws Error with what it said. */
export async function step(what: string, command: readonly string[], place: BoundedRun): Promise<string> {
  const run = await runBounded(command, place);
  if (run.exitCode !== 0) throw new Error(`${what} failed.\n${said(run)}`);
  return run.stdout;
}

const CONFIG = `[hooks]
extends = ["recommended"]

[[hooks.exec]]
event = "exec.before"
command = ["sh", "-c", 'case "$CODEX_COMMAND" in *forbidden*) echo "Not that one." >&2; exit 2;; esac']
description = "Gate"
required = true
`;

const call = (cwd: string): string =>
  JSON.stringify({
    session_id: 'release',
    turn_id: 'turn-1',
    transcript_path: null,
    cwd,
    hook_event_name: 'PreToolUse',
    model: 'gpt-5.5',
    permission_mode: 'default',
    tool_name: 'Bash',
    tool_input: { command: 'touch forbidden' },
    tool_use_id: 'call-1',
  });

/** Installs `hookline` and the preset from the registry that `env` names, and uses them. @throws Error when one of it fails. */
export async function tryInstalled(
  folder: string,
  env: Readonly<Record<string, string>>,
  version: string,
): Promise<void> {
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  writeFileSync(path.join(folder, 'hooks.toml'), CONFIG);
  const homes = {
    CODEX_HOME: path.join(folder, '.codex-home'),
    HOOKLINE_HOME: path.join(folder, '.hookline'),
    HOOKLINE_TRUST: 'all',
  };
  const place = { cwd: folder, env: { ...env, ...homes } };
  const hookline = path.join(folder, 'node_modules/.bin/hookline');
  await step('The installation', ['npm', 'install', 'hookline', '@hookline/preset-recommended'], place);
  const says = (await step('hookline --version', [hookline, '--version'], place)).trim();
  if (says !== version) throw new Error(`hookline says that it is ${says}, but ${version} was published.`);
  await step('hookline validate', [hookline, 'validate', '--run-code'], place);
  await step('hookline emit', [hookline, 'emit', 'session_end', '--json'], place);
  if (!existsSync(path.join(homes.CODEX_HOME, 'session.log')))
    throw new Error('The plugin of the preset wrote no session.log.');
  const answer = await step('hookline hook', [hookline, 'hook', '--event', 'PreToolUse'], {
    ...place,
    stdin: call(folder),
  });
  if (JSON.parse(answer).hookSpecificOutput?.permissionDecision !== 'deny')
    throw new Error(`hookline hook did not refuse what the gate refuses: ${answer}`);
}
