/** A part of the faults on the real agent, and the page that says what is stated of all. The rest: `npm run test:faults`. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { differencesOf } from '../faults/judge.ts';
import { FAMILIES, FAULTS, isInCi } from '../faults/manifest.ts';
import { faultsPage, PAGE } from '../faults/page.ts';
import { play, playsOf } from '../faults/play.ts';

/** The runs under both policies, by the fault that comes first in them. */
const PLAYS = Object.entries(
  Object.groupBy(playsOf(FAULTS.filter(isInCi)), ({ faults }) => faults[0]?.id ?? ''),
);

// Minutes on a busy machine: a part of `npm run test:long`.
describe.skipIf(!process.env['LONG_TESTS'])('the faults that are played here', () => {
  it.each(PLAYS.map(([first, plays = []]) => ({ first, plays, more: (plays[0]?.faults.length ?? 1) - 1 })))(
    '$first and $more more come to what is stated',
    { timeout: 300_000 },
    async ({ plays }) => {
      // Both at once: most of a run is waiting.
      const observed = (await Promise.all(plays.map(play))).flat();
      expect(observed.length).toBeGreaterThan(0);
      expect(
        observed.flatMap((each) =>
          differencesOf(each).map((difference) => `${each.fault.id}, ${each.policy}: ${difference}`),
        ),
      ).toEqual([]);
    },
  );
});

describe('the manifest', () => {
  it('names every fault once, by its family', () => {
    const ids = FAULTS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(40);
    for (const { name, faults } of FAMILIES)
      expect(faults.filter(({ id }) => !id.startsWith(`${name}.`)).map(({ id }) => id)).toEqual([]);
  });

  it('lets no required gate pass what it did not judge, but where it says why it cannot be otherwise', () => {
    const passing = FAULTS.filter(
      ({ required }) => required.effect === 'ran' && required.limit === undefined,
    );
    expect(passing.map(({ id }) => id)).toEqual([]);
  });

  it('is what the page says: npm run test:faults -- --write', () => {
    expect(readFileSync(path.resolve(import.meta.dirname, PAGE), 'utf8')).toBe(faultsPage());
  });
});
