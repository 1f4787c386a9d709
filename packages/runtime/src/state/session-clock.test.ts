import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LifecycleEvent } from '@hookline/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mayResume, noteProgress, noteResume, openTask, startedAt } from './session-clock.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hookline-clock-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const event = (fields: object): LifecycleEvent =>
  ({ sessionId: 's', timestamp: '2026-01-02T03:04:05.000Z', ...fields }) as unknown as LifecycleEvent;
const AT = Date.parse('2026-01-02T03:04:05.000Z');
const stop = (resumed: boolean, fields: object = {}) =>
  event({ type: 'task_complete', taskId: 't', resumed, ...fields });
const path = (): string => join(home, 'sessions', 's', 'hookline.json');
const store = (text: string): void => {
  mkdirSync(join(home, 'sessions', 's'), { recursive: true });
  writeFileSync(path(), text);
};

describe('the beginning', () => {
  it('of a session is the first one seen, of a task the last; another session has its own', () => {
    noteProgress(home, event({ type: 'session_start' }));
    noteProgress(home, event({ type: 'session_start', timestamp: '2026-01-03T00:00:00.000Z' }));
    noteProgress(home, event({ type: 'task_start', taskId: 't' }));
    expect(startedAt(home, 's')).toBe(AT);
    expect(startedAt(home, 's', 't')).toBe(AT);
    expect(startedAt(home, 's', 'other')).toBeUndefined();
    expect(startedAt(home, 'other')).toBeUndefined();
  });

  it.each([
    ['resume', true],
    ['startup', true],
    ['compact', false],
  ])('of a session that starts again by %s is a new one: %s', (source, anew) => {
    noteProgress(home, event({ type: 'session_start', source: 'startup' }));
    noteProgress(home, event({ type: 'session_start', source, timestamp: '2026-01-03T00:00:00.000Z' }));
    expect(startedAt(home, 's')).toBe(anew ? Date.parse('2026-01-03T00:00:00.000Z') : AT);
  });

  it('of an agent inside a session is not the beginning of the session', () => {
    noteProgress(home, event({ type: 'session_start', agent: { id: 'a' } }));
    expect(startedAt(home, 's')).toBeUndefined();
  });

  it('is kept for the newest twenty tasks', () => {
    for (let index = 0; index < 60; index += 1)
      noteProgress(home, event({ type: 'task_start', taskId: `t-${index}` }));
    expect(Object.keys(JSON.parse(readFileSync(path(), 'utf8')).tasks)).toHaveLength(20);
    expect(startedAt(home, 's', 't-59')).toBe(AT);
    expect(startedAt(home, 's', 't-39')).toBeUndefined();
  });

  it.each(['__proto__', 'constructor', 'toString'])('of a task named %s is its own', (taskId) => {
    expect(startedAt(home, 's', taskId)).toBeUndefined();
    noteProgress(home, event({ type: 'task_start', taskId }));
    expect(startedAt(home, 's', taskId)).toBe(AT);
  });

  it.each(['', '{', '[]', 'null', '{"started":"x","tasks":[]}', '{"tasks":{"t":"x"}}'])(
    'is not known where the state is %j',
    (text) => {
      store(text);
      expect(startedAt(home, 's')).toBeUndefined();
      expect(startedAt(home, 's', 't')).toBeUndefined();
    },
  );
});

describe('the open task', () => {
  it('is the one that began last, until its end was heard', () => {
    expect(openTask(home, 's')).toBeUndefined();
    noteProgress(home, event({ type: 'task_start', taskId: 'a' }));
    expect(openTask(home, 's')).toBe('a');
    noteProgress(home, stop(false, { taskId: 'a' }));
    expect(openTask(home, 's')).toBeUndefined();
    noteProgress(home, event({ type: 'task_start', taskId: 'b' }));
    expect(openTask(home, 's')).toBe('b');
  });

  it('is not that of an agent inside the session', () => {
    noteProgress(home, event({ type: 'task_start', taskId: 'a', agent: { id: 'x' } }));
    expect(openTask(home, 's')).toBeUndefined();
  });

  it.each(['', '[]', '{"tasks":5}', '{"tasks":null,"ended":7}'])(
    'is not known where the state is %j',
    (text) => {
      store(text);
      expect(openTask(home, 's')).toBeUndefined();
    },
  );
});

describe('resuming', () => {
  it('is allowed up to the limit, for every task anew', () => {
    expect(mayResume(home, stop(false), 0)).toBe(false);
    expect(mayResume(home, stop(false), 2)).toBe(true);
    noteResume(home, stop(false));
    expect(mayResume(home, stop(true), 2)).toBe(true);
    noteResume(home, stop(true));
    expect(mayResume(home, stop(true), 2)).toBe(false);
    expect(mayResume(home, stop(false, { taskId: 'next' }), 2)).toBe(true);
    expect(mayResume(home, stop(false), 2)).toBe(true);
    noteResume(home, stop(false));
    expect(mayResume(home, stop(true), 2)).toBe(true);
  });

  it('is counted for each agent of a task', () => {
    const agent = (id: string) => stop(true, { type: 'agent.stop', agent: { id } });
    noteResume(home, agent('a'));
    expect(mayResume(home, agent('a'), 1)).toBe(false);
    expect(mayResume(home, agent('a'), 2)).toBe(true);
    expect(mayResume(home, agent('b'), 2)).toBe(false);
  });

  it.each(['', '{', '[]', '{"resumes":{"task_complete::t":null}}', '{"resumes":{"task_complete::t":"0"}}'])(
    'stops where its count is lost: %j',
    (text) => {
      store(text);
      expect(mayResume(home, stop(true), 1_000)).toBe(false);
    },
  );

  it.skipIf(process.platform === 'win32')('ends where the count can be read but no longer written', () => {
    noteResume(home, stop(false));
    expect(mayResume(home, stop(true), 1_000)).toBe(true);
    chmodSync(join(home, 'sessions', 's'), 0o555);
    chmodSync(path(), 0o444);
    for (const folder of [home, join(home, 'sessions')]) chmodSync(folder, 0o755);
    // Nothing is read-only for root.
    const root = process.geteuid?.() === 0;
    if (root) process.seteuid?.(65_534);
    try {
      expect(readFileSync(path(), 'utf8')).toContain('resumes');
      expect(mayResume(home, stop(true), 1_000)).toBe(false);
    } finally {
      if (root) process.seteuid?.(0);
      chmodSync(join(home, 'sessions', 's'), 0o755);
    }
  });

  it('keeps a bounded number of counts', () => {
    for (let index = 0; index < 60; index += 1) noteResume(home, stop(false, { taskId: `t-${index}` }));
    expect(Object.keys(JSON.parse(readFileSync(path(), 'utf8')).resumes)).toHaveLength(20);
  });
});
