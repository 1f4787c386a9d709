import slackNotify from '@hookline/plugin-slack-notify';
import { testPlugin } from '@hookline/testkit';
import { describe, expect, it } from 'vitest';

const env = {
  SLACK_WEBHOOK_URL: 'https://hooks.slack.com/services/T0/B0/made-up',
  SLACK_BOT_TOKEN: 'made-up',
};
const set = (options: unknown) => testPlugin(slackNotify, { options, env });
const webhook = { webhook_url: '${SLACK_WEBHOOK_URL}' };
const bot = { bot_token: '${SLACK_BOT_TOKEN}', channel: '#agents' };
/** Not written whole, so that nothing that looks for secrets finds one here. */
const token = ['xoxb', '1111111111', 'madeupmadeup'].join('-');

describe('options that are taken', () => {
  it.each([
    webhook,
    bot,
    { ...bot, channel: 'C012ABCDEF', api_url: 'http://127.0.0.1:8080/api' },
    { webhook_url: 'http://localhost:3000/hook' },
    { webhook_url: 'https://proxy.example.com/slack' },
    { webhook_url: 'https://hooks.slack.com/services/${SLACK_PATH}' },
    { ...webhook, mention: 'here' },
    { ...webhook, mention: 'U012ABCDEF', events: ['exec.after'], min_duration: 0, only_failures: true },
  ])('%j', async (options) => {
    await expect(
      testPlugin(slackNotify, { options, env: { ...env, SLACK_PATH: 'x' } }),
    ).resolves.toBeDefined();
  });
});

describe('options that are refused', () => {
  it.each<[unknown, RegExp]>([
    [{}, /Say where to: webhook_url = "\$\{SLACK_WEBHOOK_URL\}"/],
    [{ ...webhook, ...bot }, /bot_token: Write "webhook_url", or/],
    [{ ...webhook, channel: '#agents' }, /channel: Write "webhook_url", or/],
    [{ bot_token: bot.bot_token }, /channel: A bot needs a channel/],
    [{ channel: '#agents' }, /bot_token: A channel needs a bot/],
    [{ webhook_url: 'http://hooks.example.com/x' }, /webhook_url: It uses http.*https address/],
    [{ webhook_url: 'hooks.slack.com' }, /webhook_url: It is not an absolute address/],
    [{ webhook_url: 'https://hooks.slack.com/services/T0AB/B0AB/abc' }, /write "\$\{SLACK_WEBHOOK_URL\}"/],
    [{ bot_token: token, channel: '#agents' }, /write "\$\{SLACK_BOT_TOKEN\}"/],
    [{ ...bot, channel: 'two words' }, /A channel is its id/],
    [{ ...bot, api_url: 'http://slack.example.com' }, /api_url: It uses http/],
    [{ ...webhook, mention: 'everybody' }, /A mention is/],
    [{ ...webhook, mention: '<!here>' }, /A mention is/],
    [{ ...webhook, events: ['task_started'] }, /An event for Slack is one of/],
    [{ ...webhook, min_duration: -1 }, /0 or more/],
    [{ ...webhook, only_failures: 'yes' }, /true or false/],
    [{ ...webhook, username: 'bot' }, /username/],
  ])('%j', async (options, problem) => {
    await expect(set(options)).rejects.toThrow(problem);
  });

  it('without quoting a secret', async () => {
    await expect(set({ bot_token: token, channel: '#agents' })).rejects.not.toThrow(token);
  });
});

it('names the variable that is not set', async () => {
  await expect(testPlugin(slackNotify, { options: webhook })).rejects.toThrow(
    '${SLACK_WEBHOOK_URL} is not set',
  );
});
