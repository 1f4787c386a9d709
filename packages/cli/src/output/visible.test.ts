import { expect, it } from 'vitest';
import { visible, visibleLine } from './visible.ts';

it.each([
  ['plain $HOME "text" é 漢', 'plain $HOME "text" é 漢'],
  ['a\nb\r\n\tc', 'a\\nb\\r\\n\\tc'],
  ['\u001b[2Jgone\u0007', '\\u{1b}[2Jgone\\u{7}'],
  ['rm \u202e txt \u2066x\u2069', 'rm \\u{202e} txt \\u{2066}x\\u{2069}'],
  ['zero\u200bwidth\ufeff \u00ad', 'zero\\u{200b}width\\u{feff} \\u{ad}'],
  ['tag \u{e0041}', 'tag \\u{e0041}'],
  ['half \ud83d', 'half \\u{d83d}'],
  ['\u2028\u0085', '\\u{2028}\\u{85}'],
])('spells out what is not seen: %j', (text, shown) => {
  expect(visible(text)).toBe(shown);
});

it('leaves the layout of a line alone', () => {
  expect(visibleLine('\t\t"a"\u001b\t')).toBe('\t\t"a"\\u{1b}\t');
});
