// A folder in which the agent plays cases: a repository of its own whose `hooks.json` stays as it is, since that is what is
// trusted and what Hookline keeps a snapshot of, while the answers of its hooks are written anew for each case.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { HookAnswer, HookCase } from './hook-case.ts';
import { SHELL_FILE } from './scenes.ts';

/** Who runs the hooks of the file, and so under which name it stands in the repository. */
export type Side = 'codex' | 'hookline';

const FILE: Readonly<Record<Side, string>> = {
  codex: '.codex/hooks.json',
  hookline: '.codex/hookline-hooks.json',
};

/** A folder made for one `hooks.json`. */
export interface Place {
  readonly folder: string;
  readonly side: Side;
}

/** Files that a scene may leave in its place. */
const PRODUCTS = [SHELL_FILE, 'added.txt'];

/** The letter of a hook by its position. */
export const letter = (index: number): string => String.fromCharCode('a'.charCodeAt(0) + index);

/** The text of a case's `hooks.json`. Cases with the same text can share a place. */
export function hooksJson({ event, hooks, top }: HookCase): string {
  const groups = hooks.map(({ matcher, command, handler }, index) => ({
    ...(matcher === undefined ? {} : { matcher }),
    hooks: [{ type: 'command', command: command ?? `sh .hooks/${letter(index)}.sh`, ...handler }],
  }));
  return `${JSON.stringify({ ...top, hooks: { [event]: groups } }, null, 2)}\n`;
}

/** Makes a place. */
export function makePlace(folder: string, side: Side, hooks: string): Place {
  for (const below of ['.git/objects', '.git/refs', '.codex', '.hooks'])
    mkdirSync(path.join(folder, below), { recursive: true });
  writeFileSync(path.join(folder, '.git/HEAD'), 'ref: refs/heads/main\n');
  writeFileSync(path.join(folder, FILE[side]), hooks);
  return { folder, side };
}

/** Clears a place of what another case has left and puts in the answers of this one. */
export function setAnswers(folder: string, { hooks }: HookCase): void {
  rmSync(path.join(folder, '.hooks'), { recursive: true, force: true });
  mkdirSync(path.join(folder, '.hooks'));
  for (const product of PRODUCTS) rmSync(path.join(folder, product), { force: true });
  hooks.forEach((answer, index) => {
    const at = (ending: string) => path.join(folder, `.hooks/${letter(index)}.${ending}`);
    writeFileSync(at('out'), bytesOf(answer.stdout));
    writeFileSync(at('err'), answer.stderr ?? '');
    writeFileSync(at('sh'), script(letter(index), answer));
  });
}

/** What hooks and agent have left in a place: the hooks that were called, and the file that the tool was to make. */
export function leftIn(folder: string): { readonly called: readonly string[]; readonly made: string | null } {
  const read = (file: string) => {
    const at = path.join(folder, file);
    return existsSync(at) ? readFileSync(at, 'utf8') : undefined;
  };
  return {
    called: (read('.hooks/called') ?? '').split('\n').filter(Boolean).sort(),
    made: PRODUCTS.map(read).find((text) => text !== undefined) ?? null,
  };
}

function bytesOf(stdout: HookAnswer['stdout'] = ''): string | Buffer {
  return typeof stdout === 'string' || Buffer.isBuffer(stdout) ? stdout : JSON.stringify(stdout);
}

/** The wait for another hook is bounded, so that hooks that run one after the other show as a difference, not as a hang. */
function script(name: string, { exit = 0, sleep, after, times = 1 }: HookAnswer): string {
  return [
    'cat > /dev/null',
    `echo ${name} >> .hooks/called`,
    `[ "$(grep -c '^${name}$' .hooks/called)" -le ${times} ] || exit 0`,
    ...(sleep === undefined ? [] : [`sleep ${sleep}`]),
    ...(after === undefined
      ? []
      : [
          `n=0; while [ ! -e .hooks/${after}.ended ] && [ $n -lt 500 ]; do sleep 0.02; n=$((n+1)); done`,
          'sleep 0.5',
        ]),
    `cat .hooks/${name}.err >&2`,
    `cat .hooks/${name}.out`,
    `: > .hooks/${name}.ended`,
    typeof exit === 'number' ? `exit ${exit}` : `kill -${exit.slice(3)} $$`,
    '',
  ].join('\n');
}
