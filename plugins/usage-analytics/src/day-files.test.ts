import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { dayFiles, eachLine } from './day-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'hookline-days-'));
afterAll(() => rmSync(folder, { recursive: true }));
const LONGEST = 64 * 1024;

function linesOf(text: string | Buffer): (string | undefined)[] {
  const path = join(folder, 'lines');
  writeFileSync(path, text);
  const lines: (string | undefined)[] = [];
  eachLine(path, (line) => lines.push(line));
  return lines;
}

it('gives every line whole, wherever a piece that is read begins', () => {
  const lengths = fc.array(
    fc.oneof(
      { weight: 5, arbitrary: fc.nat(300) },
      fc.integer({ min: LONGEST - 2, max: LONGEST + 2 }),
      fc.constant(300_000),
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(lengths, fc.boolean(), (all, isTorn) => {
      const lines = all.map((length, at) => String(at % 10).repeat(length));
      const text = lines.map((line) => `${line}\n`).join('');
      const expected = lines.map((line) => (line.length > LONGEST ? undefined : line));
      expect(linesOf(isTorn ? `${text}torn` : text)).toEqual(isTorn ? [...expected, 'torn'] : expected);
    }),
    { numRuns: 60 },
  );
});

it('gives a character whole that lies across two pieces', () => {
  const lines = Array.from({ length: 3_000 }, (_, at) => 'ü'.repeat(at % 200));
  expect(linesOf(lines.map((line) => `${line}\n`).join(''))).toEqual(lines);
});

it('gives no line of an empty file', () => {
  expect(linesOf('')).toEqual([]);
});

it('lists the files of one kind, oldest first, the rotated one before the other', () => {
  for (const name of [
    'a-2026-01-02.jsonl',
    'a-2026-01-02.jsonl.1',
    'a-2026-01-01.jsonl',
    'b-2026-01-01.jsonl',
    'a-2026-01-03.jsonl.2',
  ]) {
    writeFileSync(join(folder, name), '');
  }
  const names = (since?: string): string[] =>
    dayFiles(folder, 'a', since).map(({ path }) => path.slice(folder.length + 1));
  expect(names()).toEqual(['a-2026-01-01.jsonl', 'a-2026-01-02.jsonl.1', 'a-2026-01-02.jsonl']);
  expect(names('2026-01-02')).toEqual(['a-2026-01-02.jsonl.1', 'a-2026-01-02.jsonl']);
  expect(dayFiles(join(folder, 'nowhere'), 'a')).toEqual([]);
});
