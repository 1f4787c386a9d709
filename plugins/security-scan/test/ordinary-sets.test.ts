import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { loadOrdinaryCommands } from '../eval/ordinary/load.ts';
import { loadSecretTexts } from '../eval/secrets/load.ts';

const repeated = (values: readonly string[]) => values.filter((value, n) => values.indexOf(value) !== n);
const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

describe('the ordinary commands', () => {
  const all = loadOrdinaryCommands();
  const long = all.filter((each) => each.long);

  it('are many, of many kinds of work', () => {
    expect(all.length).toBeGreaterThanOrEqual(1_600);
    const groups = Map.groupBy(all, (each) => each.group);
    expect(groups.size).toBeGreaterThanOrEqual(25);
    expect([...groups].filter(([, members]) => members.length < 40)).toEqual([]);
  });

  it('differ from each other, by more than a number', () => {
    expect(repeated(all.map((each) => each.id))).toEqual([]);
    expect(repeated(all.map((each) => each.command.replace(/\d+/g, '0').replace(/\s+/g, ' ')))).toEqual([]);
  });

  it('are marked as long by their length, and half are', () => {
    const wrong = all.filter((each) => (each.long ?? false) !== each.command.length >= 90);
    expect(wrong.map((each) => each.id)).toEqual([]);
    expect(long.length / all.length).toBeGreaterThanOrEqual(0.5);
    expect(median(long.map((each) => each.command.length))).toBeGreaterThanOrEqual(127);
  });

  it('hold a quarter of lookalikes, among the short and the long', () => {
    const share = (some: typeof all) => some.filter((each) => each.lookalike).length / some.length;
    expect(share(all)).toBeGreaterThanOrEqual(0.25);
    expect(share(long)).toBeGreaterThanOrEqual(0.25);
  });

  it('hold heredocs, substitutions, loops and several lines', () => {
    const count = (shape: RegExp) => all.filter((each) => shape.test(each.command)).length;
    expect(count(/<<-?\s*['"]?\w+/)).toBeGreaterThanOrEqual(150);
    expect(count(/\$\(/)).toBeGreaterThanOrEqual(100);
    expect(count(/\bdo\b[\s\S]*\bdone\b/)).toBeGreaterThanOrEqual(40);
    expect(count(/&&/)).toBeGreaterThanOrEqual(400);
    expect(count(/\|/)).toBeGreaterThanOrEqual(400);
    expect(count(/\n/)).toBeGreaterThanOrEqual(200);
  });

  it('are all read by bash without a word', () => {
    // Each is the body of a function that nothing calls. What is left open in one would swallow the next, and be missing.
    const functions = all.map((each, n) => `f${n}() {\n${each.command}\n}\n`).join('');
    const options = { encoding: 'utf8', env: { PATH: '' } } as const;
    const parsed = spawnSync('/bin/bash', ['-n'], { ...options, input: functions });
    expect(parsed.stderr).toBe('');
    expect(parsed.status).toBe(0);
    const defined = spawnSync('/bin/bash', ['-s'], { ...options, input: `${functions}declare -F` });
    expect(defined.stderr).toBe('');
    expect(defined.stdout.trim().split('\n').sort()).toEqual(all.map((_, n) => `declare -f f${n}`).sort());
  });
});

describe('the texts with and without secrets', () => {
  const all = loadSecretTexts();
  const held = all.filter((each) => each.secrets.length > 0);
  const secrets = all.flatMap((each) => each.secrets.map((secret) => ({ ...secret, id: each.id })));
  const raw = readFileSync(new URL('../eval/secrets/with.jsonl', import.meta.url), 'utf8');

  it('are many, and differ', () => {
    expect(held.length).toBeGreaterThanOrEqual(260);
    expect(all.length - held.length).toBeGreaterThanOrEqual(500);
    expect(new Set(secrets.map((secret) => secret.kind)).size).toBeGreaterThanOrEqual(60);
    expect(repeated(all.map((each) => each.id))).toEqual([]);
    expect(repeated(all.map((each) => each.text))).toEqual([]);
    expect(repeated(secrets.map((secret) => secret.value))).toEqual([]);
  });

  it('hold the secrets they say, in one piece', () => {
    const missing = held.flatMap((each) =>
      each.secrets
        .filter((secret) => !each.text.includes(secret.value))
        .map((secret) => `${each.id} ${secret.kind}`),
    );
    expect(missing).toEqual([]);
    expect(all.filter((each) => each.text.includes('‹') || each.text.includes('›'))).toEqual([]);
  });

  it('lie in the file in pieces', () => {
    expect(secrets.filter((secret) => raw.includes(JSON.stringify(secret.value).slice(1, -1)))).toEqual([]);
  });

  it('hold tokens whose checksums are right, and no other text does', () => {
    const checked = secrets.filter((secret) => /^(github|npm)/.test(secret.kind));
    expect(checked.length).toBeGreaterThanOrEqual(25);
    expect(checked.filter((secret) => !isWhole(secret.value)).map((secret) => secret.id)).toEqual([]);
    const tokens = all
      .filter((each) => each.secrets.length === 0)
      .flatMap((each) => each.text.match(/\b(?:gh[opsur]|npm|github_pat_\w{22})_[0-9A-Za-z]{36,59}/g) ?? []);
    expect(tokens.filter(isWhole)).toEqual([]);
  });
});

/** Whether the last six characters are the CRC32 of what stands between the last `_` and them, in base 62. */
function isWhole(token: string): boolean {
  const part = token.slice(token.lastIndexOf('_') + 1);
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  let sum = '';
  for (let rest = crc32(part.slice(0, -6)); rest > 0; rest = Math.floor(rest / 62))
    sum = digits[rest % 62] + sum;
  return part.slice(-6) === sum.padStart(6, '0');
}
