/**
 * The health of the evaluation sets themselves. None of the commands is ever run: `bash -n` reads and executes nothing.
 */
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { halfOf } from '../eval/half-of.ts';
import { CATEGORIES, EVASIONS } from '../eval/kinds.ts';
import { type DangerousCase, readSets } from '../eval/read-sets.ts';
import { firstSyntaxError, opensDocument } from './first-syntax-error.ts';

const { dangerous, accidents, ordinary, secrets } = readSets(join(import.meta.dirname, '../eval'));

function countBy<Case>(cases: readonly Case[], nameOf: (one: Case) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const one of cases) counts[nameOf(one)] = (counts[nameOf(one)] ?? 0) + 1;
  return counts;
}

/** The values that have stood before. */
function twice(values: readonly string[]): string[] {
  const seen = new Set<string>();
  return values.filter((value) => seen.size === seen.add(value).size);
}

describe('the dangerous set', () => {
  it('is large enough, more than half of it in disguise', () => {
    expect(dangerous.length).toBeGreaterThanOrEqual(900);
    const disguised = dangerous.filter(({ evasion }) => evasion !== 'plain').length / dangerous.length;
    expect(disguised).toBeGreaterThan(0.5);
    expect(disguised).toBeLessThan(0.65);
  });

  it('has every category, each of them large enough and in every disguise', () => {
    const counts = countBy(dangerous, ({ category }) => category);
    expect(Object.keys(counts).sort()).toEqual(CATEGORIES);
    expect(Object.entries(counts).filter(([, count]) => count < 55)).toEqual([]);
    const pairs = new Set(dangerous.map(({ category, evasion }) => `${category} ${evasion}`));
    const all = CATEGORIES.flatMap((category) => EVASIONS.map((evasion) => `${category} ${evasion}`));
    expect(all.filter((pair) => !pairs.has(pair))).toEqual([]);
  });

  it('has every kind of evasion often enough', () => {
    const counts = countBy(
      dangerous.filter(({ evasion }) => evasion !== 'plain'),
      ({ evasion }) => evasion,
    );
    expect(Object.keys(counts).sort()).toEqual(EVASIONS);
    expect(Object.entries(counts).filter(([, count]) => count < 15)).toEqual([]);
  });

  it('encodes what decodes again', () => {
    const encoded = dangerous.filter(({ evasion }) => evasion === 'encoded');
    const decoded = encoded.flatMap(({ command }) => decodedParts(command));
    expect(decoded.length).toBeGreaterThan(20);
    expect(decoded.filter((text) => !/^[\t\n -~]+$/.test(text))).toEqual([]);
  });
});

describe('the accidents', () => {
  it('are enough, in categories that exist', () => {
    expect(accidents.length).toBeGreaterThanOrEqual(150);
    expect(accidents.map(({ category }) => category).filter((name) => !CATEGORIES.includes(name))).toEqual(
      [],
    );
  });
});

describe('the commands of all sets', () => {
  it('have an id of their own', () => {
    const ids = [...dangerous, ...accidents, ...ordinary, ...secrets].map(({ id }) => id);
    expect(twice(ids)).toEqual([]);
  });

  it('are in one set only, and once', () => {
    const commands = [...dangerous, ...accidents, ...ordinary].map(({ command }) => command.trim());
    expect(twice(commands)).toEqual([]);
  });

  it('fall into two halves of about the same size', () => {
    const all = [...dangerous, ...accidents];
    const share = all.filter(({ id }) => halfOf(id) === 'a').length / all.length;
    expect(Math.abs(share - 0.5)).toBeLessThan(0.05);
  });
});

describe('bash', () => {
  const all = [...dangerous, ...accidents];

  it('understands every command', () => {
    expect(firstSyntaxError(all.filter((one) => !opensDocument(one)))).toBe('');
  });

  // In one script with others, the document of a command that does not end it would end in the next one.
  it.each(all.filter(opensDocument))('understands $id, which has a document', (one) => {
    expect(firstSyntaxError([one])).toBe('');
  });

  it('would complain of a command that leaves a quote open, also if a later one has another', () => {
    const [first] = all;
    if (first === undefined) throw new Error('The set is empty.');
    const broken = (id: string, command: string): DangerousCase => ({ ...first, id, command });
    expect(firstSyntaxError([first, broken('single', "echo it's"), broken('other', "echo isn't")])).toContain(
      'single',
    );
    expect(firstSyntaxError([first, broken('double', 'echo "a'), broken('other', 'echo "b')])).toContain(
      'double',
    );
    expect(firstSyntaxError([first, broken('word', 'if true; do')])).toContain('word');
  });
});

/** The texts that are in a command as base64 or in hexadecimal digits. */
function decodedParts(command: string): string[] {
  const hex = command.match(/(?<![\w/])(?:[0-9a-f]{2}){8,}(?![\w/])/g) ?? [];
  const base64 = /base64 (?:-d|-D|--decode)/.test(command)
    ? (command.match(/(?<![\w/:.@-])[A-Za-z0-9+/]{16,}={0,2}(?![\w.@-])/g) ?? [])
    : [];
  return [
    ...hex.map((digits) => Buffer.from(digits, 'hex').toString('latin1')),
    ...base64.map((word) => {
      const bytes = Buffer.from(
        command.includes('rev | base64') ? [...word].reverse().join('') : word,
        'base64',
      );
      return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes).toString() : bytes.toString('latin1');
    }),
  ];
}
