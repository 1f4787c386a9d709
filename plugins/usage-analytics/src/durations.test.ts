import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Durations } from './durations.ts';

it('has quantiles that are right within one percent', () => {
  const durations = fc.array(fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 1e9 })), {
    minLength: 1,
  });
  fc.assert(
    fc.property(durations, fc.constantFrom(0.01, 0.5, 0.95, 1), (all, share) => {
      const known = new Durations();
      for (const one of all) known.add(one);
      const exact = all.toSorted((a, b) => a - b)[Math.ceil(share * all.length) - 1] ?? 0;
      expect(Math.abs((known.quantile(share) ?? -1e9) - exact)).toBeLessThanOrEqual(0.01 * exact + 1);
    }),
  );
});

it('knows the longest exactly, and nothing of none', () => {
  const known = new Durations();
  expect(known.quantile(0.5)).toBeUndefined();
  for (const one of [3, 60_001, 5]) known.add(one);
  expect([known.quantile(1), known.count, known.total]).toEqual([60_001, 3, 60_009]);
});
