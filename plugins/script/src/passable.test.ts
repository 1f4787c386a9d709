import { expect, it } from 'vitest';
import { PASSABLE_BYTES, passable, passableJson } from './passable.ts';

it('passes a text that fits as it is', () => {
  expect(passable('hällo\n')).toEqual({ text: 'hällo\n', whole: true });
  expect(passable('x'.repeat(PASSABLE_BYTES)).whole).toBe(true);
});

it('replaces NUL and says so', () => {
  expect(passable('a\0b')).toEqual({ text: 'a\uFFFDb', whole: false });
});

it.each(['x', 'ä', '€', '😀'])('cuts a long text of %s between characters', (character) => {
  const { text, whole } = passable(character.repeat(PASSABLE_BYTES + 1));
  expect(whole).toBe(false);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(PASSABLE_BYTES);
  expect(Buffer.byteLength(text)).toBeGreaterThan(PASSABLE_BYTES - 4);
  expect(text.replaceAll(character, '')).toBe('');
});

it('cuts JSON so that it stays JSON, whatever its escapes cost', () => {
  const { text, whole } = passableJson('"\\\u0001'.repeat(40_000), (line) => ['bash', '-lc', line]);
  expect(whole).toBe(false);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(PASSABLE_BYTES);
  expect(JSON.parse(text)).toHaveLength(3);
});
