import { describe, expect, it } from 'vitest';
import { patternFault } from './condition-table.ts';

describe('a pattern', () => {
  it.each(['\\ABash\\z', 'a\\Z', '\\p{L}+', '[[:alpha:]]+', '\\hx', '\\Qa.b\\E'])(
    'that means another thing in JavaScript is refused: %j',
    (pattern) => {
      expect(patternFault(pattern)).toMatch('JavaScript does not know');
    },
  );

  it.each([
    '^mcp__.*$',
    '\\bBash\\b',
    '\\B\\d\\D\\s\\S\\w\\W\\t\\n\\r\\f\\v',
    'C:\\\\Agent',
    '[a-z\\]]',
    '\\.env',
    '\\x41\\u0041\\cA',
    '(?<a>x)\\k<a>',
    '\\/a\\-b\\_c\\1',
    '[[a]',
    '(?:a)[:b]',
    '\\pa',
  ])('that JavaScript understands is fine: %j', (pattern) => {
    expect(patternFault(pattern)).toBeUndefined();
  });
});
