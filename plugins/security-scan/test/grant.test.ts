/** What a person has permitted: counts once, for exactly this call, and only when nobody else can have written it. */
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { callKey, canonical } from '../src/grant/call-key.ts';
import { grantFile, useGrant } from '../src/grant/use-grant.ts';

const NOW = Date.parse('2026-11-29T12:00:00.000Z');
const CALL = callKey('exec.before', '/repo', 'git reset --hard');
const MINUTE = 60_000;

function home() {
  const hooklineHome = mkdtempSync(join(tmpdir(), 'hookline-grant-'));
  onTestFinished(() => rmSync(hooklineHome, { recursive: true, force: true }));
  const places = { hooklineHome, codexHome: hooklineHome };
  const file = grantFile(places, CALL);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  return { places, file };
}

const grant = (fields: object = {}) =>
  JSON.stringify({
    version: 1,
    call: CALL,
    granted_at: new Date(NOW - MINUTE).toISOString(),
    expires_at: new Date(NOW + 9 * MINUTE).toISOString(),
    ...fields,
  });

const iso = (ms: number): string => new Date(ms).toISOString();

describe('a grant', () => {
  it('counts once', () => {
    const { places, file } = home();
    writeFileSync(file, grant(), { mode: 0o600 });
    expect(useGrant(places, CALL, NOW)).toBe(true);
    expect(useGrant(places, CALL, NOW)).toBe(false);
    expect(readdirSync(dirname(file))).toEqual([]);
  });

  it.each([
    ['has expired', { expires_at: iso(NOW) }],
    ['is for another call', { call: callKey('exec.before', '/repo', 'git reset') }],
    ['lasts longer than any', { granted_at: iso(NOW - MINUTE), expires_at: iso(NOW + 24 * 60 * MINUTE) }],
    ['is from tomorrow', { granted_at: iso(NOW + MINUTE), expires_at: iso(NOW + 2 * MINUTE) }],
    ['has no time', { expires_at: undefined }],
    ['has no time that is one', { granted_at: 'yesterday' }],
    ['is of another version', { version: 2 }],
  ])('does not count when it %s, and is gone', (_, fields) => {
    const { places, file } = home();
    writeFileSync(file, grant(fields), { mode: 0o600 });
    expect(useGrant(places, CALL, NOW)).toBe(false);
    expect(readdirSync(dirname(file))).toEqual([]);
  });

  it.each(['', '{', '[]', 'null', '"x"'])('does not count when it says %j', (text) => {
    const { places, file } = home();
    writeFileSync(file, text, { mode: 0o600 });
    expect(useGrant(places, CALL, NOW)).toBe(false);
  });

  it('does not count when others can write it, or its folder', () => {
    const { places, file } = home();
    writeFileSync(file, grant(), { mode: 0o600 });
    chmodSync(file, 0o622);
    expect(useGrant(places, CALL, NOW)).toBe(false);
    chmodSync(file, 0o600);
    chmodSync(dirname(file), 0o777);
    expect(useGrant(places, CALL, NOW)).toBe(false);
    chmodSync(dirname(file), 0o700);
    expect(useGrant(places, CALL, NOW)).toBe(true);
  });

  it('does not count as a link, and a file with two names does not', () => {
    const { places, file } = home();
    const elsewhere = join(places.hooklineHome, 'elsewhere.json');
    writeFileSync(elsewhere, grant(), { mode: 0o600 });
    symlinkSync(elsewhere, file);
    expect(useGrant(places, CALL, NOW)).toBe(false);
    rmSync(file);
    linkSync(elsewhere, file);
    expect(useGrant(places, CALL, NOW)).toBe(false);
  });

  it.skipIf(process.getuid?.() !== 0)('does not count when it belongs to someone else', async () => {
    const { chownSync } = await import('node:fs');
    const { places, file } = home();
    writeFileSync(file, grant(), { mode: 0o600 });
    chownSync(file, 12_345, 12_345);
    expect(useGrant(places, CALL, NOW)).toBe(false);
  });
});

describe('the name of a call', () => {
  it('is another one for another event, folder or text', () => {
    const names = [
      callKey('exec.before', '/repo', 'a'),
      callKey('patch.before', '/repo', 'a'),
      callKey('exec.before', '/repo/b', 'a'),
      callKey('exec.before', '/repo', 'a '),
      callKey('exec.before', '/repoa', ''),
    ];
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[0-9a-f]{64}$/);
  });

  it('does not depend on the order of keys', () => {
    expect(canonical({ a: 1, b: [{ d: 2, c: 3 }] })).toBe(canonical({ b: [{ c: 3, d: 2 }], a: 1 }));
    expect(canonical([1, 2])).not.toBe(canonical([2, 1]));
  });
});
