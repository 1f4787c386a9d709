import { describe, expect, it } from 'vitest';
import { uselessMatcher } from './matcher-reach.ts';

describe('a matcher', () => {
  it.each([
    ['bash', ['exec.before']],
    ['apply_patch', ['exec.before', 'exec.after']],
    ['^shell', ['exec.after']],
    ['Bash', ['patch.before']],
  ] as const)('%s that selects nothing of %s is told', (matcher, events) => {
    expect(uselessMatcher(matcher, events)).toMatchObject({ severity: 'warning' });
  });

  it.each([
    ['Bash', ['exec.before']],
    ['*', ['exec.before']],
    ['', ['patch.before']],
    ['Edit|Write', ['patch.before']],
    ['Ba.*', ['exec.before']],
    ['bash', ['exec.before', 'tool.before']],
    ['anything', ['mcp.before']],
    ['anything', ['session_start']],
  ] as const)('%s of %s is left alone', (matcher, events) => {
    expect(uselessMatcher(matcher, events)).toBeUndefined();
  });
});
