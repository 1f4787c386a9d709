import { describe, expect, it } from 'vitest';
import { table } from './table.ts';

describe('a table', () => {
  it('pads every column to its widest cell, and leaves nothing at the end of a line', () => {
    expect(
      table([
        ['a', 'bb', ''],
        ['ccc', 'd', 'e'],
      ]),
    ).toBe('a    bb\nccc  d   e');
  });

  it('does not count colour codes, takes rows of different lengths, and indents', () => {
    expect(table([['\u001b[31ma\u001b[39m', 'x'], ['bb'], []], '  ')).toBe(
      '  \u001b[31ma\u001b[39m   x\n  bb\n',
    );
  });

  it('is empty without rows', () => expect(table([])).toBe(''));
});
