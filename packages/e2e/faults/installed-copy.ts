// A copy of the built package, installed for the user's Codex: it may be broken, and its lines may be changed.
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hooklineBinary } from '../src/hookline-binary.ts';
import { runOnStage, type Sandbox, type Stage } from '../src/index.ts';

/** Where the copy of a sandbox is. */
export const copyOf = ({ root }: Sandbox): string => path.join(root, 'installed');

/** A file of the copy's bundle. */
export const bundleOf = (sandbox: Sandbox, file = 'hook.cjs'): string =>
  path.join(copyOf(sandbox), 'dist/bundle', file);

const hooksFile = ({ codexHome }: Sandbox): string => path.join(codexHome, 'hooks.json');

/** Copies the built package into the sandbox and installs that. */
export async function installCopy(stage: Stage, events?: string): Promise<void> {
  const { sandbox } = stage;
  const original = path.resolve(hooklineBinary(), '../..');
  const copy = copyOf(sandbox);
  mkdirSync(copy);
  for (const part of ['bin', 'dist', 'package.json'])
    cpSync(path.join(original, part), path.join(copy, part), { recursive: true });
  symlinkSync(path.resolve(original, '../../node_modules'), path.join(copy, 'node_modules'));
  const { exitCode, stdout, stderr } = await runOnStage(stage, [
    'node',
    path.join(copy, 'bin/hookline.cjs'),
    ...['install', 'codex', '--scope', 'user', '--yes', '--trust'],
    ...(events === undefined ? [] : ['--events', events]),
  ]);
  if (exitCode !== 0) throw new Error(`hookline install ended with ${exitCode}: ${stdout}${stderr}`);
}

interface HooksFile {
  readonly hooks: Readonly<
    Record<string, readonly { readonly hooks: readonly { command: string; timeout?: number }[] }[]>
  >;
}

/** Changes the installed lines of one event, or of all. Nobody has trusted them then: the agent is told not to ask. */
export function changeLines(
  sandbox: Sandbox,
  change: (line: { command: string; timeout?: number }) => void,
  event?: string,
): void {
  const file = hooksFile(sandbox);
  const parsed = JSON.parse(readFileSync(file, 'utf8')) as HooksFile;
  for (const [name, groups] of Object.entries(parsed.hooks)) {
    if (event !== undefined && name !== event) continue;
    for (const line of groups.flatMap(({ hooks }) => hooks)) change(line);
  }
  writeFileSync(file, JSON.stringify(parsed, null, 2));
}
