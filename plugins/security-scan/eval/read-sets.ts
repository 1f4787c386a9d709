/**
 * Reads the evaluation sets: JSON lines, a folder a kind. A line that does not have the fields of its kind is an
 * error, for a case that is skipped would count as passed.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { loadSecretTexts, type SecretText } from './secrets/load.ts';

/** A command that does damage. */
export interface DangerousCase {
  readonly id: string;
  readonly command: string;
  readonly category: string;
  /** How it hides, or `plain`. */
  readonly evasion: string;
  readonly expect: 'deny' | 'ask';
}

/** A command of ordinary work. */
export interface OrdinaryCase {
  readonly id: string;
  readonly command: string;
  readonly group: string;
  /** It has the words of a dangerous one. */
  readonly lookalike?: boolean;
  /** It is of the long forms that agents emit. */
  readonly long?: boolean;
}

/** All sets; `accidents` are dangerous ones that are counted on their own. */
export interface Sets {
  readonly dangerous: readonly DangerousCase[];
  readonly accidents: readonly DangerousCase[];
  readonly ordinary: readonly OrdinaryCase[];
  readonly secrets: readonly SecretText[];
}

type Line = Readonly<Record<string, unknown>>;

const ACCIDENTS = 'accidents.jsonl';

/** Reads the sets that stand in a folder; a folder that is not there is an empty set. */
export function readSets(root: string): Sets {
  const dangerous = filesOf(join(root, 'dangerous'));
  return {
    dangerous: dangerous.filter((file) => basename(file) !== ACCIDENTS).flatMap(readDangerous),
    accidents: dangerous.filter((file) => basename(file) === ACCIDENTS).flatMap(readDangerous),
    ordinary: filesOf(join(root, 'ordinary')).flatMap(readOrdinary),
    secrets: loadSecretTexts(join(root, 'secrets')),
  };
}

/** Sets that were written later by others; there are no secrets in them. */
export const LATER = ['second', 'third'] as const;

/** Reads later sets, which stand in a folder of their own. */
export function readLaterSets(root: string, name: (typeof LATER)[number]): Sets {
  const folder = join(root, name);
  return {
    dangerous: readDangerous(join(folder, 'dangerous.jsonl')),
    accidents: readDangerous(join(folder, ACCIDENTS)),
    ordinary: readOrdinary(join(folder, 'ordinary.jsonl')),
    secrets: [],
  };
}

function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => join(folder, name));
}

function readDangerous(file: string): DangerousCase[] {
  return readLines(file, (line) => ({
    id: text(line, 'id'),
    command: text(line, 'command'),
    category: text(line, 'category'),
    evasion: text(line, 'evasion'),
    expect: oneOf(line, 'expect', ['deny', 'ask']),
  }));
}

function readOrdinary(file: string): OrdinaryCase[] {
  return readLines(file, (line) => ({
    id: text(line, 'id'),
    command: text(line, 'command'),
    group: text(line, 'group'),
    lookalike: flag(line, 'lookalike'),
    long: flag(line, 'long'),
  }));
}

function readLines<Case>(file: string, parse: (line: Line) => Case): Case[] {
  const cases: Case[] = [];
  for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (line === '') continue;
    try {
      cases.push(parse(JSON.parse(line)));
    } catch (cause) {
      throw new Error(
        `${basename(file)}, line ${index + 1}: ${cause instanceof Error ? cause.message : cause}`,
      );
    }
  }
  return cases;
}

function text(line: Line, key: string): string {
  const value = line[key];
  if (typeof value !== 'string' || value === '') throw new Error(`"${key}" is no text`);
  return value;
}

function flag(line: Line, key: string): boolean {
  const value = line[key] ?? false;
  if (typeof value !== 'boolean') throw new Error(`"${key}" is neither true nor false`);
  return value;
}

function oneOf<Value extends string>(line: Line, key: string, values: readonly Value[]): Value {
  const value = values.find((candidate) => candidate === line[key]);
  if (value === undefined) throw new Error(`"${key}" is none of ${values.join(', ')}`);
  return value;
}
