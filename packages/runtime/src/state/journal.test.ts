import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LifecycleEvent, Outcome } from '@hookline/core';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendJournal, decisionOf, type JournalLine, journal, subjectOf } from './journal.ts';
import { createRedact } from './redact.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hookline-journal-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const LINE: JournalLine = {
  time: '2026-01-02T03:04:05.000Z',
  session_id: 's',
  event: 'exec.before',
  cwd: '/repo',
  decision: 'pass',
  reasons: [],
  hooks: [],
  ms: 1,
};
const file = (): string => join(home, 'journal', '2026-01-02.jsonl');
const written = (): string[] => readFileSync(file(), 'utf8').split('\n').slice(0, -1);

const outcomeOf = (event: object): Outcome =>
  ({
    event: { type: 'exec.before', timestamp: LINE.time, sessionId: 's', cwd: '/repo', host: {}, ...event },
    context: [],
    trimmed: [],
    messages: [],
    conflicts: [],
    failures: [],
    runs: [],
    durationMs: 0,
  }) as unknown as Outcome;

const redact = createRedact({
  MY_SECRET: 'my-"own"-secret',
  OTHER_TOKEN: 'zwölf Zeichen',
  THIRD_KEY: 'plain-secret',
});

const PIECES = [
  'my-"own"-secret',
  'zwölf Zeichen',
  'plain-secret',
  'plain-',
  'secret',
  '"',
  '\\',
  '\n',
  '\r\n',
  '\u0000',
  '\u001b[2J',
  '\ud800',
  '\udc00',
  '\u2028',
  ' ',
  'a',
  'token=',
  'password',
  ': ',
  'hunter22',
  'Bearer ',
  'abc123def456',
  '://u:',
  '@',
  '-----BEGIN PRIVATE KEY-----',
  'AKIAIOSFODNN7EXAMPLE',
  '[redacted]',
  ',',
  '],',
  '}',
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 4, unit: 'binary' })), { maxLength: 8 })
  .map((parts) => parts.join(''));

describe('a line of the journal', () => {
  it('hides what redaction of every string for itself hides, and stays one line of JSON', () => {
    fc.assert(
      fc.property(text, text, text, text, (a, b, c, d) => {
        const line: JournalLine = {
          ...LINE,
          session_id: a,
          cwd: b,
          subject: c,
          reasons: [d, a],
          hooks: [{ by: d, lane: 'gate', status: 'ok', ms: 1, why: c }],
          failures: [{ by: a, code: 'X', message: b }],
        };
        rmSync(join(home, 'journal'), { recursive: true, force: true });
        expect(appendJournal(home, line, redact)).toBe(true);
        expect(written()).toHaveLength(1);
        const each = JSON.stringify(line, (_, value: unknown) =>
          typeof value === 'string' ? redact(value) : value,
        );
        expect(JSON.parse(written()[0] ?? '')).toEqual(JSON.parse(each));
      }),
      { numRuns: 1_500 },
    );
  });

  it('of a megabyte of command is short', () => {
    expect(journal(home, outcomeOf({ command: 'x"\n'.repeat(350_000) }), redact, 1.23)).toBe(true);
    expect(written()).toHaveLength(1);
    expect(written()[0]?.length).toBeLessThan(2_000);
    expect(JSON.parse(written()[0] ?? '')).toMatchObject({ session_id: 's', decision: 'pass', ms: 1.2 });
  });

  it('has the secret of a command cut or whole, never in part of a cut', () => {
    const command = `${'x'.repeat(290)} plain-secret`;
    journal(home, outcomeOf({ command }), redact, 1);
    expect(written()[0]).not.toContain('plain-sec');
  });
});

it.each([
  [{ command: 'ls' }, 'ls'],
  [{ files: [{ path: 'a' }, { path: 'b' }] }, 'a, b'],
  [{ prompt: 'fix it' }, 'fix it'],
  [{ server: 'github', tool: 'list' }, 'github.list'],
  [{ toolName: 'web' }, 'web'],
  [{}, undefined],
])('says of %j that it is about %j', (fields, subject) => {
  expect(subjectOf(fields as unknown as LifecycleEvent)).toBe(subject);
});

it.each([
  [{}, 'pass'],
  [{ verdict: { kind: 'deny' } }, 'deny'],
  [{ rewrite: {}, context: [{}] }, 'rewrite+context'],
  [{ halt: {}, verdict: { kind: 'deny' } }, 'halt'],
])('calls %j %s', (parts, word) => {
  expect(decisionOf({ ...outcomeOf({}), ...parts } as unknown as Outcome)).toBe(word);
});
