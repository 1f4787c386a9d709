/** The figures as text. */
import type { Measured, Miss } from './measure.ts';
import { percent, type Tally } from './tally.ts';

/** The figures, a line each, and which bars are missed. */
export function report(measured: Measured, missed: readonly string[]): string {
  const { speed } = measured;
  const ms = (value: number): string => value.toFixed(3);
  return [
    line('dangerous: recall', measured.recall),
    line('  with the verdict expected', measured.asExpected),
    ...table('  by category', measured.byCategory),
    ...table('  by evasion', measured.byEvasion),
    line('accidents: recall', measured.accidents),
    ...table('  by category', measured.accidentsByCategory),
    line('ordinary: false positives', measured.falsePositives),
    line('  lookalikes', measured.lookalikes),
    line('  long ones', measured.long),
    ...table('  by group', measured.byGroup),
    line('secrets: recall', measured.secrets),
    line('  whole', measured.wholeSecrets),
    ...table('  by kind', measured.secretsByKind),
    line('  false positives', measured.secretFalsePositives),
    `speed: p50 ${ms(speed.p50)} ms, p95 ${ms(speed.p95)} ms, max ${ms(speed.max)} ms (${speed.slowest})`,
    '',
    ...(missed.length === 0 ? ['Every bar is reached.'] : missed.map((bar) => `MISSED  ${bar}`)),
    '',
  ].join('\n');
}

/** Every case that came out wrong. */
export function reportMisses(misses: readonly Miss[]): string {
  return misses
    .map(
      ({ set, id, sort, text, verdict, findings }) =>
        `${set}  ${id}  (${sort})  ${verdict}  ${findings.join(', ')}\n    ${JSON.stringify(text)}\n`,
    )
    .join('');
}

function table(title: string, parts: Readonly<Record<string, Tally>>): string[] {
  const rows = Object.entries(parts).map(([name, part]) => line(`    ${name}`, part));
  return rows.length === 0 ? [] : [title, ...rows];
}

function line(name: string, part: Tally): string {
  const share = percent(part);
  const value = share === undefined ? 'no cases' : `${share.toFixed(2).padStart(6)} %`;
  return `${name.padEnd(34)} ${value}  ${`${part.hits}/${part.total}`.padStart(11)}`;
}
