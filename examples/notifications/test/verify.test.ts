// The story as a person lives it: Slack and the mail server are down, the agent goes on, and later everything arrives.
import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { type Project, project } from './project.ts';
import { freePort, startMailServer, startSlack } from './servers.ts';

const EXAMPLE = readFileSync(new URL('../hooks.toml', import.meta.url), 'utf8');
/** A mail server on this machine has no TLS. */
const CONFIG = EXAMPLE.replace('secure = "starttls"', 'secure = "none"');
const FINE = expect.objectContaining({ code: 0, stderr: '' });

const variables = (slackPort: number, mailPort: number) => ({
  SLACK_WEBHOOK_URL: `http://127.0.0.1:${slackPort}/services/made-up`,
  SMTP_HOST: '127.0.0.1',
  SMTP_PORT: String(mailPort),
  SMTP_USER: 'hookline',
  SMTP_PASSWORD: 'made-up-password',
  EMAIL_TO: 'team@example.com, lead@example.com',
});

/** Raises an event as an agent does, which waits for nobody. */
const raise = ({ hookline }: Project, event: string, data: object) =>
  hookline('emit', event, '--session', 'session-1', '--no-wait', '--data', JSON.stringify(data));

/** Sends what waits, until nothing does: a worker in the background may have some of it. */
const sendAll = ({ hookline, waiting }: Project) =>
  vi.waitFor(
    async () => {
      await hookline('spool', 'flush');
      expect(await waiting()).toEqual([]);
    },
    { timeout: 40_000 },
  );

it('loses nothing while Slack and the mail server are down, and doubles nothing when they are back', async () => {
  const [slackPort, mailPort] = [await freePort(), await freePort()];
  const shop = project(CONFIG, variables(slackPort, mailPort));
  expect(await shop.hookline('validate')).toEqual(FINE);
  expect(await raise(shop, 'task_complete', { success: false, duration: 65_000 })).toEqual(FINE);
  expect(await raise(shop, 'task_complete', { success: true, duration: 1_000 })).toEqual(FINE);
  expect(await raise(shop, 'error.occurred', { error: 'stream disconnected', source: 'model' })).toEqual(
    FINE,
  );
  expect(await raise(shop, 'session_end', { duration: 303_000 })).toEqual(FINE);
  await shop.hookline('spool', 'flush');
  // Two messages, and one digest of three events; not what took a second and went well.
  expect(await shop.waiting()).toHaveLength(3);

  const slack = await startSlack(slackPort);
  const mails = await startMailServer(mailPort);
  await sendAll(shop);
  expect(slack.messages.map(({ text }) => text)).toEqual([
    ':x: Task failed in shop',
    ':rotating_light: Error of the model in shop',
  ]);
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatch(/^Subject: \[hookline\] 3 events in shop, 2 failed\r$/m);
  for (const text of ['Task failed in shop', 'stream disconnected', 'Session ended in shop'])
    expect(mails[0]).toContain(text);
});

it('keeps what Slack refuses, says what to do, and sends it when that is done', async () => {
  const slackPort = await freePort();
  const slack = await startSlack(slackPort);
  slack.refusal = { status: 404, word: 'no_service' };
  const config = CONFIG.replace(/\[plugins\.email-notify\][\s\S]*$/, '');
  const shop = project(config, variables(slackPort, 1));
  await raise(shop, 'task_complete', { success: false });
  await vi.waitFor(
    async () => {
      await shop.hookline('spool', 'flush');
      // One letter, and no other that tells Slack of it.
      expect(await shop.waiting()).toMatchObject([
        {
          state: 'dead',
          failed: {
            code: 'HOOKLINE_DELIVERY_FAILED',
            message: expect.stringContaining('no_service'),
            fix: expect.stringContaining('Make a new incoming webhook'),
          },
        },
      ]);
    },
    { timeout: 40_000 },
  );

  slack.refusal = undefined;
  await shop.hookline('spool', 'retry', '--all');
  await sendAll(shop);
  expect(slack.messages.map(({ text }) => text)).toEqual([':x: Task failed in shop']);
});

it('makes one thread of a session when a bot writes', async () => {
  const slackPort = await freePort();
  const shop = project(
    [
      '[plugins.slack-notify]',
      'bot_token = "${SLACK_BOT_TOKEN}"',
      'channel = "C012ABCDEF"',
      `api_url = "http://127.0.0.1:${slackPort}/api"`,
    ].join('\n'),
    { SLACK_BOT_TOKEN: 'made-up-bot-token' },
  );
  const slack = await startSlack(slackPort);
  for (let n = 0; n < 3; n++) await raise(shop, 'task_complete', { success: false });
  await sendAll(shop);
  expect(slack.messages.map(({ channel, thread_ts: thread }) => [channel, thread])).toEqual([
    ['C012ABCDEF', undefined],
    ['C012ABCDEF', '1700000000.000001'],
    ['C012ABCDEF', '1700000000.000001'],
  ]);
});
