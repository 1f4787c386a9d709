import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { KEPT, sweepState } from './sweep-state.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hookline-sweep-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const HOUR_S = 3_600;
const now = Date.now();

/** A file, or with `null` a folder, that was changed so many hours ago. */
function put(path: string, hoursAgo: number, text: string | null = ''): void {
  const at = join(home, path);
  mkdirSync(text === null ? at : join(at, '..'), { recursive: true });
  if (text !== null) writeFileSync(at, text);
  const seconds = now / 1_000 - hoursAgo * HOUR_S;
  utimesSync(at, seconds, seconds);
}
const left = (folder: string): string[] => readdirSync(join(home, folder)).sort();
const number = (index: number): string => String(index).padStart(4, '0');

it.each([
  ['journal', '.jsonl'],
  ['snapshots', '.json'],
  ['cache', '.bin'],
] as const)('keeps the newest of %s', (folder, ending) => {
  const most = KEPT[folder];
  for (let index = 0; index < most + 5; index += 1) put(join(folder, `${number(index)}${ending}`), index + 1);
  sweepState(home, now);
  expect(left(folder)).toEqual(Array.from({ length: most }, (_, index) => `${number(index)}${ending}`));
  sweepState(home, now);
  expect(left(folder)).toHaveLength(most);
});

it('keeps the newest sessions, and all of the last day however many', () => {
  for (let index = 0; index < KEPT.sessions + 5; index += 1) {
    put(`sessions/${number(index)}/hookline.json`, 0, '{}');
    put(`sessions/${number(index)}`, index < KEPT.sessions + 2 ? 20 : 30, null);
  }
  sweepState(home, now);
  expect(left('sessions')).toHaveLength(KEPT.sessions + 2);
});

it('takes away what killed processes were writing, and not what is being written', () => {
  put('sessions/s/hookline.json', 2, '{}');
  put('sessions/s/hookline.json.12.abc.tmp', 2);
  put('sessions/s/hookline.json.13.abc.tmp', 0);
  put('sessions/s/calls/a.json.12.abc.tmp', 2);
  put('snapshots/0f.json', 2, '{}');
  put('snapshots/0f.json.12.x8d', 2);
  put('cache/hook.cjs-any.bin.12.tmp', 2);
  put('installs/codex-1.json', 9_000, '{}');
  sweepState(home, now);
  expect(left('sessions/s')).toEqual(['calls', 'hookline.json', 'hookline.json.13.abc.tmp']);
  expect([left('sessions/s/calls'), left('snapshots'), left('cache')]).toEqual([[], ['0f.json'], []]);
  expect(left('installs')).toEqual(['codex-1.json']);
});

it('does nothing where there is nothing, or something else', () => {
  sweepState(join(home, 'missing'), now);
  writeFileSync(join(home, 'journal'), 'a file');
  sweepState(home, now);
  expect(left('.')).toEqual(['journal']);
});
