/**
 * What is known of tools, kept from being lost: their verbs that destroy, publish or weaken, and the ordinary work beside
 * them. It was written with the rules, so it says nothing about how well they carry over: the sets in `eval/` do. The
 * commands are judged, and never run.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { assess } from '../src/assess.ts';

const where = { cwd: '/home/user/project', home: '/home/user', workspaceRoot: '/home/user/project', env: {} };

function read<Line>(name: string): Line[] {
  return readFileSync(join(import.meta.dirname, 'tools', name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Line => JSON.parse(line));
}

it('finds what each tool destroys, hands out or switches off', () => {
  const missed = read<[category: string, command: string]>('found.jsonl').filter(
    ([, command]) => assess(command, where).verdict === 'allow',
  );
  expect(missed).toEqual([]);
});

it('names the kind of harm', () => {
  const other = read<[category: string, command: string]>('found.jsonl').filter(
    ([category, command]) =>
      !assess(command, where).findings.some((finding) => finding.rule.startsWith(`${category}.`)),
  );
  expect(other).toEqual([]);
});

it('is silent on the ordinary work of the same tools', () => {
  const disturbed = read<string>('silent.jsonl').filter(
    (command) => assess(command, where).verdict !== 'allow',
  );
  expect(disturbed).toEqual([]);
});
