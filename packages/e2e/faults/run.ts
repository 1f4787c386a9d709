/**
 * Plays all faults on the real Codex and prints what came of each; ends with 1 when anything is not as stated.
 *
 * `npm run test:faults [-- FAMILY|ID ...] [--write]`; `--write` writes `docs/faults.md` when everything is as stated.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { differencesOf } from './judge.ts';
import { FAULTS } from './manifest.ts';
import { faultsPage, PAGE } from './page.ts';
import { effectOf, type Observed, play, playsOf } from './play.ts';
import { EFFECT_WORDS, lossWords, POLICY_WORDS } from './words.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const args = process.argv.slice(2);
const wanted = args.filter((arg) => !arg.startsWith('--'));
const isWanted = (id: string): boolean =>
  wanted.length === 0 || wanted.some((name) => id === name || id.startsWith(`${name}.`));
const faults = FAULTS.filter(({ id }) => isWanted(id));
if (faults.length === 0) {
  print(`There is no fault ${wanted.join(', ')}. Fix: a family or an id of docs/faults.md.`);
  process.exit(1);
}

const startedAt = performance.now();
const plays = playsOf(faults);
const queue = plays.values();
let [results, differing, broken] = [0, 0, 0];

/** A row of the table as soon as it is known; what differs below it. */
function show(one: Observed): void {
  const differences = differencesOf(one);
  const effect = effectOf(one);
  const cells = [
    differences.length === 0 ? 'ok  ' : 'DIFF',
    one.fault.id.padEnd(32),
    POLICY_WORDS[one.policy].padEnd(12),
    (effect === 'inverted' ? 'ran what is forbidden' : EFFECT_WORDS[effect]).padEnd(24),
    lossWords(one.lost),
  ];
  print(cells.join('  '));
  for (const difference of differences) print(`        ${difference.replaceAll(/\s+/g, ' ').slice(0, 300)}`);
  results += 1;
  if (differences.length > 0) differing += 1;
}

print(`      ${'fault'.padEnd(32)}  ${'policy'.padEnd(12)}  ${"the agent's command".padEnd(24)}  lost`);
await Promise.all(
  Array.from({ length: Math.min(2, availableParallelism()) }, async () => {
    for (const one of queue) {
      try {
        for (const each of await play(one)) show(each);
      } catch (thrown) {
        broken += 1;
        print(
          `BROKEN  ${one.faults.map(({ id }) => id).join(', ')} (${one.policy}): ${(thrown as Error).stack}`,
        );
      }
    }
  }),
);

const seconds = Math.round((performance.now() - startedAt) / 1000);
print(
  `\n${faults.length} faults, ${results} results from ${plays.length} runs of the agent in ${seconds} s; ${differing} not as stated, ${broken} runs broken.`,
);
if (differing > 0 || broken > 0) process.exitCode = 1;
else if (args.includes('--write')) {
  if (wanted.length > 0) throw new Error('--write needs all faults.');
  writeFileSync(path.resolve(import.meta.dirname, PAGE), faultsPage());
}
