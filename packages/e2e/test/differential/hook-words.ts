// The hooks of a case in a few words, for the table of the docs.
import type { NativeEvent } from '../../src/index.ts';
import type { HookAnswer, HookCase } from './hook-case.ts';

/** Characters of a text that the table shows; of a longer one it shows the beginning and the length. */
const LONGEST = 120;
const BEGINNING = 40;

/** The hooks of a case as a reader of the table needs to see them. */
export function hookWords(one: HookCase): string {
  const scene = one.scene && !['shell', 'prompt', 'unending'].includes(one.scene) ? `(${one.scene}) ` : '';
  const top = one.top ? `file with ${code(JSON.stringify(one.top).slice(1, -1))}: ` : '';
  return scene + top + one.hooks.map((hook) => answerWords(hook, one.event)).join(' + ');
}

function answerWords(answer: HookAnswer, event: NativeEvent): string {
  const { stdout, stderr, exit, sleep, after, times, command, handler, matcher } = answer;
  const parts = [
    matcher === undefined ? '' : `matcher ${code(matcher === '' ? '""' : matcher)}`,
    ...Object.entries(handler ?? {}).map(([key, value]) =>
      value === undefined ? `no ${code(key)}` : code(`${key}: ${JSON.stringify(value)}`),
    ),
    command === undefined ? '' : code(command),
    sleep === undefined ? '' : `after ${sleep} s`,
    after === undefined ? '' : `ends after ${after}`,
    times === undefined ? '' : `${times} times`,
    exit === undefined ? '' : typeof exit === 'number' ? `exit ${exit}` : exit,
    stderr === undefined || stderr.length === 0 ? '' : `stderr ${code(printed(stderr, event))}`,
    stdout === undefined || stdout === '' ? '' : code(printed(stdout, event)),
  ].filter(Boolean);
  return parts.join(', ') || 'nothing';
}

/** What a hook prints, without the name of the event that every answer of it has. Bytes that are no ASCII are numbers. */
function printed(value: string | Buffer | object, event: NativeEvent): string {
  if (Buffer.isBuffer(value))
    return inOneLine(value.toString('latin1')).replaceAll(
      /[\u0080-\u00ff]/g,
      (byte) => `\\x${byte.charCodeAt(0).toString(16)}`,
    );
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return inOneLine(text.replace(`"hookEventName":"${event}",`, ''));
}

/** A text as it may stand in a cell: line ends and control characters are escaped, what is long is shortened. */
export function inOneLine(text: string): string {
  const line = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return line.length > LONGEST ? `${line.slice(0, BEGINNING)}… (${text.length} characters)` : line;
}

const code = (text: string): string => `\`${text.replaceAll('`', "'")}\``;
