/** The schema of the keys of a webhook entry. Imports zod: loaded only when a config changed. */
import { ADDRESS_FIX, addressProblem } from '@hookline/core/entry';
import { z } from 'zod';
import { METHODS } from './fields.ts';

const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
/** What the connection itself needs to say. */
const RESERVED = new Set(
  'connection content-length expect host keep-alive te trailer transfer-encoding upgrade'.split(' '),
);
/** What a receiver tells a repetition and a forgery by. */
const OWN = new Set('idempotency-key webhook-id webhook-timestamp webhook-signature'.split(' '));

const headers = z.record(
  z
    .string()
    .regex(HEADER_NAME, { message: 'It is not a name that a header can have.' })
    .refine((name) => !RESERVED.has(name.toLowerCase()), {
      message: 'This header belongs to the connection and cannot be set.',
    })
    .refine((name) => !OWN.has(name.toLowerCase()), {
      message: 'Hookline sets this header itself; "secret" makes it sign.',
    }),
  z
    .string({ error: 'The value of a header is a text.' })
    .refine((value) => !/[\r\n\0]/.test(value), { message: 'A header is one line.' }),
);

/** An address with a reference in its front part is judged when the hook runs. */
const isKnown = (url: string): boolean => !/^[^/]*\$\{|^[^/]*\/\/[^/?#]*\$\{/.test(url);

export default z
  .strictObject({
    url: z
      .string({ error: 'An address is a text: url = "https://example.com/hook".' })
      .describe('Where the event is sent. `${NAME}` and `${field}` are filled in.'),
    method: z
      .enum(METHODS, { error: `A method is one of ${METHODS.join(', ')}.` })
      .default('POST')
      .describe('The method of the request.'),
    headers: headers.default({}).describe('Headers of the request. `${NAME}` is filled in.'),
    retry_count: z
      .int({ error: 'It is a whole number from 0 to 10.' })
      .min(0, { error: 'It is a whole number from 0 to 10.' })
      .max(10, { error: 'It is a whole number from 0 to 10.' })
      .optional()
      .describe('How often a failed delivery is tried again.'),
    secret: z
      .string({ error: 'A secret is a text: secret = "${WEBHOOK_SECRET}".' })
      .refine((value) => value.trim() !== '', {
        error: 'A secret is not empty: secret = "${WEBHOOK_SECRET}".',
      })
      .refine((value) => !/^whsec_(?![A-Za-z0-9+/]{8,}={0,2}$)/.test(value), {
        error: 'Behind "whsec_" stands base64, of 8 characters or more.',
      })
      .optional()
      .describe('Signs every request, so that the receiver can tell a forgery.'),
    allow_insecure: z
      .boolean({ error: 'It is true or false.' })
      .default(false)
      .describe('Whether the address may be http: outside of this machine.'),
  })
  .superRefine(({ url, allow_insecure: allowInsecure }, context) => {
    if (!isKnown(url)) return;
    const problem = addressProblem(URL.parse(url.replaceAll(/\$\{[^}]*\}/g, '0')), allowInsecure);
    if (problem === undefined) return;
    const whole = `https://${url}`;
    const fix =
      !url.includes(':') && URL.canParse(whole) ? { params: { fix: `Write ${JSON.stringify(whole)}` } } : {};
    context.addIssue({ code: 'custom', path: ['url'], message: `${problem} ${ADDRESS_FIX}`, ...fix });
  });
