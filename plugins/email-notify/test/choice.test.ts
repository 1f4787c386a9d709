import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventName } from '@hookline/core';
import emailNotify from '@hookline/plugin-email-notify';
import { expectNoOpinion, recordedEvent, testPlugin } from '@hookline/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { EmailNotifyOptions } from '../src/index.ts';
import { loopback } from './mail-context.ts';
import { smtpMailbox } from './smtp-mailbox.ts';

/** What is handed over on an event. */
async function told(event: EventName, fields: object, options: EmailNotifyOptions = {}) {
  const hooklineHome = mkdtempSync(join(tmpdir(), 'hookline-choice-'));
  onTestFinished(() => rmSync(hooklineHome, { recursive: true, force: true }));
  const email = await testPlugin(emailNotify, { options: loopback(25, options), places: { hooklineHome } });
  const result = await email.run(event as 'task_complete', fields);
  expectNoOpinion(result);
  return { enqueued: result.enqueued.map(({ delivery }) => delivery), files: readdirSync(hooklineHome) };
}

describe('with nothing said', () => {
  it.each([
    ['task_complete', { success: true, duration: 60_000 }],
    ['task_complete', { success: false, duration: undefined }],
    ['permission.request', {}],
    ['error.occurred', { source: 'model' }],
  ] as const)('%s %j goes into a digest', async (event, fields) => {
    expect(await told(event, fields)).toEqual({ enqueued: ['digest'], files: ['email-notify'] });
  });

  it.each([
    ['task_complete', { success: true, duration: 59_999 }],
    ['task_complete', { success: true, duration: undefined }],
    ['error.occurred', { source: 'tool' }],
    ['error.occurred', { source: 'hook', context: 'hook email-notify on task_complete' }],
    ['session_start', {}],
    ['session_end', {}],
    ['exec.after', { success: false, exitCode: 1 }],
  ] as const)('%s %j does not', async (event, fields) => {
    expect(await told(event, fields)).toEqual({ enqueued: [], files: [] });
  });
});

it('hands over a mail for each event where it is to be sent at once, and keeps no file', async () => {
  const failed = { success: false };
  expect(await told('task_complete', failed, { mode: 'immediate' })).toEqual({
    enqueued: ['mail'],
    files: [],
  });
});

describe('the end of a session', () => {
  it('sends the digest where that is wanted, when there is one', async () => {
    const hooklineHome = mkdtempSync(join(tmpdir(), 'hookline-choice-'));
    onTestFinished(() => rmSync(hooklineHome, { recursive: true, force: true }));
    const options = loopback(25, { digest_at_session_end: true });
    const email = await testPlugin(emailNotify, { options, places: { hooklineHome } });
    expect((await email.run('session_end')).enqueued).toEqual([]);
    await email.run('task_complete', { success: false });
    const { enqueued } = await email.run('session_end');
    expect(enqueued.map(({ options: when }) => when)).toEqual([{ target: expect.stringMatching(/ now$/) }]);
  });

  it('is in the digest that it sends', async () => {
    const all = { digest_at_session_end: true, events: ['session_end'] } as const;
    expect((await told('session_end', {}, all)).enqueued).toEqual(['digest', 'digest']);
  });
});

it('sends what was handed over, made of the event that it was handed over on', async () => {
  const { port, mails } = await smtpMailbox();
  const email = await testPlugin(emailNotify, { options: loopback(port, { mode: 'immediate' }) });
  const event = recordedEvent('error.occurred', { error: 'stream disconnected', source: 'model' });
  await email.deliver('mail', {}, { event });
  expect(mails[0]?.text).toContain('    stream disconnected');
});

it('is a failure that decides nothing when what happened cannot be kept', async () => {
  const email = await testPlugin(emailNotify, {
    options: loopback(25),
    places: { hooklineHome: '/dev/null/home' },
  });
  const { outcome } = await email.run('task_complete', { success: false });
  expect(outcome.verdict).toBeUndefined();
  expect(outcome.failures).toMatchObject([{ code: 'HOOKLINE_STATE_UNAVAILABLE' }]);
});
