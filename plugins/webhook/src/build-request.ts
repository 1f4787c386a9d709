/** Makes the request of an entry for an event: address, headers and body, filled in from the environment of the hook. */
import { createHash } from 'node:crypto';
import type { LifecycleEvent, ResolvedEntry, RunContext } from '@hookline/core';
import { interpolate, originText, redactedValue } from '@hookline/core/entry';
import { HooklineError } from '@hookline/core/errors';
import { addressOf } from './address.ts';
import type { WebhookFields } from './fields.ts';
import { payloadOf } from './payload.ts';
import type { WebhookRequest } from './request.ts';
import { signingKey } from './signature.ts';

/**
 * The request of a delivery.
 *
 * @throws HooklineError `HOOKLINE_ENTRY_VARIABLE_UNSET`, `HOOKLINE_WEBHOOK_ADDRESS_REFUSED`, `HOOKLINE_WEBHOOK_FAILED`
 */
export function buildRequest(
  fields: WebhookFields,
  entry: ResolvedEntry,
  event: LifecycleEvent,
  ctx: Pick<RunContext, 'env' | 'redact'>,
): WebhookRequest {
  const env: Record<string, string | undefined> = { ...ctx.env };
  for (const [name, value] of Object.entries(entry.environment))
    env[name] = interpolate(value, { env: ctx.env });
  const where = originText(entry);
  const redact = (text: string): string => ctx.redact(text);
  // What the config says is sent as it is written, tokens and all; what the event brings is redacted here as in the body.
  const told = redactedValue(event, redact) as LifecycleEvent;
  const url = addressOf(fields.url, { event: told, env, allowInsecure: fields.allowInsecure, where });
  const hasBody = fields.method !== 'GET';
  const headers = new Headers({
    accept: 'application/json',
    'user-agent': 'hookline',
    ...(hasBody ? { 'content-type': 'application/json' } : {}),
  });
  for (const [name, value] of Object.entries(fields.headers))
    setHeader(headers, name, interpolate(value, { env }), where);
  // The same for every try and for a later run of the same work: a receiver can tell a repetition.
  const id = createHash('sha256').update(`${event.id}\0${entry.id}`).digest('hex').slice(0, 32);
  headers.set('idempotency-key', id);
  const body = hasBody ? payloadOf(event, redact) : undefined;
  const secret = fields.secret === undefined ? undefined : interpolate(fields.secret, { env });
  if (secret !== undefined && signingKey(secret).length === 0) {
    throw new HooklineError('HOOKLINE_WEBHOOK_FAILED', {
      what: 'The secret of this webhook is empty, so what it signs would prove nothing.',
      where,
      fix: 'Behind "whsec_" stands base64; any other secret is taken as it is.',
    });
  }
  return { id, url, method: fields.method, headers, body, secret };
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
