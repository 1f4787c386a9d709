import { defineHandler } from '@hookline/core';
import { originText, readJsonAnswer } from '@hookline/core/entry';
import { HooklineError } from '@hookline/core/errors';
import { discard, readBounded } from './bounded-body.ts';
import { buildRequest } from './build-request.ts';
import { deliver, deliverOnce } from './deliver.ts';
import { deliveryFailed, networkFailure } from './failure.ts';
import { ASYNC_RETRIES, describeFields, KEYS, readFields, SYNC_RETRIES } from './fields.ts';

/**
 * Sends an event to an HTTP endpoint. A sync entry tries again within its timeout and may decide by a JSON answer; any
 * other answer is no opinion. An async entry makes one try a run: the spool runs it again.
 */
export const webhookHandler = defineHandler({
  type: 'webhook',
  keys: KEYS,
  schema: () => import('./schema.ts'),
  describe: describeFields,
  delivery(fields) {
    const { url, retryCount = ASYNC_RETRIES } = readFields(fields);
    return { target: url, attempts: retryCount + 1 };
  },
  async run(entry, event, ctx) {
    const fields = readFields(entry.fields);
    const where = originText(entry);
    const request = buildRequest(fields, entry, event, ctx);
    const { origin } = request.url;
    const redact = (text: string): string => ctx.redact(text);
    const scope = { origin, where, redact };
    const { retryCount = SYNC_RETRIES } = fields;
    const { timeoutMs, signal, attempt } = ctx;
    const isAsync = entry.mode === 'async';
    const fetch = (url: URL, init: RequestInit): Promise<Response> => ctx.fetch(url, init);
    const response = isAsync
      ? await deliverOnce(request, { ...scope, fetch, signal, attempt })
      : await deliver(request, { ...scope, fetch, signal, retryCount, timeoutMs });
    if (isAsync || !isJson(response)) {
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
    const read = readJsonAnswer(json, { name: entry.name, event, log: ctx.log, redact });
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
