import { expect, it } from 'vitest';
import { redactedJson } from './redacted-json.ts';

const redact = (text: string): string => text.replaceAll('my"secret', '[redacted]');
const shown = (value: unknown): unknown => JSON.parse(redactedJson(value, redact));

it('takes secrets out of texts and names, however deep, and leaves the rest', () => {
  expect(
    shown({ a: ['x my"secret y', 1, null, { 'my"secret': true }], b: { c: 'my"secret' }, d: 'plain' }),
  ).toEqual({ a: ['x [redacted] y', 1, null, { '[redacted]': true }], b: { c: '[redacted]' }, d: 'plain' });
});

it.each([
  'password',
  'DB_PASSWORD',
  'clientSecret',
  'access_token',
  'x-api-key',
  'Authorization',
  'Set-Cookie',
])('replaces a text under "%s" whole', (key) => {
  expect(shown({ [key]: 'two words' })).toEqual({ [key]: '[redacted]' });
});

it.each([
  ['input_tokens', 'many'],
  ['token', 12],
  ['token', ''],
  ['token', '${SLACK_TOKEN}'],
  ['Authorization', 'Bearer ${SLACK_TOKEN}'],
  ['key', 'ArrowUp'],
])('leaves %j: %j as it is', (key, value) => {
  expect(shown({ [key]: value })).toEqual({ [key]: value });
});

it('gives what JSON gives where there is nothing to say', () => {
  expect(redactedJson(undefined, redact)).toBeUndefined();
  expect(redactedJson({ a: undefined, b: new Date(0) }, redact, 2)).toBe(
    JSON.stringify({ b: new Date(0) }, null, 2),
  );
});

it('ends at what is nested without end, in place of the process', () => {
  const deep = JSON.parse(`${'['.repeat(50_000)}1${']'.repeat(50_000)}`);
  expect(redactedJson({ deep, beside: 1 }, redact)).toBe(
    `{"deep":${'['.repeat(499)}"[nested too deep]"${']'.repeat(499)},"beside":1}`,
  );
});
