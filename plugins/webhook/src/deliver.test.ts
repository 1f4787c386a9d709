import { expect, it } from 'vitest';
import { backoffMs, retryAfterMs } from './backoff.ts';
import { deliver } from './deliver.ts';

const request = {
  id: 'id-1',
  url: new URL('https://example.com'),
  method: 'POST',
  headers: new Headers(),
  body: '{}',
};

it('waits longer before each try, and as long as the server asks', async () => {
  const waits: number[] = [];
  const replies = [
    new Response(null, { status: 500 }),
    new Response(null, { status: 503, headers: { 'retry-after': '7' } }),
    new Response(null, { status: 502 }),
    new Response(null, { status: 200 }),
  ];
  const response = await deliver(request, {
    origin: 'https://example.com',
    where: 'hooks.toml',
    redact: (text) => text,
    fetch: async () => replies.shift() ?? Response.error(),
    signal: new AbortController().signal,
    retryCount: 3,
    timeoutMs: 60_000,
    pause: async (ms) => waits.push(ms),
    random: () => 1,
  });
  expect(response.status).toBe(200);
  expect(waits).toEqual([250, 7_000, 1_000]);
});

it('keeps the wait between half and the whole, and under a bound', () => {
  expect(backoffMs(1, () => 0)).toBe(125);
  expect(backoffMs(40, () => 1)).toBe(10_000);
});

it('reads both forms of Retry-After', () => {
  const now = Date.parse('2026-11-21T10:00:00Z');
  expect(retryAfterMs('120', now)).toBe(120_000);
  expect(retryAfterMs('Sat, 21 Nov 2026 10:00:05 GMT', now)).toBe(5_000);
  expect(retryAfterMs('soon', now)).toBeUndefined();
  expect(retryAfterMs(null, now)).toBeUndefined();
});
