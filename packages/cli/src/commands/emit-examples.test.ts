import { EVENTS } from '@hookline/core/engine';
import { parseEvent } from '@hookline/core/schemas';
import { describe, expect, it } from 'vitest';
import { completedByHand } from './emit-by-hand.ts';
import { EMIT_EXAMPLES } from './emit-examples.ts';

const problemsOf = (event: string, data: object): readonly string[] => {
  const base = {
    id: '1',
    timestamp: '2026-01-02T03:04:05Z',
    sessionId: 's',
    cwd: '/',
    host: { name: 'x' },
    raw: data,
  };
  const parsed = parseEvent(event, completedByHand(event, data as Record<string, unknown>), base);
  return parsed.ok ? [] : parsed.problems;
};

describe('the examples of what to type for an event', () => {
  it.each(Object.entries(EMIT_EXAMPLES))('fit %s', (event, data) => {
    expect(problemsOf(event, data)).toEqual([]);
  });

  it('are there for exactly those events that need data', () => {
    const needy = Object.keys(EVENTS).filter((event) => problemsOf(event, {}).length > 0);
    expect(Object.keys(EMIT_EXAMPLES).sort()).toEqual(needy.sort());
  });
});
