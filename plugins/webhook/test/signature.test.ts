import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { receiver } from './receiver.ts';
import { runWebhook } from './run-entry.ts';

type IsGenuine = (
  headers: Readonly<Record<string, string | undefined>>,
  body: string,
  secret: string,
  now?: number,
) => boolean;

/** The function that the README gives to receivers. */
async function receiversCheck(): Promise<IsGenuine> {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [, source = ''] = /```js\n(\/\/ verify\.mjs\n[\s\S]*?)```/.exec(readme) ?? [];
  const module = await import(`data:text/javascript,${encodeURIComponent(source)}`);
  return module.isGenuine;
}

describe('a signed delivery', () => {
  it.each(['a secret of any kind', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'])(
    'is known as genuine by the check of the README, with the secret %s',
    async (secret) => {
      const isGenuine = await receiversCheck();
      const server = await receiver((response) => response.writeHead(204).end());
      await runWebhook({ url: server.url, secret: '${WEBHOOK_SECRET}' }, { env: { WEBHOOK_SECRET: secret } });
      const [sent] = server.received;
      const headers = sent?.headers as Record<string, string>;
      const body = sent?.body ?? '';
      expect(headers['webhook-id']).toBe(headers['idempotency-key']);
      expect(isGenuine(headers, body, secret)).toBe(true);
      expect(isGenuine(headers, `${body} `, secret)).toBe(false);
      expect(isGenuine(headers, body, 'another secret')).toBe(false);
      expect(isGenuine({ ...headers, 'webhook-id': 'other' }, body, secret)).toBe(false);
      expect(isGenuine(headers, body, secret, Date.now() + 301_000)).toBe(false);
      expect(isGenuine({}, body, secret)).toBe(false);
      expect(JSON.stringify(sent)).not.toContain(secret);
    },
  );

  it('signs as the vector of Standard Webhooks says', async () => {
    const isGenuine = await receiversCheck();
    const headers = {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    };
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    expect(isGenuine(headers, '{"test": 2432232314}', secret, 1_614_265_330_000)).toBe(true);
  });

  it('has one id for all tries and a signature for each, also without a body', async () => {
    const isGenuine = await receiversCheck();
    for (const method of ['POST', 'GET']) {
      const server = await receiver((response, _, count) => response.writeHead(count < 3 ? 503 : 204).end());
      await runWebhook({ url: server.url, secret: 'top', method, retry_count: 2 });
      expect(server.received).toHaveLength(3);
      for (const { headers, body } of server.received)
        expect(isGenuine(headers as Record<string, string>, body, 'top')).toBe(true);
      expect(new Set(server.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    }
  });

  it('is not sent when its secret is unset or empty', async () => {
    const server = await receiver((response) => response.writeHead(204).end());
    const run = (env: Record<string, string>) =>
      runWebhook({ url: server.url, secret: '${WEBHOOK_SECRET}' }, { env });
    await expect(run({})).rejects.toMatchObject({ code: 'HOOKLINE_ENTRY_VARIABLE_UNSET' });
    await expect(run({ WEBHOOK_SECRET: 'whsec_' })).rejects.toThrow(/secret .* is empty/);
    expect(server.received).toEqual([]);
  });
});
