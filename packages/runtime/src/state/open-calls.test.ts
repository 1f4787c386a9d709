import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LifecycleEvent } from '@hookline/core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { endCall, noteCall, openCalls } from './open-calls.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hookline-calls-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const event = (sessionId = 's', second = 0): LifecycleEvent =>
  ({ sessionId, timestamp: `2026-01-02T03:04:0${second}.000Z`, type: 'mcp.before' }) as LifecycleEvent;
const ids = (sessionId = 's') => openCalls(home, sessionId).map(({ id }) => id);
const folder = () => join(home, 'sessions', 's', 'calls');

it('keeps the calls of each session, oldest first, until they end', () => {
  noteCall(home, 'later', event('s', 5));
  noteCall(home, 'earlier', event('s', 1));
  noteCall(home, 'other', event('t'));
  expect(ids()).toEqual(['earlier', 'later']);
  expect(openCalls(home, 's')[0]?.event).toEqual(event('s', 1));
  expect(endCall(home, 's', 'earlier')).toBe(true);
  expect(ids()).toEqual(['later']);
  expect(ids('t')).toEqual(['other']);
});

it('gives the end of a call to one caller only', () => {
  noteCall(home, 'a', event());
  expect([1, 2, 3].map(() => endCall(home, 's', 'a'))).toEqual([true, false, false]);
  expect(endCall(home, 'nobody', 'a')).toBe(false);
});

it.skipIf(process.platform === 'win32')('is for the eyes of its owner', () => {
  noteCall(home, 'a', event());
  expect(statSync(join(folder(), 'a.json')).mode & 0o777).toBe(0o600);
});

it('stays inside its folder, whatever an id is', () => {
  for (const id of ['../../up', '/etc/x', '..', '', 'a\0b', 'x'.repeat(5_000)]) {
    noteCall(home, id, event());
    expect(endCall(home, 's', id)).toBe(true);
  }
  expect(readdirSync(home)).toEqual(['sessions']);
  expect(readdirSync(join(home, 'sessions'))).toEqual(['s']);
});

it('leaves out what cannot be read', () => {
  noteCall(home, 'good', event());
  const wrong = [
    '',
    '{',
    'null',
    '[]',
    '5',
    '{"id":5}',
    '{"id":"x"}',
    '{"id":"x","event":null}',
    '{"id":"x","event":{}}',
  ];
  wrong.forEach((text, index) => {
    writeFileSync(join(folder(), `wrong-${index}.json`), text);
  });
  mkdirSync(join(folder(), 'folder.json'));
  expect(ids()).toEqual(['good']);
});

it('never throws where nothing can be kept', () => {
  writeFileSync(join(home, 'sessions'), 'a file');
  expect(() => noteCall(home, 'a', event())).not.toThrow();
  expect(ids()).toEqual([]);
  expect(endCall(home, 's', 'a')).toBe(false);
});

it('does not grow without end', () => {
  for (let index = 0; index < 230; index += 1) noteCall(home, `call-${index}`, event());
  expect(ids()).toHaveLength(200);
});
