import { describe, expect, it } from 'vitest';
import { matcherSelects } from './matcher.ts';

describe('matcherSelects', () => {
  it.each<[string | undefined, string, boolean]>([
    [undefined, 'Bash', true],
    ['', 'Bash', true],
    ['*', 'mcp__echo__echo', true],
    ['Bash', 'Bash', true],
    ['bash', 'Bash', false],
    ['Bash|apply_patch', 'apply_patch', true],
    ['Bash|apply_patch', 'view_image', false],
    ['mcp__echo', 'mcp__echo__echo', false],
    ['mcp__echo__echo', 'mcp__echo__echo', true],
    ['mcp__echo__.*', 'mcp__echo__echo', true],
    ['mcp__.*__echo$', 'mcp__other__echo', true],
    ['^mcp__', 'mcp__echo__echo', true],
    ['Ba.h', 'xBashx', true],
    ['Edit', 'apply_patch', true],
    ['Write', 'apply_patch', true],
    ['Edit|Write', 'apply_patch', true],
    ['Edit', 'Bash', false],
    ['^Edit$', 'apply_patch', true],
    ['|', 'Bash', false],
  ])('%j selects %s: %s', (matcher, tool, expected) => {
    expect(matcherSelects(matcher, tool)).toBe(expected);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'takes a tool named %s as any other',
    (tool) => {
      expect(matcherSelects('Bash', tool)).toBe(false);
      expect(matcherSelects(tool, tool)).toBe(true);
    },
  );

  it('throws for a pattern that is none: the caller says whose it is', () => {
    expect(() => matcherSelects('(', 'Bash')).toThrow(SyntaxError);
  });
});
