/**
 * Runs one fuzzed property: a few cases in every test run, many in `npm run test:fuzz`. That command hands its
 * numbers down in the environment and reads back a line per property from `FUZZ_REPORT`.
 */
import { appendFileSync } from 'node:fs';
import fc from 'fast-check';

/** What a property is given, and so by which number its cases are counted. */
export type Counted = 'payloads' | 'configs';

/** How often a property is tried. */
export interface Effort {
  /** The row of the table that this property is part of. */
  readonly target: string;
  readonly counted: Counted;
  /** The part of all payloads or configurations that this property is given in `npm run test:fuzz`. */
  readonly share: number;
  /** Cases in an ordinary test run. */
  readonly few: number;
}

/** One property that was tried. */
export interface Tried {
  readonly target: string;
  readonly counted: Counted;
  readonly cases: number;
  readonly seconds: number;
  readonly failed: boolean;
}

type Property = fc.IProperty<unknown> | fc.IAsyncProperty<unknown>;

/** Tries a property. Rejects with the seed, the path and the smallest counterexample, and how to try it again. */
export async function fuzzed(effort: Effort, property: Property): Promise<void> {
  const { FUZZ_SEED, FUZZ_PATH, FUZZ_REPORT } = process.env;
  const seed = FUZZ_SEED ? Number(FUZZ_SEED) : Math.floor(Math.random() * 2 ** 31);
  const began = performance.now();
  const details = await fc.check(property as fc.IAsyncProperty<unknown>, {
    numRuns: casesOf(effort),
    seed,
    ...(FUZZ_PATH && { path: FUZZ_PATH, endOnFailure: true }),
  });
  const tried: Tried = {
    target: effort.target,
    counted: effort.counted,
    cases: details.numRuns,
    seconds: (performance.now() - began) / 1_000,
    failed: details.failed,
  };
  if (FUZZ_REPORT) appendFileSync(FUZZ_REPORT, `${JSON.stringify(tried)}\n`);
  if (!details.failed) return;
  const cause = details.errorInstance;
  throw new Error(
    [
      `${effort.target}: a counterexample after ${details.numRuns} cases.`,
      `seed ${details.seed}, path ${details.counterexamplePath}`,
      `counterexample ${shown(details.counterexample)}`,
      `again   FUZZ_SEED=${details.seed} FUZZ_PATH=${details.counterexamplePath} npm run test:fuzz -- -t "<name of this test>"`,
      cause instanceof Error ? cause.message : String(cause),
    ].join('\n'),
    { cause },
  );
}

function casesOf({ counted, share, few }: Effort): number {
  const all = process.env[counted === 'payloads' ? 'FUZZ_PAYLOADS' : 'FUZZ_CONFIGS'];
  return all ? Math.max(1, Math.round(Number(all) * share)) : few;
}

const LONGEST_SHOWN = 4_000;

function shown(value: unknown): string {
  const text = fc.stringify(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}… (${text.length} characters)` : text;
}
