import { webhookHandler } from '@hookline/plugin-webhook';
import { describe, expect, it } from 'vitest';

async function check(
  fields: Record<string, unknown>,
): Promise<{ value?: unknown; issues?: readonly { message: string }[] }> {
  const { default: schema } = await webhookHandler.schema();
  return (await schema['~standard'].validate(fields)) as {
    value?: unknown;
    issues?: readonly { message: string }[];
  };
}

describe('the keys of a webhook entry', () => {
  it.each([
    { url: 'https://example.com/hook' },
    { url: 'http://127.0.0.1:8080/hook' },
    { url: 'http://[::1]/hook' },
    { url: 'http://localhost/hook', method: 'DELETE', retry_count: 10 },
    { url: 'http://example.com/hook', allow_insecure: true },
    { url: '${WEBHOOK_URL}', headers: { Authorization: 'Bearer ${API_TOKEN}' } },
    { url: 'https://${HOST}/hook' },
    { url: 'https://example.com', secret: '${WEBHOOK_SECRET}' },
    { url: 'https://example.com', secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
  ])('takes %j', async (fields) => {
    expect((await check(fields)).issues).toBeUndefined();
  });

  it.each([
    [{}, /address/],
    [{ url: 'http://example.com/hook' }, /https/],
    [{ url: 'ftp://example.com/hook' }, /https/],
    [{ url: 'example.com/hook' }, /absolute/],
    [{ url: 'https://a:b@example.com' }, /header/],
    [{ url: 'https://example.com', method: 'SEND' }, /POST/],
    [{ url: 'https://example.com', retry_count: 11 }, /0 to 10/],
    [{ url: 'https://example.com', retry_count: 1.5 }, /whole/],
    [{ url: 'https://example.com', headers: { Host: 'other' } }, /connection/],
    [{ url: 'https://example.com', headers: { 'X-A': 'a\nb' } }, /one line/],
    [{ url: 'https://example.com', retries: 3 }, /retries/],
    [{ url: 'https://example.com', secret: ' ' }, /not empty/],
    [{ url: 'https://example.com', secret: 7 }, /text/],
    [{ url: 'https://example.com', secret: 'whsec_not base64' }, /base64/],
    [{ url: 'https://example.com', headers: { 'Webhook-Signature': 'v1,x' } }, /secret/],
    [{ url: 'https://example.com', headers: { 'Idempotency-Key': 'x' } }, /itself/],
  ])('refuses %j', async (fields, message) => {
    const { issues } = await check(fields);
    expect(JSON.stringify(issues)).toMatch(message);
  });

  it('fills in the defaults', async () => {
    expect((await check({ url: 'https://example.com' })).value).toEqual({
      url: 'https://example.com',
      method: 'POST',
      headers: {},
      allow_insecure: false,
    });
  });

  it('describes what is called without what may be a credential', () => {
    expect(webhookHandler.describe({ url: 'https://example.com/hook?key=abc', method: 'PUT' })).toBe(
      'PUT https://example.com/hook',
    );
  });
});
