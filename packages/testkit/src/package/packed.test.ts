import { describe, expect, it } from 'vitest';
import { isPacked } from './packed.ts';

describe('what npm packs', () => {
  it.each<[readonly string[] | undefined, boolean]>([
    [undefined, true],
    [['dist'], true],
    [['dist/'], true],
    [['./dist/schema.json'], true],
    [['/dist'], true],
    [['.'], true],
    [['dist/*.json'], true],
    [['dist/**'], true],
    [['**/*.json'], true],
    [['dist/*.js'], false],
    [['dist/schema'], false],
    [['src'], false],
    [['dist', '!dist/schema.json'], false],
    [['!dist', 'dist/schema.json'], true],
    [[], false],
  ])('files: %j', (files, packed) => {
    expect(isPacked({ files }, './dist/schema.json')).toBe(packed);
  });
});
