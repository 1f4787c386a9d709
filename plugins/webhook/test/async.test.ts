import { isHooklineError } from '@hookline/core/errors';
import { webhookHandler } from '@hookline/plugin-webhook';
import { describe, expect, it } from 'vitest';
import { nobody, notHttp, type Receiver, receiver, untrusted } from './receiver.ts';
import { type RunOptions, runWebhook } from './run-entry.ts';

const ASYNC = { mode: 'async' } as const;

/** The error of one async try. */
async function failureOf(fields: Record<string, unknown>, options: RunOptions = {}) {
  const thrown = await runWebhook(fields, { entry: ASYNC, ...options }).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!isHooklineError(thrown)) throw new Error(`It did not fail with a coded error: ${String(thrown)}`);
  return thrown;
}

const answering = (status: number, headers: Record<string, string> = {}): Promise<Receiver> =>
  receiver((response) => response.writeHead(status, headers).end());

describe('an async delivery', () => {
  it('makes one try a run, and says when the next one makes sense: later each time', async () => {
    const server = await answering(503);
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      const { code, details } = await failureOf({ url: server.url, retry_count: 10 }, { attempt });
      expect(code).toBe('HOOKLINE_WEBHOOK_FAILED');
      waits.push(details.retryAfterMs ?? 0);
    }
    expect(server.received).toHaveLength(12);
    expect(new Set(server.received.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    for (const [index, wait] of waits.entries()) {
      const whole = Math.min(600_000, 2_000 * 2 ** index);
      expect(wait).toBeGreaterThanOrEqual(whole / 2);
      expect(wait).toBeLessThanOrEqual(whole);
    }
  });

  it.each([
    ['seconds', '7', 7_000, 7_000],
    ['seconds, fewer than its own wait', '0', 1_000, 2_000],
    ['a date', new Date(Date.now() + 120_000).toUTCString(), 60_000, 120_000],
    ['a date that has passed', new Date(Date.now() - 120_000).toUTCString(), 1_000, 2_000],
    ['more than an hour', '86400', 3_600_000, 3_600_000],
    ['nonsense', 'soon', 1_000, 2_000],
  ])('keeps to a Retry-After in %s, within a bound', async (_, value, least, most) => {
    const server = await answering(429, { 'retry-after': value });
    const { details } = await failureOf({ url: server.url });
    expect(details.retryAfterMs).toBeGreaterThanOrEqual(least);
    expect(details.retryAfterMs).toBeLessThanOrEqual(most);
  });

  it.each([408, 425, 429, 500, 502, 503, 504])('is tried again after %i', async (status) => {
    const { details } = await failureOf({ url: (await answering(status)).url });
    expect(details.retryAfterMs).toBeGreaterThan(0);
    expect(details.what).toContain(String(status));
  });

  it.each([400, 401, 403, 404, 405, 410, 413, 422, 451])('is not tried again after %i', async (status) => {
    expect((await failureOf({ url: (await answering(status)).url })).details.retryAfterMs).toBeUndefined();
  });

  it('is tried again when nobody listens, the connection breaks, or no answer comes in time', async () => {
    const refused = await failureOf({ url: await nobody() });
    expect(refused.details).toMatchObject({ what: expect.stringContaining('ECONNREFUSED') });
    expect(refused.details.retryAfterMs).toBeGreaterThan(0);

    const broken = await receiver((response) => response.socket?.destroy());
    expect((await failureOf({ url: broken.url })).details.retryAfterMs).toBeGreaterThan(0);

    const stop = new AbortController();
    const silent = await receiver(() => stop.abort());
    const late = await failureOf({ url: silent.url }, { signal: stop.signal });
    expect(late.details.what).toContain('stopped before the server had answered');
    expect(late.details.retryAfterMs).toBeGreaterThan(0);
  });

  it('is done when the server has said 200, whatever follows: rubbish, silence, a text without end', async () => {
    const bodies: ((write: (text: string) => void, end: () => void) => void)[] = [
      (write, end) => {
        write('\u0000rubbish');
        end();
      },
      (write) => write('{"decision": "blo'),
      (write) => write('x'.repeat(3_000_000)),
    ];
    for (const body of bodies) {
      const server = await receiver((response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        body(
          (text) => void response.write(text),
          () => void response.end(),
        );
      });
      expect(await runWebhook({ url: server.url }, { entry: ASYNC })).toBeUndefined();
    }
  });

  it('is not tried again where the other side is not what the address says', async () => {
    expect((await failureOf({ url: await notHttp() })).details).toMatchObject({
      what: expect.stringContaining('does not speak HTTP'),
      fix: expect.stringContaining('port'),
    });
    const plain = await answering(204);
    const tls = await failureOf({ url: plain.url.replace('http:', 'https:') });
    expect(tls.details).toMatchObject({ what: expect.stringContaining('does not speak TLS') });
    for (const one of [tls, await failureOf({ url: await notHttp() })])
      expect(one.details.retryAfterMs).toBeUndefined();
  });

  it('sends nothing to a server whose certificate is not trusted, and says how to trust it', async () => {
    const server = await untrusted();
    const { details } = await failureOf({ url: `${server.url}/s3cret` });
    expect(details).toMatchObject({
      what: expect.stringMatching(/certificate .* not trusted .*SELF_SIGNED.* nothing was sent/),
      fix: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
    expect(details.retryAfterMs).toBeUndefined();
    expect(server.received).toEqual([]);
    await expect(runWebhook({ url: server.url, retry_count: 3 })).rejects.toThrow(/not trusted/);
  });

  it('goes nowhere else with what it sends', async () => {
    const thief = await answering(204);
    const server = await answering(307, { location: `${thief.url}/x` });
    const failure = await failureOf({ url: server.url, headers: { Authorization: 'Bearer abc' } });
    expect(failure.details.what).toContain('another origin');
    expect(failure.details.retryAfterMs).toBeUndefined();
    expect(thief.received).toEqual([]);
  });
});

describe('what the spool is told of a webhook', () => {
  it('is its address as configured, and how often it is tried', () => {
    expect(webhookHandler.delivery?.({ url: '${URL}' })).toEqual({ target: '${URL}', attempts: 9 });
    expect(webhookHandler.delivery?.({ url: 'https://x.example', retry_count: 0 })).toEqual({
      target: 'https://x.example',
      attempts: 1,
    });
  });
});
