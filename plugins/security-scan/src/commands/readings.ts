/**
 * The lines that a call of a tool with verbs may be read as. Options of the program may stand before its verb and between
 * two verbs, and only the tool knows which of them take a value: so each reading is tried.
 */
import type { Field } from '../shell/text.ts';

const MOST = 24;

/** The words after the options before them: with and without a value for each option. */
function beginnings(words: readonly string[], from: number): number[] {
  const reachable = new Set([from]);
  const found: number[] = [];
  for (let at = from; at < words.length && found.length < 8; at++) {
    if (!reachable.has(at)) continue;
    const word = words[at] as string;
    if (word === '--') reachable.add(at + 1);
    else if (!word.startsWith('-') || word === '-') found.push(at);
    else {
      reachable.add(at + 1);
      if (!word.includes('=')) reachable.add(at + 2);
    }
  }
  return found;
}

/** All lines that begin with a verb, the line as it is first. */
export function readingsOf(args: readonly Field[]): string[] {
  const words = args.map((arg) => arg.text);
  const lines = new Set([words.join(' ')]);
  for (const first of beginnings(words, 0)) {
    lines.add(words.slice(first).join(' '));
    if (!words[first + 1]?.startsWith('-')) continue;
    for (const second of beginnings(words, first + 1)) {
      lines.add([words[first], ...words.slice(second), ...words.slice(first + 1, second)].join(' '));
      if (lines.size > MOST) return [...lines];
    }
  }
  return [...lines];
}

/** Whether one of the readings matches. */
export function reads(lines: readonly string[], words: RegExp | undefined): boolean {
  return words !== undefined && lines.some((line) => words.test(line));
}
