import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedact } from './redact.ts';

const redact = createRedact({});
const long = (length: number): string => 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7'.repeat(4).slice(0, length);

describe('the formats of credentials', () => {
  it.each([
    ['an OpenAI key', `sk-proj-${long(40)}`],
    ['a Stripe key', `sk_live_${long(24)}`],
    ['a restricted Stripe key', `rk_test_${long(24)}`],
    ['a GitHub token', `ghp_${long(36)}`],
    ['a fine-grained GitHub token', `github_pat_${long(22)}_${long(50)}`],
    ['a GitLab token', `glpat-${long(20)}`],
    ['a Slack token', `xoxb-123456789012-${long(24)}`],
    ['a Slack app token', `xapp-1-A0123-${long(24)}`],
    ['an npm token', `npm_${long(36)}`],
    ['a Hugging Face token', `hf_${long(34)}`],
    ['an AWS key', 'AKIAIOSFODNN7EXAMPLE'],
    ['a temporary AWS key', 'ASIAIOSFODNN7EXAMPLE'],
    ['a Google key', `AIza${long(35)}`],
    ['a JWT', `eyJ${long(20)}.${long(30)}.${long(20)}`],
    ['a GitLab trigger token', `glptt-${long(24)}`],
    ['a PyPI token', `pypi-${long(60)}`],
    ['a Docker token', `dckr_pat_${long(27)}`],
    ['a DigitalOcean token', `dop_v1_${'0a1b2c3d'.repeat(8)}`],
    ['a Shopify token', `shpat_${'0a1b2c3d'.repeat(4)}`],
    ['a secret that signs webhooks', `whsec_${long(32)}`],
    ['a Vault token', `hvs.${long(24)}`],
    ['a Google access token', `ya29.${long(40)}`],
    ['a Google client secret', `GOCSPX-${long(28)}`],
    ['a SendGrid key', `SG.${long(22)}.${long(43)}`],
    ['an age key', `AGE-SECRET-KEY-1${'QPZRY9X8GF'.repeat(6)}`],
  ])('%s goes, wherever it stands', (_, secret) => {
    for (const text of [secret, `say "${secret}" now`, `x=${secret}&y=1`, `https://host/?k=${secret}`])
      expect(redact(text)).not.toContain(secret);
    expect(redact(`before ${secret} after`)).toMatch(/^before \[redacted[a-z ]*\] after$/);
  });

  it.each([
    ['curl -H "Authorization: Bearer abcdefgh12345678" https://host', 'abcdefgh12345678'],
    ['authorization: bearer onlylowerletters', 'onlylowerletters'],
    ['Authorization: Basic dXNlcjpwYXNzd29yZA==', 'dXNlcjpwYXNzd29yZA'],
    ['curl -H "Authorization: my-own-scheme-secret" https://host', 'my-own-scheme-secret'],
    ['{"headers":{"Authorization":"Token abcdefgh"}}', 'abcdefgh'],
    ['curl -H "Cookie: session=abcdefgh; other=ijklmnop" https://host', 'ijklmnop'],
    ['curl -u me:hunter22 https://host', 'hunter22'],
    ['git clone https://me:hunter22@host/repo.git', 'hunter22'],
    ['git clone https://0123456789abcdef0123@host/repo.git', '0123456789abcdef0123'],
    [String.raw`{"a":"{\"password\":\"hunter22\"}"}`, 'hunter22'],
    ['a6b7\nMIIEow\n-----END PRIVATE KEY-----', 'MIIEow'],
    ['psql postgres://me:p@ss@db:5432/app', 'p@ss'],
    ['psql postgres://me:p@ss@db:5432/app', 'ss@db'],
    ['redis://:hunter22@cache:6379', 'hunter22'],
    ['API_KEY=hunter22 make', 'hunter22'],
    ['export DB_PASSWORD="hunter22"', 'hunter22'],
    ['{"access_token": "hunter22"}', 'hunter22'],
    ['x-api-key: hunter22', 'hunter22'],
    ['curl https://host/?a=1&client_secret=hunter22&b=2', 'hunter22'],
    ['tool --password hunter22 --verbose', 'hunter22'],
    ['tool --api-key=hunter22', 'hunter22'],
    ['post to https://hooks.slack.com/services/T01/B02/hunter22hunter22', 'hunter22'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nabc\n-----END RSA PRIVATE KEY-----', 'MIIEow'],
    ['-----BEGIN PRIVATE KEY-----\nMIIEow cut', 'MIIEow'],
    ['-----BEGIN PGP PRIVATE KEY BLOCK-----\nlQOYBG\n-----END PGP PRIVATE KEY BLOCK-----', 'lQOYBG'],
  ])('in %j', (text, secret) => {
    expect(redact(text)).not.toContain(secret);
    expect(redact(text)).toContain('[redacted');
  });

  it.each([
    'https://example.com:8443/path?page=2#part',
    'http://localhost:3000/@vite/client',
    'git@github.com:acme/repo.git',
    'mail a@example.com about http://host/x',
    'the token is wrong, and the password was not asked for',
    'no secret: ask',
    'It used 1200 input_tokens: 1100 of them cached',
    'basic knowledge of authentication',
    'Basic authentication is switched off, bearer authentication too',
    'the bearer of this letter',
    'commit 3f786850e387550fdab836ed7e6dc881de23001b',
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
    'run task-with-a-rather-long-name and disk-usage-of-the-machine',
    'keyboard shortcut',
    '550e8400-e29b-41d4-a716-446655440000',
    '--token-file ./secrets/path',
    'rm -rf ./build && npm run test',
    'token = "${SLACK_TOKEN}"',
    'Authorization = "Bearer ${SLACK_TOKEN}"',
    'curl -H "Authorization: Bearer $TOKEN" https://me:${PASSWORD}@host',
    'docker run -u 1000:1000 alpine',
    'https://localhost@host',
  ])('leaves %j as it is', (text) => {
    expect(redact(text)).toBe(text);
  });
});

describe('the values of secret variables', () => {
  it.each([
    'GITHUB_TOKEN',
    'client_secret',
    'DB_PASSWORD',
    'DB_PASS',
    'MYSQL_PWD',
    'OPENAI_API_KEY',
    'SIGNING_KEY',
    'SLACK_WEBHOOK_URL',
    'NPM_AUTH',
    'AWS_CREDENTIALS',
  ])('of %s go', (name) => {
    expect(createRedact({ [name]: 'correct horse' })('a correct horse b')).toBe('a [redacted] b');
  });

  it.each([
    ['PWD', '/home/user/work'],
    ['OLDPWD', '/home/user/work'],
    ['SSH_ASKPASS', '/usr/bin/askpass'],
    ['MONKEY', 'bananas and more'],
    ['PASSWORD', 'short'],
    ['TOKEN', ''],
  ])('of %s=%j stay', (name, value) => {
    expect(createRedact({ [name]: value })(`a ${value} b`)).toBe(`a ${value} b`);
  });

  it('go whole where one is a part of the other', () => {
    const both = createRedact({ A_TOKEN: 'abcdefgh', B_TOKEN: 'abcdefgh-and-more' });
    expect(both('x abcdefgh-and-more y')).toBe('x [redacted] y');
  });

  const value = 'correct "horse" / 32';
  it.each([
    ['in JSON', JSON.stringify({ value })],
    ['in JSON in JSON', JSON.stringify(JSON.stringify({ value }))],
    ['in an address', `https://host/?q=${encodeURIComponent(value)}`],
    ['in a form', `q=${encodeURIComponent(value).replaceAll('%20', '+')}`],
    ['in base64', Buffer.from(value).toString('base64')],
    ['in base64 behind a name', Buffer.from(`me:${value}`).toString('base64')],
    ['in base64 among other bytes', Buffer.from(`12345${value}\n`).toString('base64')],
    ['in base64 for addresses', Buffer.from(`1${value}?>?>`).toString('base64url')],
  ])('go %s', (_, text) => {
    const clean = createRedact({ MY_TOKEN: value })(`x ${text} y`);
    expect(clean).toContain('[redacted]');
    const left = clean.split(/[^A-Za-z0-9+/=_-]+/).map((word) => Buffer.from(word, 'base64').toString());
    expect(`${clean} ${left.join(' ')}`).not.toMatch(/horse|rect|%22/);
  });

  it('of an address are its password', () => {
    const redactUrl = createRedact({ DATABASE_URL: 'postgres://app:p%40ss-word@db/app' });
    expect(redactUrl('failed for p@ss-word, written p%40ss-word, at db/app')).toBe(
      'failed for [redacted], written [redacted], at db/app',
    );
  });

  const secret = fc
    .string({ minLength: 8, maxLength: 40, unit: 'binary' })
    .filter((text) => !'[redacted]'.includes(text));

  it('never survive', () => {
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
        const text = createRedact({ MY_TOKEN: value })(before + value + after);
        // A mark that was put in may spell it by chance with what stands beside it; no chance is that good.
        expect(text.includes(value)).toBe(false);
      }),
    );
  });
});

const PIECES = [
  'Bearer ',
  'Basic ',
  'token=',
  'password: ',
  '"',
  "'",
  '\\',
  '\n',
  ' ',
  ':',
  '://',
  '@',
  '/',
  '-',
  'sk-',
  'eyJ',
  '.',
  'A'.repeat(20),
  'abc123def456',
  'ghp_',
  'AKIA',
  '-----BEGIN PRIVATE KEY-----',
  '-----END PRIVATE KEY-----',
  '[redacted]',
  '[redacted key]',
  'my-own-secret',
  'Authorization: ',
  '--token ',
  'https://hooks.slack.com/services/',
  '\ud800',
  '\u0000',
  'ü',
];
const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((pieces) => pieces.join(''));

describe('redaction', () => {
  it('changes nothing when it is done again', () => {
    const own = createRedact({ MY_SECRET: 'my-own-secret' });
    fc.assert(
      fc.property(text, (given) => {
        const once = own(given);
        expect(own(once)).toBe(once);
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    'a-',
    'eyJ-',
    'eyJaaaaaaaa.',
    'sk-',
    'token ',
    'token=',
    '://',
    'a://b:',
    'Bearer ',
    '-----BEGIN ',
    ' ',
    '"',
    'x',
  ])('ends on a megabyte of %j', (piece) => {
    const much = piece.repeat(Math.ceil(1_000_000 / piece.length));
    expect(typeof redact(`token ${much} token`)).toBe('string');
  });
});
