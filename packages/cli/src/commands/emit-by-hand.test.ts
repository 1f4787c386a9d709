import { EVENTS } from '@hookline/core/engine';
import { parseEvent } from '@hookline/core/schemas';
import { describe, expect, it } from 'vitest';
import { completedByHand } from './emit-by-hand.ts';

const STAMP = {
  id: '1',
  timestamp: '2026-01-01T00:00:00.000Z',
  sessionId: 's',
  cwd: '/repo',
  host: { name: 'hookline' },
};
const patch = '*** Begin Patch\n*** Add File: a.txt\n+x\n*** End Patch';

/** The least that a person has to say of an event. */
const LEAST: Readonly<Record<string, object>> = {
  task_start: { prompt: 'x' },
  task_complete: { success: true },
  'exec.before': { command: 'ls' },
  'exec.after': { command: 'ls' },
  'patch.before': { patch },
  'patch.after': { patch },
  'mcp.before': { server: 's', tool: 't' },
  'mcp.after': { server: 's', tool: 't' },
  'tool.before': { toolName: 'x' },
  'tool.after': { toolName: 'x' },
  'permission.request': { command: 'ls' },
  'model.after': { success: true },
  'error.occurred': { error: 'x', source: 'tool' },
};

describe('an event that is typed by hand', () => {
  it.each(Object.keys(EVENTS))('%s needs no more than what it is about', (type) => {
    expect(parseEvent(type, completedByHand(type, { ...LEAST[type] }), STAMP)).toMatchObject({ ok: true });
  });

  it('keeps what is given', () => {
    const given = { command: 'ls', toolName: 'shell', input: { command: 'ls', timeout: 1 } };
    expect(completedByHand('exec.before', given)).toEqual(given);
  });

  it('does not make up what it is about', () => {
    expect(parseEvent('exec.before', completedByHand('exec.before', {}), STAMP)).toMatchObject({ ok: false });
    expect(parseEvent('mcp.before', completedByHand('mcp.before', {}), STAMP)).toMatchObject({ ok: false });
  });
});
