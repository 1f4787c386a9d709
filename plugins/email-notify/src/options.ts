/** The schema of the options. Imports zod: loaded only when a config changed. */
import { z } from 'zod';
import { DEFAULT_EVENTS, DEFAULT_MIN_DURATION, TOLD_EVENTS } from './choice.ts';
import { DEFAULT_DIGEST_MINUTES } from './collect.ts';
import { isLoopback, parseAddress, parseAddresses } from './mail-address.ts';
import { DEFAULT_PREFIX, PLAIN_FIX, PLAIN_PROBLEM } from './mailbox.ts';

/** What has a variable in it is judged when a mail is sent. */
const isOpen = (text: string): boolean => text.includes('${');

const isTrue = z.boolean({ error: 'It is true or false.' });

const MINUTES = { error: 'It is a whole number of minutes from 1 to 60.' };
const PORT = { error: 'A port is a whole number from 1 to 65535, or "${SMTP_PORT}".' };
const SECONDS = { error: 'It is a number of seconds, 0 or more.' };

export default z
  .strictObject({
    host: z
      .string({ error: 'The mail server is a text: host = "smtp.example.com".' })
      .refine((text) => isOpen(text) || /^[A-Za-z0-9._:[\]-]{1,255}$/.test(text), {
        error: 'It is the name of a server, without a protocol and a port: "smtp.example.com".',
      })
      .describe('The SMTP server.'),
    port: z
      .union([z.int(PORT).min(1, PORT).max(65_535, PORT), z.string(PORT).refine(isOpen, PORT)], PORT)
      .optional()
      .describe('Default: 587, 465 or 25, after "secure".'),
    secure: z
      .enum(['tls', 'starttls', 'none'], { error: 'It is "starttls", "tls" or "none".' })
      .default('starttls')
      .describe('How the connection is kept from others.'),
    allow_plain: isTrue.default(false).describe('Whether secure = "none" may reach another machine.'),
    user: z
      .string({ error: 'The user is a text.' })
      .min(1, { error: 'The user is empty.' })
      .optional()
      .describe('Who logs in.'),
    password: z
      .string({ error: 'The password is a text: password = "${SMTP_PASSWORD}".' })
      .refine(isOpen, {
        error:
          'A password is a secret, and this file is shared: write "${SMTP_PASSWORD}" and export that variable.',
      })
      .optional()
      .describe('"${SMTP_PASSWORD}".'),
    from: z
      .string({ error: 'The sender is a text: from = "hookline@example.com".' })
      .refine((text) => isOpen(text) || parseAddress(text) !== undefined, {
        error: 'It is not an address: "a@example.com" or "Name <a@example.com>".',
      })
      .describe('The sender: "a@example.com" or "Name <a@example.com>".'),
    to: z
      .array(
        z
          .string({ error: 'An address is a text.' })
          .refine((text) => isOpen(text) || (parseAddresses([text])?.length ?? 0) > 0, {
            error: 'It is not an address: "a@example.com" or "Name <a@example.com>".',
          }),
        { error: 'It is a list: to = ["a@example.com"].' },
      )
      .min(1, { error: 'Nobody is written to: to = ["a@example.com"].' })
      .describe('Who is written to.'),
    subject_prefix: z
      .string({ error: 'It is a text.' })
      .max(60, { error: 'It has 60 characters at most.' })
      .default(DEFAULT_PREFIX)
      .describe('What every subject begins with.'),
    events: z
      .array(z.enum(TOLD_EVENTS, { error: `An event for mails is one of ${TOLD_EVENTS.join(', ')}.` }))
      .default([...DEFAULT_EVENTS])
      .describe('The events that are mailed.'),
    only_failures: isTrue.default(false).describe('Whether only what failed is mailed.'),
    min_duration: z
      .number(SECONDS)
      .min(0, SECONDS)
      .default(DEFAULT_MIN_DURATION)
      .describe('Seconds: a task or command that went well is mailed when it took at least so long.'),
    tool_errors: isTrue.default(false).describe('Whether error.occurred is mailed of tools, too.'),
    details: isTrue.default(true).describe('Whether mails name commands and quote errors.'),
    mode: z
      .enum(['digest', 'immediate'], { error: 'It is "digest" or "immediate".' })
      .default('digest')
      .describe('One mail for all that happened in a while, or one for each event.'),
    digest_minutes: z
      .int(MINUTES)
      .min(1, MINUTES)
      .max(60, MINUTES)
      .default(DEFAULT_DIGEST_MINUTES)
      .describe('Minutes from the first event of a digest to its mail.'),
    digest_at_session_end: isTrue
      .default(false)
      .describe('Whether the end of a session sends the digest at once.'),
  })
  .superRefine(({ host, secure, allow_plain: allowPlain, user, password }, context) => {
    const add = (path: string, message: string): void =>
      void context.addIssue({ code: 'custom', path: [path], message });
    if (secure === 'none' && !allowPlain && !isOpen(host) && !isLoopback(host)) {
      add('secure', `${PLAIN_PROBLEM} ${PLAIN_FIX}`);
    }
    if (user !== undefined && password === undefined) add('user', 'It needs password = "${SMTP_PASSWORD}".');
    if (password !== undefined && user === undefined) add('password', 'It needs a "user".');
  });
