// What the first seed says of events and variables, read from a copy of it, and a script that keeps what it is given.
import { readFileSync } from 'node:fs';
import type { Stage } from '../src/index.ts';
import { linesOf } from './effects.ts';

const SEED = readFileSync(
  new URL('../../config/test/fixtures/codex-lifecycle-hooks.md', import.meta.url),
  'utf8',
);

/** The rows of its event tables: an event and the variables that it names for it. */
export const SEED_EVENTS: readonly (readonly [event: string, variables: readonly string[]])[] = [
  ...section('## Hook Events', '## Examples').matchAll(/^\| `([\w.]+)` \|[^|]*\|([^|]*)\|$/gm),
].map(([, event = '', variables = '']) => [event, variablesIn(variables)]);

/** The standard variables of its reference. */
export const SEED_STANDARD: readonly string[] = variablesIn(
  section('### Environment Variables\n\nAll hooks', '### Event-Specific Variables'),
);

/** The groups of its reference, `Session` for instance, and their variables. */
export const SEED_GROUPS: readonly (readonly [group: string, variables: readonly string[]])[] = [
  ...section('### Event-Specific Variables', '### Hook Script Template').matchAll(
    /^#### (\w+) Events\n((?:- .*\n)+)/gm,
  ),
].map(([, group = '', list = '']) => [group, variablesIn(list)]);

function section(from: string, to: string): string {
  const start = SEED.indexOf(from);
  return SEED.slice(start, SEED.indexOf(to, start));
}

function variablesIn(text: string): string[] {
  return [...text.matchAll(/`(CODEX_\w+)`/g)].map(([, name = '']) => name);
}

/** What a script was given once. */
export interface Received {
  readonly variables: Readonly<Record<string, string>>;
  /** The text of the file that `CODEX_PATCH_FILE` names, while the script ran. */
  readonly patch?: string;
  readonly stdin: unknown;
}

/** A script that keeps all its `CODEX_*` variables, the patch and its input. */
export const RECORDER = `#!/usr/bin/env node
const fs = require('node:fs');
const variables = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('CODEX_')));
const patch = variables.CODEX_PATCH_FILE && fs.readFileSync(variables.CODEX_PATCH_FILE, 'utf8');
const stdin = JSON.parse(fs.readFileSync(0, 'utf8'));
fs.appendFileSync(process.env.HOME + '/received', JSON.stringify({ variables, patch, stdin }) + '\\n');
`;

/** What the scripts of a stage were given. */
export function received(stage: Stage): readonly Received[] {
  return linesOf(stage, 'received').map((line) => JSON.parse(line) as Received);
}
