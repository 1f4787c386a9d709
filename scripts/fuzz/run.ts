/**
 * `npm run test:fuzz`: every fuzzed property with many cases, and a table of what was tried. What stands behind `--` goes
 * to vitest: `npm run test:fuzz -- -t "<name of a test>"`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Tried } from './fuzzed.ts';

interface Row {
  cases: number;
  seconds: number;
  findings: number;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const { FUZZ_PAYLOADS = '200000', FUZZ_CONFIGS = '50000', FUZZ_SEED } = process.env;
const seed = FUZZ_SEED || String(Math.floor(Math.random() * 2 ** 31));
const say = (text: string): boolean => process.stdout.write(`${text}\n`);

for (const [name, value] of Object.entries({ FUZZ_PAYLOADS, FUZZ_CONFIGS, FUZZ_SEED: seed })) {
  if (Number.isSafeInteger(Number(value)) && (Number(value) > 0 || name === 'FUZZ_SEED')) continue;
  say(`${name} must be a whole number${name === 'FUZZ_SEED' ? '' : ' above 0'}, not "${value}".`);
  process.exit(64);
}

const reports = mkdtempSync(join(tmpdir(), 'hookline-fuzz-'));
const report = join(reports, 'tried.jsonl');
const files = globSync('{packages,plugins}/*/test/**/*.fuzz.test.ts', { cwd: root });
say(`seed ${seed}, ${FUZZ_PAYLOADS} payloads, ${FUZZ_CONFIGS} configurations`);

const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', ...files, '--testTimeout=0', '--hookTimeout=0', ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, FUZZ_PAYLOADS, FUZZ_CONFIGS, FUZZ_SEED: seed, FUZZ_REPORT: report },
  },
);

const rows = new Map<string, Row>();
const lines = existsSync(report) ? readFileSync(report, 'utf8').trimEnd().split('\n') : [];
for (const line of lines) {
  const { target, cases, seconds, failed } = JSON.parse(line) as Tried;
  const row = rows.get(target) ?? { cases: 0, seconds: 0, findings: 0 };
  row.cases += cases;
  row.seconds += seconds;
  if (failed) row.findings += 1;
  rows.set(target, row);
}
rmSync(reports, { recursive: true, force: true });

const table = [
  ['target', 'cases', 'seed', 'seconds', 'findings'],
  ...[...rows].map(([target, row]) => [
    target,
    String(row.cases),
    seed,
    row.seconds.toFixed(1),
    String(row.findings),
  ]),
];
const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
for (const row of table)
  say(
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
process.exit(status ?? 1);
