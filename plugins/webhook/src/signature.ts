/**
 * Signs a delivery as Standard Webhooks says (standardwebhooks.com): whoever has the secret can tell that it comes from
 * here, is whole, and is not an old one sent again.
 */
import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/** The bytes of a secret: base64 behind `whsec_`, else the text as it is. */
export const signingKey = (secret: string): Buffer =>
  secret.startsWith(PREFIX)
    ? Buffer.from(secret.slice(PREFIX.length), 'base64')
    : Buffer.from(secret, 'utf8');

/** The headers of one try. The id stays the same over all tries, the time and so the signature do not. */
export function signatureHeaders(
  secret: string,
  { id, body, now }: { readonly id: string; readonly body: string; readonly now: number },
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1_000));
  const signature = createHmac('sha256', signingKey(secret))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
