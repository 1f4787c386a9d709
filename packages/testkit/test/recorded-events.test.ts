import { EVENTS } from '@hookline/core/engine';
import { EVENT_SCHEMAS } from '@hookline/core/schemas';
import { recordedEvent, recordedEvents } from '@hookline/testkit';
import { describe, expect, it } from 'vitest';

const names = Object.keys(EVENTS) as (keyof typeof EVENTS)[];

describe('the recorded events', () => {
  it('are one of every kind of the table', () => {
    expect(recordedEvents().map(({ type }) => type)).toEqual(names);
  });

  it.each(names)('are valid by the schema of the core: %s', (name) => {
    expect(
      EVENT_SCHEMAS[name].safeParse(recordedEvents().find(({ type }) => type === name)).error,
    ).toBeUndefined();
  });

  it('are of one session and name no folder of the recording', () => {
    expect(new Set(recordedEvents().map(({ sessionId }) => sessionId)).size).toBe(1);
    expect(new Set(recordedEvents().map(({ cwd }) => cwd))).toEqual(new Set(['/home/user/project']));
    expect(JSON.stringify(recordedEvents()).match(/\/(?:tmp|root|work|repo)\b/g)).toBeNull();
  });
});

describe('an event with other fields', () => {
  it('says a command everywhere alike', () => {
    for (const name of ['exec.before', 'exec.after', 'permission.request'] as const) {
      expect(recordedEvent(name, { command: 'ls' })).toMatchObject({
        command: 'ls',
        input: { command: 'ls' },
        raw: { tool_input: { command: 'ls' } },
      });
    }
  });

  it('has the files of a patch and the name of an MCP tool', () => {
    const patch = '*** Begin Patch\n*** Update File: a.ts\n*** Move to: b.ts\n@@\n-x\n+y\n+z\n*** End Patch';
    expect(recordedEvent('patch.before', { patch })).toMatchObject({
      input: { command: patch },
      files: [{ path: 'a.ts', movedTo: 'b.ts', kind: 'update', added: 2, removed: 1 }],
    });
    expect(recordedEvent('mcp.after', { tool: 'drop', arguments: { a: 1 } })).toMatchObject({
      toolName: 'mcp__echo__drop',
      input: { a: 1 },
      raw: { tool_name: 'mcp__echo__drop', tool_input: { a: 1 } },
    });
  });

  it('is without what is given as undefined, as far as an event can be', () => {
    const event = recordedEvent('exec.after', { exitCode: undefined, success: undefined });
    expect(Object.keys(event)).toEqual(expect.not.arrayContaining(['exitCode', 'success']));
    expect(event).toMatchObject({ command: 'printf hello; exit 3', output: 'hello' });
    expect(() => recordedEvent('exec.after', { command: undefined } as object)).toThrow(
      'command is missing; expected a text.',
    );
  });

  it('leaves the recorded one as it was', () => {
    const before = JSON.stringify(recordedEvents());
    recordedEvent('exec.before', { command: 'ls', cwd: '/elsewhere' });
    expect(JSON.stringify(recordedEvents())).toBe(before);
  });

  it('is refused with the nearest field, the nearest event, and a value of another type', () => {
    expect(() => recordedEvent('exec.before', { comand: 'ls' } as object)).toThrow('Did you mean command?');
    expect(() => recordedEvent('exec.befor' as 'exec.before')).toThrow('Did you mean "exec.before"?');
    expect(() => recordedEvent('exec.before', { command: 1 } as object)).toThrow('command must be a text');
  });

  it('is what the test says where no agent sends it', () => {
    expect(recordedEvent('integration.deploy', { data: { to: 'prod' } })).toMatchObject({
      type: 'integration.deploy',
      data: { to: 'prod' },
      host: { name: 'hookline' },
    });
  });
});
