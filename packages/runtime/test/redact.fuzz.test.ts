import { createRedact } from '@hookline/runtime';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzzed } from '../../../scripts/fuzz/fuzzed.ts';

const redact = createRedact({ MY_SECRET: 'my-own-secret' });
const piece = fc.oneof(
  fc.constantFrom(
    'Bearer ',
    'Authorization: ',
    'token=',
    'password: ',
    '--api-key ',
    '"',
    "'",
    '\\',
    '\n',
    ' ',
    '://',
    ':',
    '@',
    '/',
    'sk-',
    'ghp_',
    'AKIA',
    'eyJ',
    '.',
    '-----BEGIN PRIVATE KEY-----',
    '-----END PRIVATE KEY-----',
    '[redacted]',
    '[redacted key]',
    'my-own-secret',
    'my-own',
    'A'.repeat(20),
    'abc123def456',
    'https://hooks.slack.com/services/',
    '\ud800',
    '\0',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const text = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
const words = fc.array(
  fc.constantFrom('git', 'commit', '-m', './src/a.ts', '&&', 'npm', 'run', '"fix it"', '|', '42'),
);

const effort = { target: 'redact', counted: 'payloads', share: 0.02 } as const;

describe('redaction, fuzzed', () => {
  it('takes the secret out, and changes nothing when it is done again', async () => {
    await fuzzed(
      { ...effort, few: 300 },
      fc.property(text, (given) => {
        const once = redact(given);
        expect(once).not.toContain('my-own-secret');
        expect(redact(once)).toBe(once);
      }),
    );
  });

  it('leaves alone what is no secret', async () => {
    await fuzzed(
      { ...effort, few: 100 },
      fc.property(words, (given) => {
        expect(redact(given.join(' '))).toBe(given.join(' '));
      }),
    );
  });
});
