/**
 * How well the scan judges, over the sets beside this file.
 *
 * `npm run eval -w @hookline/plugin-security-scan [-- --set second|third --misses --half a|b --json --scan FILE]`
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { missedBars } from './bars.ts';
import { halfOf } from './half-of.ts';
import { loadScan } from './load-scan.ts';
import { measure } from './measure.ts';
import { LATER, readLaterSets, readSets, type Sets } from './read-sets.ts';
import { report, reportMisses } from './report.ts';

const { values } = parseArgs({
  options: {
    set: { type: 'string', default: 'first' },
    misses: { type: 'boolean', default: false },
    half: { type: 'string' },
    json: { type: 'boolean', default: false },
    scan: { type: 'string' },
  },
});
const { half, set } = values;
const later = LATER.find((name) => name === set);
if (set !== 'first' && later === undefined)
  throw new Error(`--set is first, ${LATER.join(' or ')}, not ${set}`);
if (half !== undefined && half !== 'a' && half !== 'b') throw new Error(`--half is a or b, not ${half}`);

const root = import.meta.dirname;
const all = later === undefined ? readSets(root) : readLaterSets(root, later);
const inHalf = ({ id }: { id: string }): boolean => half === undefined || halfOf(id) === half;
const sets: Sets = {
  dangerous: all.dangerous.filter(inHalf),
  accidents: all.accidents.filter(inHalf),
  ordinary: all.ordinary.filter(inHalf),
  secrets: all.secrets.filter(inHalf),
};
const scan = await loadScan(values.scan === undefined ? undefined : resolve(values.scan));
const measured = measure(scan, sets);
const missed = missedBars(measured, { withSecrets: set === 'first' });

if (values.json) {
  const { misses, ...figures } = measured;
  const shown = values.misses ? { ...figures, misses } : figures;
  process.stdout.write(`${JSON.stringify({ set, half: half ?? 'both', ...shown, missed }, undefined, 2)}\n`);
} else {
  if (values.misses) process.stdout.write(`${reportMisses(measured.misses)}\n`);
  process.stdout.write(report(measured, missed));
}
process.exitCode = missed.length === 0 ? 0 : 1;
