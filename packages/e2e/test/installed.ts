/** Installing on a stage: what is typed, and what the tests look at afterwards. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type CodexRun, readTree, runCodex, runOnStage, type Stage, type Turn } from '../src/index.ts';

export const SCOPES = ['user', 'project'] as const;
export type Scope = (typeof SCOPES)[number];

const GATE = `#!/bin/sh
echo gate >> "$HOME/ours.log"
case "$CODEX_COMMAND" in
  *forbidden*) echo "Files named forbidden are not to be made." >&2; exit 2 ;;
esac
`;

/** A project whose hooks.toml refuses one command, and keeps a line for each. */
export const GATED = {
  'hooks.toml':
    '[[hooks.exec]]\nevent = "exec.before"\ncommand = ["./gate.sh"]\ndescription = "Gate"\nrequired = true\n',
  'gate.sh': GATE,
};

/** One command that the gate refuses, one that it lets pass. */
export const TWO_COMMANDS: readonly Turn[] = [
  { type: 'shell', command: 'touch forbidden.txt' },
  { type: 'shell', command: 'touch allowed.txt' },
  { type: 'message', text: 'done' },
];

/** Types a command of Hookline in the repository. */
export function hookline(stage: Stage, ...args: readonly string[]): Promise<CodexRun> {
  return runOnStage(stage, ['hookline', ...args]);
}

/** Installs and trusts, without a question. */
export function install(stage: Stage, scope: Scope, ...more: readonly string[]): Promise<CodexRun> {
  return hookline(stage, 'install', 'codex', '--scope', scope, '--trust', '--yes', ...more);
}

export function uninstall(stage: Stage, scope: Scope): Promise<CodexRun> {
  return hookline(stage, 'uninstall', 'codex', '--scope', scope, '--yes');
}

/** `codex exec` as always: nothing is bypassed. */
export const plainCodex = (stage: Stage): Promise<CodexRun> => runCodex(stage, { bypassHookTrust: false });

/** The folder that holds the hooks.json of a scope. */
export function hooksFolder({ sandbox }: Stage, scope: Scope): string {
  return scope === 'user' ? sandbox.codexHome : path.join(sandbox.repo, '.codex');
}

export const hooksFile = (stage: Stage, scope: Scope): string =>
  path.join(hooksFolder(stage, scope), 'hooks.json');

/** Every file of the stage with its bytes. */
export const everything = ({ sandbox }: Stage): Record<string, string> => readTree(sandbox.root);

/** How many lines a log in the home folder has. */
export function lineCount({ sandbox }: Stage, log: string): number {
  const file = path.join(sandbox.home, log);
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').length : 0;
}
