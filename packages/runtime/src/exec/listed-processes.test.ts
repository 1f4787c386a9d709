import { expect, it } from 'vitest';
import { descendantsIn } from './listed-processes.ts';

it('finds children and their children in any order of the listing', () => {
  expect(descendantsIn('  30    20\n 20 10\n  10 1\n  99 1\n', 10).sort()).toEqual([10, 20, 30]);
});

it('finds nothing of a process that is not listed and has no children', () => {
  expect(descendantsIn('1 0\n', 10)).toEqual([]);
  expect(descendantsIn('', 10)).toEqual([]);
});
