/** The health of the third evaluation sets. None of the commands is ever run: `bash -n` reads and executes nothing. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CATEGORIES, EVASIONS } from '../eval/kinds.ts';
import { readLaterSets, readSets, type Sets } from '../eval/read-sets.ts';
import { firstSyntaxError, opensDocument } from './first-syntax-error.ts';

const root = join(import.meta.dirname, '../eval');
const third = readLaterSets(root, 'third');
const commandsOf = ({ dangerous, accidents, ordinary }: Sets) => [...dangerous, ...accidents, ...ordinary];
const all = commandsOf(third);
/** Two commands that differ by white space only are the same case. */
const shapeOf = ({ command }: { command: string }): string => command.trim().replace(/\s+/g, ' ');

it('are large enough', () => {
  expect([third.dangerous.length, third.accidents.length, third.ordinary.length]).toEqual([300, 60, 376]);
});

it('have ids and commands of their own', () => {
  const earlier = [...commandsOf(readSets(root)), ...commandsOf(readLaterSets(root, 'second'))];
  expect(all.filter(({ id }) => !id.startsWith('third-')).map(({ id }) => id)).toEqual([]);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(new Set(all.map(shapeOf)).size).toBe(all.length);
  const known = new Set(earlier.map(shapeOf));
  // They were written blind, so some came to more than one mind: nothing is proved by those.
  expect(all.filter((one) => known.has(shapeOf(one))).length / all.length).toBeLessThan(0.15);
});

it('are of kinds that exist, and of all of them', () => {
  const pairs = third.dangerous.map(({ category, evasion }) => [category, evasion] as const);
  expect(new Set(pairs.map(([category]) => category))).toEqual(
    new Set(CATEGORIES.filter((category) => category !== 'publish')),
  );
  expect(new Set(pairs.map(([, evasion]) => evasion))).toEqual(new Set(['plain', ...EVASIONS]));
});

it('are read by bash without an error', () => {
  expect(firstSyntaxError(all.filter((one) => !opensDocument(one)))).toBe('');
  expect(all.filter((one) => opensDocument(one) && firstSyntaxError([one]) !== '')).toEqual([]);
});
