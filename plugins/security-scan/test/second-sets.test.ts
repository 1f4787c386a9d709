/**
 * The health of the second evaluation sets. None of the commands is ever run: `bash -n` reads and executes nothing.
 */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CATEGORIES, EVASIONS } from '../eval/kinds.ts';
import { readLaterSets, readSets } from '../eval/read-sets.ts';
import { firstSyntaxError, opensDocument } from './first-syntax-error.ts';

const root = join(import.meta.dirname, '../eval');
const first = readSets(root);
const { dangerous, accidents, ordinary } = readLaterSets(root, 'second');
const all = [...dangerous, ...accidents, ...ordinary];
const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
/** Two commands that differ by white space or a number only are the same case. */
const shapeOf = ({ command }: { command: string }): string =>
  command.trim().replace(/\s+/g, ' ').replace(/\d+/g, '0');

describe('the second sets', () => {
  it('are large enough', () => {
    expect(dangerous.length).toBeGreaterThanOrEqual(550);
    expect(accidents.length).toBeGreaterThanOrEqual(150);
    expect(ordinary.length).toBeGreaterThanOrEqual(700);
  });

  it('have ids of their own', () => {
    const taken = new Set(
      [...first.dangerous, ...first.accidents, ...first.ordinary, ...first.secrets].map(({ id }) => id),
    );
    const wrong = all.filter(({ id }) => !id.startsWith('second-') || taken.has(id));
    expect(wrong.map(({ id }) => id)).toEqual([]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it('share no command with the first sets, nor among each other', () => {
    const seen = new Set([...first.dangerous, ...first.accidents, ...first.ordinary].map(shapeOf));
    const again = all.filter((one) => seen.size === seen.add(shapeOf(one)).size);
    expect(again.map(({ id }) => id)).toEqual([]);
  });
});

describe('the dangerous ones and the accidents of the second sets', () => {
  it('are of kinds that exist', () => {
    const evasions = new Set(['plain', ...EVASIONS]);
    const wrong = [...dangerous, ...accidents].filter(
      ({ category, evasion }) => !CATEGORIES.includes(category) || !evasions.has(evasion),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('hold every category in plain words and in every disguise, more than half in disguise', () => {
    const pairs = new Set(dangerous.map(({ category, evasion }) => `${category} ${evasion}`));
    const wanted = CATEGORIES.filter((category) => category !== 'publish').flatMap((category) =>
      ['plain', ...EVASIONS].map((evasion) => `${category} ${evasion}`),
    );
    expect(wanted.filter((pair) => !pairs.has(pair))).toEqual([]);
    const disguised = dangerous.filter(({ evasion }) => evasion !== 'plain').length / dangerous.length;
    expect(disguised).toBeGreaterThan(0.5);
    expect(disguised).toBeLessThan(0.6);
  });
});

describe('the ordinary ones of the second sets', () => {
  const long = ordinary.filter((one) => one.long);

  it('are marked as long by their length, and most are', () => {
    const wrong = ordinary.filter((one) => one.long !== one.command.length >= 90);
    expect(wrong.map(({ id }) => id)).toEqual([]);
    expect(long.length / ordinary.length).toBeGreaterThanOrEqual(0.6);
    expect(median(long.map(({ command }) => command.length))).toBeGreaterThanOrEqual(127);
  });

  it('hold a quarter of lookalikes', () => {
    expect(ordinary.filter((one) => one.lookalike).length / ordinary.length).toBeGreaterThanOrEqual(0.25);
  });
});

describe('bash', () => {
  it('understands every command of the second sets', () => {
    expect(firstSyntaxError(all.filter((one) => !opensDocument(one)))).toBe('');
  });

  it('understands each of those that have a document', () => {
    const errors = all.filter(opensDocument).map((one) => firstSyntaxError([one]));
    expect(errors.length).toBeGreaterThan(50);
    expect(errors.filter((error) => error !== '')).toEqual([]);
  });
});
