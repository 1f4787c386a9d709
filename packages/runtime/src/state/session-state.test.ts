import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sessionState } from './session-state.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hookline-sessions-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const HOSTILE = [
  '../../x',
  '..',
  '.',
  '',
  '/etc/passwd',
  'a\0b',
  'ü😀',
  '\ud800',
  'x'.repeat(5_000),
  'a\nb',
  'CON',
  '.hidden',
];

it.each(HOSTILE)('keeps the state of session and owner %j below its own folder, privately', (name) => {
  expect(sessionState(home, name, name).set('key', { a: 1 })).toBe(true);
  expect(sessionState(home, name, name).get('key')).toEqual({ a: 1 });
  expect(readdirSync(home)).toEqual(['sessions']);
  const [folder = '', ...others] = readdirSync(join(home, 'sessions'));
  expect(others).toEqual([]);
  const files = readdirSync(join(home, 'sessions', folder));
  expect(files).toHaveLength(1);
  const path = join(home, 'sessions', folder);
  expect(statSync(path).mode & 0o777).toBe(0o700);
  expect(statSync(join(path, files[0] ?? '')).mode & 0o777).toBe(0o600);
});

it('keeps owners and sessions apart', () => {
  sessionState(home, 's', 'one').set('key', 1);
  sessionState(home, 's', 'two').set('key', 2);
  sessionState(home, 't', 'one').set('key', 3);
  expect(sessionState(home, 's', 'one').get('key')).toBe(1);
  expect(sessionState(home, 's', 'two').get('key')).toBe(2);
  expect(sessionState(home, 't', 'one').get('key')).toBe(3);
});

it.each(['', '{', '[]', 'null', '7', '"x"', '\u0000'])('begins anew where the file holds %j', (text) => {
  mkdirSync(join(home, 'sessions', 's'), { recursive: true });
  writeFileSync(join(home, 'sessions', 's', 'o.json'), text);
  const state = sessionState(home, 's', 'o');
  expect(state.get('key')).toBeUndefined();
  expect(state.get('length')).toBeUndefined();
  expect(state.set('__proto__', 1)).toBe(true);
  expect(sessionState(home, 's', 'o').get('__proto__')).toBe(1);
});

it('says that nothing was kept where the folder cannot be made, and still knows it in this process', () => {
  writeFileSync(join(home, 'sessions'), '');
  const state = sessionState(home, 's', 'o');
  expect(state.get('key')).toBeUndefined();
  expect(state.set('key', 1)).toBe(false);
  expect(state.get('key')).toBe(1);
});
