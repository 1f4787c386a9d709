import { type HooklineError, isHooklineError } from '@hookline/core/errors';
import { describe, expect, it } from 'vitest';
import { deliver } from '../src/deliver.ts';
import { messageContext } from './message-context.ts';
import { type Reply, type SlackServer, slackServer } from './slack-server.ts';

const task = { event: 'task_complete', fields: { success: false } } as const;
const HOOK = '/services/T0SECRET/B0SECRET/SECRETSECRET';

/** The failure of one try against a Slack that answers so. */
async function failureOf(reply: Reply, as: 'webhook' | 'bot', attempt = 1): Promise<HooklineError> {
  const slack = await slackServer();
  slack.replies.push(reply);
  return failureAt(slack.origin, as, attempt);
}

async function failureAt(origin: string, as: 'webhook' | 'bot', attempt = 1): Promise<HooklineError> {
  const options =
    as === 'webhook'
      ? { webhook_url: `${origin}${HOOK}` }
      : { bot_token: 'made-up-SECRETSECRET', channel: 'C012ABCDEF', api_url: `${origin}/api` };
  try {
    await deliver(messageContext({ ...task, options, attempt, timeoutMs: 1_000 }));
  } catch (thrown) {
    if (!isHooklineError(thrown)) throw thrown;
    expect(thrown.code).toBe('HOOKLINE_DELIVERY_FAILED');
    expect(thrown.details.fix).toBeTruthy();
    expect(JSON.stringify([thrown.message, thrown.details])).not.toContain('SECRET');
    return thrown;
  }
  throw new Error('It was delivered.');
}

const html = '<!doctype html><title>Sign in</title>';
const hangUp: Reply = (response) => void response.destroy();
const half: Reply = (response) => {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('{"ok":');
  setImmediate(() => response.destroy());
};
const never: Reply = () => {};
const endless: Reply = (response) => {
  const more = (): void => {
    while (response.write('x'.repeat(16_384)));
    response.once('drain', more);
  };
  more();
};

describe.each([
  ['webhook', 400, 'invalid_payload', /report it/],
  ['webhook', 403, 'invalid_token', /Make a new incoming webhook/],
  ['webhook', 403, 'action_prohibited', /ask its admins/],
  ['webhook', 404, 'no_service', /Make a new incoming webhook/],
  ['webhook', 404, 'channel_not_found', /Make a new incoming webhook/],
  ['webhook', 410, 'channel_is_archived', /unarchive it/],
  ['webhook', 404, html, /Check the address/],
  ['webhook', 400, 'some_new_word', /Look up "some_new_word"/],
  ['bot', 200, '{"ok":false,"error":"invalid_auth"}', /Copy the bot token/],
  ['bot', 200, '{"ok":false,"error":"not_in_channel"}', /\/invite/],
  ['bot', 200, '{"ok":false,"error":"channel_not_found"}', /id of the channel/],
  ['bot', 200, '{"ok":false,"error":"is_archived"}', /unarchive it/],
  ['bot', 200, '{"ok":false,"error":"missing_scope"}', /chat:write/],
  ['bot', 200, '{"ok":false,"error":"some_new_word"}', /Look up "some_new_word"/],
] as const)('%s: %i %s', (as, status, body, fix) => {
  it('is given up, with what to do', async () => {
    const { details } = await failureOf({ status, body }, as);
    expect(details.retryAfterMs).toBeUndefined();
    expect(details.fix).toMatch(fix);
  });
});

describe.each([
  ['webhook', { status: 500, body: 'rollup_error' }],
  ['webhook', { status: 503, body: html }],
  ['webhook', { status: 200, body: html }],
  ['webhook', { status: 200, body: '' }],
  ['webhook', { status: 403, body: html }],
  ['webhook', { status: 408 }],
  ['webhook', hangUp],
  ['webhook', half],
  ['webhook', never],
  ['webhook', endless],
  ['bot', { status: 500, body: html }],
  ['bot', { status: 200, body: '{"ok":tr' }],
  ['bot', { status: 200, body: 'null' }],
  ['bot', { status: 200, body: html }],
  ['bot', { status: 200, body: '{"ok":false,"error":"ratelimited"}' }],
  ['bot', { status: 200, body: '{"ok":false,"error":"internal_error"}' }],
  ['bot', { status: 200, body: '{"ok":false,"error":{"a":1}}' }],
  ['bot', hangUp],
  ['bot', half],
  ['bot', never],
  ['bot', endless],
] as const)('%s: what passes (%#)', (as, reply) => {
  it('is tried again', async () => {
    const { details } = await failureOf(reply, as);
    expect(details.retryAfterMs).toBeGreaterThanOrEqual(1_000);
    expect(details.retryAfterMs).toBeLessThanOrEqual(2_000);
  });
});

describe('a Slack that asks to wait', () => {
  it.each(['webhook', 'bot'] as const)('is left alone for so long (%s)', async (as) => {
    const { details } = await failureOf({ status: 429, headers: { 'retry-after': '30' } }, as);
    expect(details.retryAfterMs).toBe(30_000);
  });

  it.each(['9999999', 'soon', '-5'])('is not left alone for ever: %s', async (header) => {
    const { details } = await failureOf({ status: 429, headers: { 'retry-after': header } }, 'webhook');
    expect(details.retryAfterMs).toBeGreaterThanOrEqual(1_000);
    expect(details.retryAfterMs).toBeLessThanOrEqual(60 * 60_000);
  });
});

it('waits longer before each try, for minutes at most', async () => {
  const waits: number[] = [];
  for (const attempt of [1, 2, 5, 9, 99]) {
    waits.push((await failureOf({ status: 500 }, 'webhook', attempt)).details.retryAfterMs ?? 0);
  }
  const bounds = [2_000, 4_000, 32_000, 512_000, 600_000];
  for (const [index, most] of bounds.entries()) {
    expect(waits[index]).toBeGreaterThanOrEqual(most / 2);
    expect(waits[index]).toBeLessThanOrEqual(most);
  }
});

it('waits for a Slack that is down', async () => {
  // A port that was free a moment ago.
  const { createServer } = await import('node:net');
  const gone = createServer();
  await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
  const { port } = gone.address() as { port: number };
  await new Promise((resolve) => gone.close(resolve));
  const { message, details } = await failureAt(`http://127.0.0.1:${port}`, 'webhook');
  expect(message).toContain('ECONNREFUSED');
  expect(details.retryAfterMs).toBeGreaterThan(0);
});

it('says why, where no system says it: no program may call the port of another protocol', async () => {
  const { message, details } = await failureAt('http://127.0.0.1:9', 'webhook');
  expect(message).toContain('(bad port)');
  expect(details.retryAfterMs).toBeGreaterThan(0);
});

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('is never followed (%i)', async (status) => {
    const elsewhere: SlackServer = await slackServer();
    for (const as of ['webhook', 'bot'] as const) {
      const location = `${elsewhere.origin}/chat.postMessage`;
      const { details } = await failureOf({ status, headers: { location } }, as);
      expect(details.retryAfterMs).toBeUndefined();
    }
    expect(elsewhere.received).toEqual([]);
  });
});

describe('an address or a token that only its variable says', () => {
  it.each([
    [{ webhook_url: 'http://hooks.example.com/secret' }, /uses http/],
    [{ webhook_url: 'not-an-address' }, /not an absolute/],
    [{ webhook_url: 'https://user:SECRET@example.com/' }, /user name/],
    [{ bot_token: 'x', channel: 'C012ABCDEF', api_url: 'http://slack.example.com' }, /"api_url"/],
    [{ bot_token: 'two\nlines', channel: 'C012ABCDEF' }, /no token has/],
    [{ bot_token: '', channel: 'C012ABCDEF' }, /is empty/],
  ])('is refused before anything is sent (%#)', async (options, problem) => {
    const refuse = () => Promise.reject(new Error('It was sent.'));
    const sent = deliver({ ...messageContext({ ...task, options }), fetch: refuse });
    await expect(sent).rejects.toThrow(problem);
    await expect(sent).rejects.not.toThrow(/SECRET|lines/);
    await expect(sent).rejects.toMatchObject({
      details: expect.not.objectContaining({ retryAfterMs: expect.anything() }),
    });
  });
});

it('ends with its try', async () => {
  const slack = await slackServer();
  const stop = new AbortController();
  slack.replies.push(() => stop.abort());
  const options = { webhook_url: `${slack.origin}${HOOK}` };
  await expect(deliver(messageContext({ ...task, options, signal: stop.signal }))).rejects.toMatchObject({
    details: { retryAfterMs: expect.any(Number) },
  });
});
