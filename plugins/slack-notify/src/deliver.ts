/** Delivers one message: makes it of the stored event, sends it to the webhook or as the bot, and says what went wrong. */
import type { DeliveryContext } from '@hookline/core';
import { HooklineError } from '@hookline/core/errors';
import { apiAnswer, type FailedTry, type Posted, webhookAnswer } from './answer.ts';
import { backoffMs } from './backoff.ts';
import type { ToldPayload } from './choice.ts';
import { THREAD_GONE } from './fixes.ts';
import type { SlackNotifyOptions } from './index.ts';
import { messageOf, type SlackMessage } from './message.ts';
import { noticeOf } from './notice.ts';
import { addressRefusal, post } from './post.ts';

/** What a delivery works with. */
export type MessageContext = Pick<
  DeliveryContext<SlackNotifyOptions>,
  'attempt' | 'event' | 'fetch' | 'log' | 'options' | 'redact' | 'signal' | 'state' | 'timeoutMs'
>;

const API_URL = 'https://slack.com/api';
/** What an HTTP header can hold. */
const TOKEN = /^[\x21-\x7e]+$/;

/**
 * Sends the message of the event.
 *
 * @throws HooklineError `HOOKLINE_DELIVERY_FAILED`, with `retryAfterMs` where another try may help
 */
export async function deliver(ctx: MessageContext): Promise<void> {
  const { options, redact } = ctx;
  const notice = noticeOf(ctx.event as ToldPayload, { details: options.details ?? true, redact });
  const message = messageOf(notice, options.mention);
  const { webhook_url: webhook } = options;
  const sent = webhook === undefined ? await asBot(message, ctx) : await toWebhook(webhook, message, ctx);
  if ('mayRetry' in sent) throw failure(sent, ctx);
}

async function toWebhook(
  address: string,
  message: SlackMessage,
  ctx: MessageContext,
): Promise<Posted | FailedTry> {
  const refused = refusedAddress(address, 'webhook_url');
  if (refused) return refused;
  const answer = await post(new URL(address), message, {}, ctx);
  return 'mayRetry' in answer ? answer : webhookAnswer(answer);
}

/** One thread a session: its first message begins it, and deliveries of a session come one after the other. */
async function asBot(message: SlackMessage, ctx: MessageContext): Promise<Posted | FailedTry> {
  const { bot_token: token = '', channel, api_url: base = API_URL } = ctx.options;
  const refused = refusedAddress(base, 'api_url');
  if (refused) return refused;
  if (!TOKEN.test(token)) {
    return {
      what: 'it was not asked, because "bot_token" is empty or has characters that no token has.',
      fix: 'See that its variable is one line without blanks.',
      mayRetry: false,
    };
  }
  const url = new URL(`${base.replace(/\/+$/, '')}/chat.postMessage`);
  const send = async (thread: string | undefined): Promise<Posted | FailedTry> => {
    const body = { channel, ...message, ...(thread !== undefined && { thread_ts: thread }) };
    const answer = await post(url, body, { authorization: `Bearer ${token}` }, ctx);
    return 'mayRetry' in answer ? answer : apiAnswer(answer);
  };
  const key = `thread ${channel}`;
  const stored = ctx.state.get(key);
  const thread = typeof stored === 'string' ? stored : undefined;
  let sent = await send(thread);
  const isGone = thread !== undefined && 'mayRetry' in sent && THREAD_GONE.has(sent.word ?? '');
  if (isGone) sent = await send(undefined);
  if ('mayRetry' in sent) return sent;
  const begun = thread === undefined || isGone ? sent.ts : undefined;
  if (begun !== undefined && !ctx.state.set(key, begun)) {
    ctx.log.warn('The thread of this session could not be remembered: the next message begins another one.');
  }
  return sent;
}

function refusedAddress(address: string, option: string): FailedTry | undefined {
  const problem = addressRefusal(address);
  if (problem === undefined) return undefined;
  return {
    what: `it was not asked, because "${option}" is not an address to send to. ${problem}`,
    fix: `See that "${option}", or its variable, is a whole https address.`,
    mayRetry: false,
  };
}

function failure({ what, fix, mayRetry, waitMs = 0 }: FailedTry, { attempt, redact }: MessageContext) {
  return new HooklineError('HOOKLINE_DELIVERY_FAILED', {
    what: redact(`Slack did not take the message: ${what}`),
    where: 'plugins.slack-notify',
    fix: redact(fix),
    ...(mayRetry && { retryAfterMs: Math.max(backoffMs(attempt, Math.random), waitMs) }),
  });
}
