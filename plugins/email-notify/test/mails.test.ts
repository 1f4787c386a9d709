import type { EventName } from '@hookline/core';
import type { EventFields } from '@hookline/testkit';
import { describe, expect, it } from 'vitest';
import { deliverMail } from '../src/deliver-mail.ts';
import type { EmailNotifyOptions } from '../src/index.ts';
import { mailOf } from '../src/mail.ts';
import { mailboxOf } from '../src/mailbox.ts';
import { loopback, mailContext } from './mail-context.ts';
import { type ReceivedMail, smtpMailbox } from './smtp-mailbox.ts';

const at = { cwd: '/home/user/shop', sessionCwd: undefined, sessionId: 'session-1', model: 'gpt-5.5' };

/** The mail of an event, as it arrives. */
async function mail<N extends EventName>(
  event: N,
  fields: EventFields<N> = {},
  options: EmailNotifyOptions = {},
): Promise<ReceivedMail> {
  const { port, mails } = await smtpMailbox();
  await deliverMail(mailContext({ event, fields, options: loopback(port, options) }));
  expect(mails).toHaveLength(1);
  return mails[0] as ReceivedMail;
}

describe('a mail', () => {
  it('says of a failed command what a person needs to know, as text and as HTML', async () => {
    const fields = { ...at, command: 'npm test', exitCode: 2, success: false, duration: 65_000 };
    const { headers, text, html } = await mail('exec.after', fields);
    expect(headers).toMatchObject({
      subject: '[hookline] Command failed in shop',
      from: 'Hookline <hookline@example.com>',
      to: 'team@example.com',
      'auto-submitted': 'auto-generated',
      date: expect.stringMatching(/\d{4} \d\d:\d\d:\d\d/),
    });
    expect(text.replaceAll('\r\n', '\n')).toBe(
      [
        'Command failed in shop',
        '    npm test',
        'Exit code: 2',
        'Duration: 1m 5s',
        'Project: shop',
        'Model: gpt-5.5',
        'Session: session-1',
        'Time: 2026-11-21T05:00:00.000Z',
        '',
        'Sent by Hookline (email-notify). Answers are not read.',
        '',
      ].join('\n'),
    );
    for (const part of ['Command failed in shop', 'npm test', '1m 5s', 'session-1'])
      expect(html).toContain(part);
  });

  it.each([
    ['session_start', {}, 'Session started'],
    ['session_end', { duration: 5_000 }, 'Session ended'],
    ['task_complete', { success: true }, 'Task completed'],
    ['task_complete', { success: false }, 'Task failed'],
    ['exec.after', { command: 'ls', exitCode: 0, success: true }, 'Command run'],
    ['permission.request', { command: 'make install' }, 'Permission asked'],
    ['error.occurred', { error: 'stream disconnected', source: 'model' }, 'Error of the model'],
  ] as const)('has a subject for %s (%#)', async (event, fields, title) => {
    const { headers } = await mail(event as EventName, { ...at, ...fields } as never, {
      subject_prefix: 'ci',
    });
    expect(headers['subject']).toBe(`ci ${title} in shop`);
  });

  it('has one id however often it is sent, and the thread of its session', async () => {
    const [first, again, other, elsewhere] = [
      await mail('task_complete', { ...at, id: 'event-1' }),
      await mail('task_complete', { ...at, id: 'event-1' }),
      await mail('task_complete', { ...at, id: 'event-2' }),
      await mail('task_complete', { ...at, id: 'event-1', sessionId: 'session-2' }),
    ].map(({ headers }) => headers);
    expect(first?.['message-id']).toMatch(/^<[0-9a-f]{32}@example\.com>$/);
    expect(again?.['message-id']).toBe(first?.['message-id']);
    expect(other?.['message-id']).not.toBe(first?.['message-id']);
    expect(first?.['in-reply-to']).toBe(first?.['references']);
    expect(other?.['references']).toBe(first?.['references']);
    expect(elsewhere?.['references']).not.toBe(first?.['references']);
  });

  it('goes to everybody, once each', async () => {
    const to = ['a@example.com', 'B <b@example.com>, c@example.com', 'A@example.com'];
    const { to: envelope } = await mail('task_complete', at, { to });
    expect([...envelope].sort()).toEqual(['A@example.com', 'b@example.com', 'c@example.com']);
  });

  it('names the sub-agent that it is about', async () => {
    const { text } = await mail('exec.after', { ...at, agent: { id: 'agent-1' } });
    expect(text).toContain('Sub-agent: agent-1');
  });

  it('names no command and quotes no error where that is not wanted', async () => {
    const { raw } = await mail('exec.after', { ...at, command: 'deploy --to shop' }, { details: false });
    expect(raw).not.toContain('deploy');
  });
});

describe('what an event says', () => {
  it('can begin no header and no recipient', async () => {
    const evil = 'x\r\nBcc: evil@example.net\r\n\r\n.\r\nRCPT TO:<evil@example.net>';
    const fields = { ...at, cwd: `/home/${evil}`, model: evil, error: evil, sessionId: evil };
    const { headers, to, text, raw } = await mail('error.occurred', { ...fields, source: 'model' });
    expect(to).toEqual(['team@example.com']);
    expect(Object.keys(headers)).not.toContain('bcc');
    expect(raw).not.toMatch(/^(?:Bcc|RCPT)/im);
    expect(text).toContain('x\\r\\nBcc: evil@example.net\\r\\n');
  });

  it('is no HTML', async () => {
    const error = '<img src=x onerror=alert(1)> & "q" \'s\'';
    const { html } = await mail('error.occurred', { ...at, error, source: 'model', model: '<b>' });
    expect(html).not.toMatch(/<img|<b>/);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;q&quot; &#39;s&#39;');
  });

  it('turns nothing round and holds no secret, also where the bound would cut one in two', async () => {
    const error = `\u202e\u001b[31m${'x'.repeat(985)}hunter2hunter2`;
    const { text } = await mail('error.occurred', { ...at, error, source: 'model' });
    expect(text).toContain('\\u202e\\u001b[31mxxx');
    expect(text).not.toContain('hunter2');
  });

  it('arrives in the letters that it has', async () => {
    const { headers, text } = await mail('error.occurred', {
      ...at,
      cwd: '/x/Größe 😀',
      error: 'né',
      source: 'model',
    });
    expect(headers['subject']).toBe('[hookline] Error of the model in Größe 😀');
    expect(text).toContain('né');
  });
});

describe('a digest', () => {
  const notice = (n: number, more: object = {}) => ({
    time: '2026-11-21T05:00:00.000Z',
    failed: false,
    title: 'Task completed',
    subject: [`task ${n}`],
    facts: [],
    project: 'shop',
    sessionId: 's',
    ...more,
  });
  const mailbox = mailboxOf(loopback(25));

  it('says in its subject how many events there are and how many failed', () => {
    const subject = (...notices: ReturnType<typeof notice>[]) => mailOf(notices, mailbox, 'k').subject;
    expect(subject(notice(1), notice(2, { failed: true }))).toBe('[hookline] 2 events in shop, 1 failed');
    expect(subject(notice(1), notice(2, { project: 'till' }))).toBe('[hookline] 2 events in shop and till');
    expect(subject(...[1, 2, 3].map((n) => notice(n, { project: `p${n}` })))).toBe(
      '[hookline] 3 events in 3 projects',
    );
  });

  it('belongs to the thread of a session when all of it does', () => {
    expect(mailOf([notice(1), notice(2)], mailbox, 'k').thread).toBeDefined();
    expect(mailOf([notice(1), notice(2, { sessionId: 't' })], mailbox, 'k').thread).toBeUndefined();
  });

  it('lists many events and tells the number of the rest', () => {
    const { text, html, subject } = mailOf(
      Array.from({ length: 620 }, (_, n) => notice(n)),
      mailbox,
      'k',
    );
    expect(subject).toContain('620 events');
    expect(text.match(/task \d+/g)).toHaveLength(500);
    for (const body of [text, html]) expect(body).toContain('And 120 more.');
  });
});
