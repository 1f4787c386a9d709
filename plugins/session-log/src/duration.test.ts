import { expect, it } from 'vitest';
import { durationText } from './duration.ts';

it.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [1_000, '1s, 1000 ms'],
  [1_250, '1.3s, 1250 ms'],
  [59_960, '1m 0s, 59960 ms'],
  [125_000, '2m 5s, 125000 ms'],
  [3_600_000, '1h 0m, 3600000 ms'],
  [90_061_000, '25h 1m, 90061000 ms'],
])('says %d ms as %s', (durationMs, text) => {
  expect(durationText(durationMs)).toBe(text);
});
