/** The schema of the options. Imports zod: loaded only when a config changed. */
import { z } from 'zod';
import { DEFAULT_EVENTS, DEFAULT_MIN_DURATION, TOLD_EVENTS } from './choice.ts';
import { MENTION } from './message.ts';
import { addressRefusal } from './post.ts';

/** An address with a variable in it is judged when a message is sent. */
const isOpen = (text: string): boolean => text.includes('${');

const address = (what: string) =>
  z.string({ error: `${what} is a text.` }).superRefine((text, context) => {
    const problem = isOpen(text) ? undefined : addressRefusal(text);
    if (problem !== undefined)
      context.addIssue({ code: 'custom', message: `${problem} Write an https address.` });
  });

const WEBHOOK_SECRET = /^https:\/\/hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/(?!.*\$\{)/i;
const TOKEN_SECRET = /^xox[a-z]+[-.]/i;

const isTrue = z.boolean({ error: 'It is true or false.' });

export default z
  .strictObject({
    webhook_url: address('The address of a webhook')
      .refine((text) => !WEBHOOK_SECRET.test(text), {
        message:
          'Whoever has this address can write to the channel, and this file is shared: write "${SLACK_WEBHOOK_URL}" and export that variable.',
      })
      .optional()
      .describe('The address of an incoming webhook: "${SLACK_WEBHOOK_URL}".'),
    bot_token: z
      .string({ error: 'A token is a text: bot_token = "${SLACK_BOT_TOKEN}".' })
      .min(1, { error: 'The token is empty: bot_token = "${SLACK_BOT_TOKEN}".' })
      .refine((text) => !TOKEN_SECRET.test(text), {
        message:
          'This is a secret, and this file is shared: write "${SLACK_BOT_TOKEN}" and export that variable.',
      })
      .optional()
      .describe('The token of a bot that may chat:write: "${SLACK_BOT_TOKEN}". Needs "channel".'),
    channel: z
      .string({ error: 'A channel is a text: its id, or "#its-name".' })
      .regex(/^(?:[#@]?[^\s#@<>]{1,80}|.*\$\{.*)$/, { error: 'A channel is its id, or "#its-name".' })
      .optional()
      .describe('Where the bot writes: the id of a channel, or "#its-name".'),
    events: z
      .array(z.enum(TOLD_EVENTS, { error: `An event for Slack is one of ${TOLD_EVENTS.join(', ')}.` }))
      .default([...DEFAULT_EVENTS])
      .describe('The events that the channel is told of.'),
    only_failures: isTrue.default(false).describe('Whether only what failed is told.'),
    min_duration: z
      .number({ error: 'It is a number of seconds, 0 or more.' })
      .min(0, { error: 'It is a number of seconds, 0 or more.' })
      .default(DEFAULT_MIN_DURATION)
      .describe('Seconds: a task or command that went well is told when it took at least so long.'),
    tool_errors: isTrue.default(false).describe('Whether error.occurred is told of tools, too.'),
    details: isTrue.default(true).describe('Whether messages name commands and quote errors.'),
    mention: z
      .string({ error: 'A mention is a text.' })
      .regex(new RegExp(`${MENTION.source}|\\$\\{`), {
        error: 'A mention is "here", "channel", or the id of a user (U…) or of a group (S…).',
      })
      .optional()
      .describe('Who is called to a failure: "here", "channel", or the id of a user or a group.'),
    api_url: address('An address')
      .default('https://slack.com/api')
      .describe('Where the methods of Slack are.'),
  })
  .superRefine(({ webhook_url: webhook, bot_token: token, channel }, context) => {
    const add = (path: string[], message: string): void =>
      void context.addIssue({ code: 'custom', path, message });
    if (webhook === undefined && token === undefined && channel === undefined) {
      add([], 'Say where to: webhook_url = "${SLACK_WEBHOOK_URL}", or bot_token and channel.');
    } else if (webhook !== undefined && (token !== undefined || channel !== undefined)) {
      add(
        [token === undefined ? 'channel' : 'bot_token'],
        'Write "webhook_url", or "bot_token" and "channel": a webhook has its channel.',
      );
    } else if (webhook === undefined && token === undefined) {
      add(['bot_token'], 'A channel needs a bot: bot_token = "${SLACK_BOT_TOKEN}".');
    } else if (webhook === undefined && channel === undefined) {
      add(['channel'], 'A bot needs a channel: channel = "#its-name".');
    }
  });
