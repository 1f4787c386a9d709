import { defineEvent } from '@hookline/core';
import { EVENTS } from '@hookline/core/engine';
import { EVENT_SCHEMAS, parseEvent } from '@hookline/core/schemas';
import { describe, expect, it } from 'vitest';

const defaults = {
  id: 'event-1',
  timestamp: '2026-01-01T00:00:00.000Z',
  sessionId: 'by-hand',
  cwd: '/repo',
  host: { name: 'hookline' },
};
const tool = { toolName: 'Bash', input: { command: 'ls' } };

/** The least that each event must say. */
const LEAST: Record<keyof typeof EVENT_SCHEMAS, object> = {
  session_start: {},
  session_end: {},
  task_start: { prompt: 'Fix it.' },
  task_complete: { success: true, resumed: false },
  'exec.before': { ...tool, command: 'ls' },
  'exec.after': { ...tool, command: 'ls', exitCode: 1, duration: 12, success: false, output: 'x' },
  'patch.before': {
    ...tool,
    patch: '*** Begin Patch',
    files: [{ path: 'a.ts', kind: 'add', added: 1, removed: 0 }],
  },
  'patch.after': { ...tool, patch: '*** Begin Patch', files: [] },
  'mcp.before': { ...tool, server: 'db', tool: 'query', arguments: {} },
  'mcp.after': { ...tool, server: 'db', tool: 'query', arguments: {} },
  'tool.before': tool,
  'tool.after': tool,
  'permission.request': tool,
  'agent.start': {},
  'agent.stop': { resumed: false },
  'compact.before': { trigger: 'auto' },
  'compact.after': {},
  'model.before': {},
  'model.after': { success: false, error: 'overloaded' },
  'task.interrupted': {},
  'error.occurred': { error: 'broken', source: 'hook' },
};

describe('EVENT_SCHEMAS', () => {
  it('has a schema for every event of the table, and no other', () => {
    expect(Object.keys(EVENT_SCHEMAS)).toEqual(Object.keys(EVENTS));
  });
});

describe('parseEvent', () => {
  it.each(Object.entries(LEAST))('takes the least of %s and fills in the stamp', (name, data) => {
    expect(parseEvent(name, data, defaults)).toEqual({
      ok: true,
      event: { ...defaults, raw: data, ...data, type: name },
    });
  });

  it.each(Object.entries(LEAST))(
    'gives every field of %s its own problem when its type is wrong',
    (name, data) => {
      for (const field of Object.keys(data).filter((key) => key !== 'output')) {
        const parsed = parseEvent(name, { ...data, [field]: Symbol('wrong') }, defaults);
        expect(parsed).toMatchObject({ ok: false, problems: [expect.stringContaining(field)] });
      }
    },
  );

  it('keeps what the data says itself', () => {
    const own = {
      id: 'mine',
      cwd: '/elsewhere',
      sessionId: 's',
      host: { name: 'codex', event: 'SessionStart' },
    };
    expect(parseEvent('SessionStart', own, defaults)).toMatchObject({
      ok: true,
      event: { ...own, type: 'session_start' },
    });
  });

  it('fills in what is undefined', () => {
    expect(parseEvent('session.start', { id: undefined }, defaults)).toMatchObject({
      ok: true,
      event: { id: 'event-1' },
    });
    expect(parseEvent('session_start', undefined, defaults)).toMatchObject({ ok: true });
  });

  it('reports all problems together, in plain sentences', () => {
    const data = {
      tool_name: 'Bash',
      toolname: 'Bash',
      input: [],
      command: 7,
      timestamp: 'noon',
      cwd: 'repo',
    };
    expect(parseEvent('exec.before', data, defaults)).toEqual({
      ok: false,
      problems: expect.arrayContaining([
        'timestamp: Expected a time in ISO 8601 and UTC, "2026-01-01T00:00:00.000Z".',
        'cwd: Expected an absolute path.',
        'toolName is missing; expected a text.',
        'input must be an object, but is an array.',
        'command must be a text, but is a number.',
        'tool_name is no field of exec.before. Did you mean toolName?',
        'toolname is no field of exec.before. Did you mean toolName?',
      ]),
    });
  });

  it.each([
    ['exec.befor', {}, 'There is no event "exec.befor". Did you mean "exec.before"?'],
    ['zzzzzzzzzzzzzzzzz', {}, 'There is no event "zzzzzzzzzzzzzzzzz".'],
    ['PreToolUse', {}, 'stands for several events'],
    ['task_start', 'hello', 'must be a JSON object; this is a string'],
    ['task_start', [], 'this is an array'],
    ['task_start', { type: 'task_complete' }, 'but the event is task_start'],
    ['patch.before', { ...LEAST['patch.before'], files: [{ path: 'a' }] }, 'files.0.kind'],
  ])('refuses %s with %j', (name, data, problem) => {
    const parsed = parseEvent(name, data, defaults);
    expect(parsed.ok ? [] : parsed.problems).toEqual(
      expect.arrayContaining([expect.stringContaining(problem)]),
    );
  });

  it.each([[{ version: '1.2' }], ['text'], [[1, 2]], [null], [{ type: 'production', data: 1 }]])(
    'takes %j as the data of an integration',
    (data) => {
      expect(parseEvent('integration.deploy', data, defaults)).toMatchObject({
        ok: true,
        event: { type: 'integration.deploy', data },
      });
    },
  );

  it('checks the stamp of an event that a third party defined, and leaves its own fields to it', () => {
    defineEvent('ship.before', { ...EVENTS['compact.before'], category: 'integration' });
    expect(parseEvent('ship.before', { version: '1.2' }, defaults)).toMatchObject({
      ok: true,
      event: { version: '1.2' },
    });
    expect(parseEvent('ship.before', { cwd: 'repo' }, defaults)).toMatchObject({ ok: false });
  });

  it('takes an integration event that is one already', () => {
    const event = { type: 'integration.deploy', data: { version: '1.2' }, sessionId: 'ci' };
    expect(parseEvent('integration.deploy', event, defaults)).toMatchObject({ ok: true, event });
  });
});
