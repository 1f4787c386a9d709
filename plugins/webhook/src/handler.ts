import { createHash } from 'node:crypto';
import { defineHandler, type LifecycleEvent, type ResolvedEntry, type RunContext } from '@hookline/core';
import { interpolate, originText, readJsonAnswer } from '@hookline/core/entry';
import { HooklineError } from '@hookline/core/errors';
import { addressOf } from './address.ts';
import { discard, readBounded } from './bounded-body.ts';
import { deliver } from './deliver.ts';
import { deliveryFailed, networkFailure } from './failure.ts';
import { describeFields, KEYS, readFields, type WebhookFields } from './fields.ts';
import { payloadOf } from './payload.ts';
import type { WebhookRequest } from './request.ts';

/** Sends an event to an HTTP endpoint. A sync entry may decide by a JSON answer; any other answer is no opinion. */
export const webhookHandler = defineHandler({
  type: 'webhook',
  keys: KEYS,
  schema: () => import('./schema.ts'),
  describe: describeFields,
  async run(entry, event, ctx) {
    const fields = readFields(entry.fields);
    const where = originText(entry);
    const request = requestOf(fields, entry, event, ctx);
    const { origin } = request.url;
    const redact = (text: string): string => ctx.redact(text);
    const scope = { origin, where, redact };
    const { retryCount } = fields;
    const { timeoutMs, signal } = ctx;
    const fetch = (url: URL, init: RequestInit): Promise<Response> => ctx.fetch(url, init);
    const response = await deliver(request, { ...scope, fetch, signal, retryCount, timeoutMs });
    if (entry.mode === 'async' || !isJson(response)) {
      await discard(response);
      return undefined;
    }
    let json: string | undefined;
    try {
      json = await readBounded(response);
    } catch (thrown) {
      throw deliveryFailed(networkFailure(thrown), 1, scope);
    }
    if (json === undefined) {
      throw wrongAnswer('It is larger than 1 MiB.', origin, where, redact);
    }
    const read = readJsonAnswer(json, { name: entry.name, event, log: ctx.log });
    if ('problem' in read) throw wrongAnswer(read.problem, origin, where, redact);
    if (!read.answer)
      ctx.log.debug(`${entry.name}: the answer for ${event.type} says nothing that a hook can say.`);
    return read.answer;
  },
});

const isJson = (response: Response): boolean =>
  /^application\/(?:[\w.+-]+\+)?json\b/i.test(response.headers.get('content-type') ?? '');

const wrongAnswer = (problem: string, origin: string, where: string, redact: (text: string) => string) =>
  new HooklineError('HOOKLINE_WEBHOOK_ANSWER_INVALID', {
    what: redact(`The webhook at ${origin} answered with something that is not an answer. ${problem}`),
    where,
    fix: 'Answer with one JSON object, such as {"decision": "block", "reason": "…"}, or with an empty body.',
  });

function requestOf(
  fields: WebhookFields,
  entry: ResolvedEntry,
  event: LifecycleEvent,
  ctx: RunContext,
): WebhookRequest {
  const env: Record<string, string | undefined> = { ...ctx.env };
  for (const [name, value] of Object.entries(entry.environment))
    env[name] = interpolate(value, { env: ctx.env });
  const where = originText(entry);
  const url = addressOf(fields.url, { event, env, allowInsecure: fields.allowInsecure, where });
  const hasBody = fields.method !== 'GET';
  const headers = new Headers({
    accept: 'application/json',
    'user-agent': 'hookline',
    // The same for every try and for a later run of the same work: a receiver can tell a repetition.
    'idempotency-key': createHash('sha256').update(`${event.id}\0${entry.id}`).digest('hex').slice(0, 32),
    ...(hasBody ? { 'content-type': 'application/json' } : {}),
  });
  for (const [name, value] of Object.entries(fields.headers))
    setHeader(headers, name, interpolate(value, { env }), where);
  const body = hasBody ? payloadOf(event, (text) => ctx.redact(text)) : undefined;
  return { url, method: fields.method, headers, body };
}

function setHeader(headers: Headers, name: string, value: string, where: string): void {
  try {
    headers.set(name, value);
  } catch {
    // The error of the platform quotes the value, which may be a secret.
    throw new HooklineError('HOOKLINE_WEBHOOK_FAILED', {
      what: `The header "${name}" of this webhook has characters that a header cannot have.`,
      where,
      fix: 'See that the variable in it is one line of plain text.',
    });
  }
}
