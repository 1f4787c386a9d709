import { expect, it } from 'vitest';
import { countText, durationText, shareText } from './amounts.ts';
import { showsUnicode, sparkline } from './sparkline.ts';

it.each([
  [[], ''],
  [[0, 0], '··'],
  [[1], '█'],
  [[0, 1, 4, 8], '·▁▄█'],
  [[1, 1_000_000], '▁█'],
])('draws %j as %s', (numbers, bars) => {
  expect(sparkline(numbers, 60, true)).toBe(bars);
});

it('adds up what there is no room for, the newest part whole', () => {
  expect(sparkline([9, 1, 1, 1, 1], 3, true)).toBe('█▂▂');
  expect(sparkline([0, 1, 4, 8], 60, false)).toBe('._=@');
});

it.each([
  [{ LANG: 'C.UTF-8' }, 'linux', true],
  [{ LANG: 'de_DE.utf8' }, 'linux', true],
  [{ LANG: 'C.UTF-8', LC_ALL: 'C' }, 'linux', false],
  [{ LC_ALL: '', LANG: 'en_US.UTF-8' }, 'linux', true],
  [{ LANG: 'C.UTF-8', TERM: 'dumb' }, 'linux', false],
  [{}, 'linux', false],
  [{}, 'darwin', true],
  [{}, 'win32', true],
] as const)('%j on %s shows more than ASCII: %s', (env, platform, shows) => {
  expect(showsUnicode(env, platform)).toBe(shows);
});

it.each([
  [undefined, '-'],
  [0, '0 ms'],
  [999, '999 ms'],
  [999.6, '1.0 s'],
  [59_940, '59.9 s'],
  [59_960, '1 m 0 s'],
  [3_599_700, '1 h 0 m'],
  [90_061_000, '25 h 1 m'],
])('%s ms are %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

it.each([
  [undefined, '-'],
  [999, '999'],
  [1_000, '1k'],
  [12_345, '12.3k'],
  [999_600, '1M'],
  [4_560_000, '4.56M'],
  [7e9, '7G'],
])('%s are %s', (count, text) => {
  expect(countText(count)).toBe(text);
});

it('a share is whole percents', () => {
  expect([shareText(undefined), shareText(0), shareText(1 / 3), shareText(1)]).toEqual([
    '-',
    '0 %',
    '33 %',
    '100 %',
  ]);
});
