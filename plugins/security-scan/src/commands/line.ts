/** The words of a command as one line, for programs whose verbs decide; cut, so that no pattern is slow on it. */
import type { Call } from '../shell/machine.ts';

const LONGEST_LINE = 1_500;

export function lineOf(call: Pick<Call, 'args'>): string {
  let line = '';
  for (const arg of call.args) {
    line += line === '' ? arg.text : ` ${arg.text}`;
    if (line.length > LONGEST_LINE) return line.slice(0, LONGEST_LINE);
  }
  return line;
}
