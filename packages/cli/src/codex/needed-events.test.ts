import { EVENTS } from '@hookline/core/engine';
import { NATIVE_EVENTS } from '@hookline/host-codex';
import { describe, expect, it } from 'vitest';
import { neededEvents } from './needed-events.ts';

type Config = Parameters<typeof neededEvents>[0];

const listening = (...events: string[]): Config =>
  ({ plugins: [], entries: [{ events }] }) as unknown as Config;

describe('the events of the agent that a configuration needs', () => {
  it.each([
    [[], []],
    [['exec.before', 'mcp.before'], ['PreToolUse']],
    [['session_end'], ['SessionStart', 'SessionEnd']],
    [['mcp.after'], ['PostModelRequest', 'PreToolUse', 'PostToolUse', 'SessionEnd']],
    [['error.occurred'], ['PostModelRequest', 'PreToolUse', 'PostToolUse', 'SessionEnd']],
    [['integration.deploy'], []],
  ])('for %j are %j, in the order of a session', (events, native) => {
    expect(neededEvents(listening(...events))).toEqual(native);
  });

  it('are all of them for a plugin that listens to whatever it finds', () => {
    expect(neededEvents({ plugins: [{ events: ['*'] }], entries: [] } as unknown as Config)).toEqual(
      NATIVE_EVENTS,
    );
  });

  it('are for a hook of a hooks.json those that it was written for, and no others', () => {
    const config = { plugins: [], entries: [{ events: ['task_complete'], native: 'Stop' }] };
    expect(neededEvents(config as unknown as Config)).toEqual(['Stop']);
  });

  it('are known for every event there is', () => {
    for (const event of Object.keys(EVENTS)) expect(neededEvents(listening(event)), event).not.toEqual([]);
  });
});
