/** Secrets in texts: what is found, what is left alone, and that no text makes the search slow. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSecrets } from '../src/secrets/find-secrets.ts';
import { drawer, type Sample, vendorSecrets, withoutSecret, withSecret } from './secret-samples.ts';

const SEEDS = [3, 611];
const spans = ({ text }: Sample): readonly string[] =>
  findSecrets(text).map(({ start, end }) => text.slice(start, end));

describe.each(SEEDS)('drawn by %d', (seed) => {
  it.each(withSecret(seed))('finds the secret itself: $name', (sample) => {
    expect(spans(sample), sample.text).toContain(sample.secret);
  });

  it.each(withoutSecret(seed))('is silent: $name', (sample) => {
    expect(spans(sample)).toEqual([]);
  });
});

describe('kinds', () => {
  it('tells tokens of vendors by their form, wherever they stand', () => {
    const { draw } = drawer(91);
    const kinds = new Set(
      vendorSecrets(91).flatMap(([, secret]) => findSecrets(secret).map(({ kind }) => kind)),
    );
    expect([...kinds]).toEqual(expect.arrayContaining(['github-token', 'npm-token', 'jwt', 'slack-webhook']));
    expect(kinds.size).toBeGreaterThan(60);
    expect(findSecrets(`x${draw('alnum', 40)}`)).toEqual([]);
  });

  it('takes a token of GitHub or npm only with its checksum', () => {
    for (const [name, token] of vendorSecrets(92).filter(([name]) => /^(?:github (?!fine)|npm)/.test(name))) {
      expect(findSecrets(token), name).toHaveLength(1);
      const last = token.endsWith('a') ? 'b' : 'a';
      expect(findSecrets(`TOKEN=${token.slice(0, -1)}${last}`), name).toEqual([]);
    }
  });
});

/** Pieces that anchors and patterns bite on, and what surrounds them. */
const piece = fc.constantFrom(
  ...[
    'password',
    'API_KEY',
    '=',
    ':',
    ' ',
    '"',
    "'",
    '\\',
    '\n',
    '://',
    '@',
    'sk-',
    'ghp_',
    'xoxb-',
    'eyJ',
    '.',
    '-',
    '-----BEGIN PRIVATE KEY-----',
    '-----END PRIVATE KEY-----',
    'Authorization: Bearer ',
    'Cookie: session=',
    ' -u ',
    ' -p',
    'token',
    'Q~',
    ':AA',
    'M',
    'T',
    'a',
    '1',
    'Z',
    '${',
    '<',
    '>',
    '{',
    'https',
    'hooks.slack.com/services/',
    'AKIA',
    'é',
    '\u{1f511}',
    '\ud800',
    '%3D',
    'secret',
    ' is ',
    '==',
    'abcdef',
    '0',
    'q9Xz',
    'set ',
    'machine ',
  ],
);
const bitten = fc.array(piece, { maxLength: 400 }).map((pieces) => pieces.join(''));

describe('any text', () => {
  it('gives spans that lie in it, in order, and do not overlap', () => {
    fc.assert(
      fc.property(
        fc.oneof(bitten, fc.string({ maxLength: 2_000 }), fc.string({ unit: 'binary', maxLength: 500 })),
        (text) => {
          let last = 0;
          for (const { kind, start, end } of findSecrets(text)) {
            expect(kind).toMatch(/^[a-z0-9-]+$/);
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
            last = end;
          }
        },
      ),
      { numRuns: 1_500 },
    );
  });

  it('gives the same again', () => {
    fc.assert(
      fc.property(bitten, (text) => {
        expect(findSecrets(text)).toEqual(findSecrets(text));
      }),
      { numRuns: 300 },
    );
  });

  it('finds a token whatever words stand around it', () => {
    const tokens = vendorSecrets(17).map(([, secret]) => secret);
    const words = fc.stringMatching(/^[a-z ,.()\n]{0,200}$/);
    fc.assert(
      fc.property(words, fc.constantFrom(...tokens), words, (before, token, after) => {
        const text = `${before} ${token} ${after}`;
        const found = findSecrets(text).map(({ start, end }) => text.slice(start, end));
        expect(found).toContain(token);
      }),
      { numRuns: 500 },
    );
  });
});

describe('time', () => {
  // The time of the processor, not of the clock: other work on the machine does not count.
  const spent = (text: string): number => {
    const from = process.cpuUsage();
    findSecrets(text);
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1_000;
  };

  // Eight times the text: a square would take sixty-four times as long.
  it.each([
    'API_KEY=',
    'API_KEY:',
    'password=password ',
    '-----BEGIN PRIVATE KEY-----\n',
    '://',
    'https://a:b',
    'eyJ',
    'sk-',
    'ghp_',
    'Authorization: Bearer ',
    'Cookie: a=b; ',
    ' -u a:b',
    ' -p',
    ':AA',
    '"token": "',
    'token: \\"',
    '[',
    'secret is ',
    'M',
    'a.',
  ])('grows with the text: %j', (unit) => {
    const text = (length: number): string => unit.repeat(Math.ceil(length / unit.length));
    spent(text(15_000));
    let [short, long] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    // A square is above the bound in every round, a pause for the memory is in one.
    for (let round = 0; round < 6 && !(long < Math.max(short, 4) * 32); round++) {
      short = Math.min(short, spent(text(40_000)));
      long = Math.min(long, spent(text(320_000)));
    }
    expect(long).toBeLessThan(Math.max(short, 4) * 32);
  });
});
