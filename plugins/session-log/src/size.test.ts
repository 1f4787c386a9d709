import { expect, it } from 'vitest';
import { bytesOf } from './size.ts';

it.each([
  [4_096, 4_096],
  ['4096', 4_096],
  ['500k', 512_000],
  ['10M', 10_485_760],
  ['1g', 1_073_741_824],
  ['10 MB', Number.NaN],
  ['', Number.NaN],
])('reads %j as %d bytes', (size, bytes) => {
  expect(bytesOf(size)).toBe(bytes);
});
