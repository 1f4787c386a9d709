import type { EventName } from '@hookline/core';
import type { EventFields } from '@hookline/testkit';
import { describe, expect, it } from 'vitest';
import { deliver } from '../src/deliver.ts';
import type { SlackNotifyOptions } from '../src/index.ts';
import { messageContext } from './message-context.ts';
import { slackServer } from './slack-server.ts';

/** What Slack gets for an event. */
async function message<N extends EventName>(
  event: N,
  fields: EventFields<N> = {},
  options: SlackNotifyOptions = {},
) {
  const { origin, received } = await slackServer();
  await deliver(messageContext({ event, fields, options: { webhook_url: `${origin}/hook`, ...options } }));
  expect(received).toHaveLength(1);
  return received[0]?.body;
}

const at = { cwd: '/home/user/shop', sessionCwd: undefined, sessionId: 'session-1', model: 'gpt-5.5' };
const fieldsOf = (body: { attachments: { blocks: { fields?: { text: string }[] }[] }[] }): string[] =>
  body.attachments[0]?.blocks.at(-1)?.fields?.map(({ text }) => text) ?? [];
const subjectOf = (body: { attachments: { blocks: { text?: { text: string } }[] }[] }) =>
  body.attachments[0]?.blocks[0]?.text?.text;

describe('a message', () => {
  it('says of a failed command what a person needs to know', async () => {
    const body = await message('exec.after', {
      ...at,
      command: 'npm test',
      exitCode: 2,
      success: false,
      duration: 65_000,
    });
    const text = (one: string) => ({ type: 'mrkdwn', text: one, verbatim: true });
    expect(body).toEqual({
      text: ':x: Command failed in shop',
      attachments: [
        {
          color: 'danger',
          fallback: 'Command failed in shop',
          blocks: [
            { type: 'section', text: text('```npm test```') },
            {
              type: 'section',
              fields: [
                text('*Exit code*\n`2`'),
                text('*Duration*\n`1m 5s`'),
                text('*Project*\n`shop`'),
                text('*Model*\n`gpt-5.5`'),
                text('*Session*\n`session-1`'),
              ],
            },
          ],
        },
      ],
      unfurl_links: false,
      unfurl_media: false,
    });
  });

  it.each([
    ['session_start', { source: 'startup' }, ':rocket: Session started in shop', '#439fe0', undefined],
    ['session_end', { duration: 5_000 }, ':checkered_flag: Session ended in shop', '#439fe0', undefined],
    ['task_complete', { success: true }, ':white_check_mark: Task completed in shop', 'good', undefined],
    ['task_complete', { success: false }, ':x: Task failed in shop', 'danger', undefined],
    [
      'exec.after',
      { command: 'ls', exitCode: 0, success: true },
      ':white_check_mark: Command run in shop',
      'good',
      '```ls```',
    ],
    [
      'permission.request',
      { command: 'make install', justification: 'It writes to /usr.' },
      ':raised_hand: Permission asked in shop',
      'warning',
      '```make install\nIt writes to /usr.```',
    ],
    [
      'error.occurred',
      { error: 'stream disconnected', source: 'model', context: 'request 3' },
      ':rotating_light: Error of the model in shop',
      'danger',
      '```stream disconnected\nWhile: request 3```',
    ],
  ] as const)('has a title and a colour for %s (%#)', async (event, fields, text, color, subject) => {
    const body = await message(event as EventName, { ...at, ...fields } as never);
    expect(body.text).toBe(text);
    expect(body.attachments[0].color).toBe(color);
    expect(subjectOf(body)).toBe(subject);
  });

  it.each([
    ['here', '<!here>'],
    ['U012ABCDEF', '<@U012ABCDEF>'],
    ['S012ABCDEF', '<!subteam^S012ABCDEF>'],
  ])('calls %s to a failure, and to nothing else', async (mention, text) => {
    const failed = await message('task_complete', { ...at, success: false }, { mention });
    expect(failed.text).toBe(`:x: Task failed in shop ${text}`);
    const fine = await message('task_complete', { ...at, success: true }, { mention });
    expect(fine.text).not.toContain(text);
  });

  it('names no command and quotes no error where that is not wanted', async () => {
    const fields = { ...at, command: 'deploy --to shop', exitCode: 1, success: false };
    expect(JSON.stringify(await message('exec.after', fields, { details: false }))).not.toContain('deploy');
  });

  it('names the sub-agent that it is about', async () => {
    const body = await message('exec.after', { ...at, agent: { id: 'agent-1', type: 'reviewer' } });
    expect(fieldsOf(body)).toContain('*Sub-agent*\n`reviewer`');
  });

  it('names the project and not the path to it', async () => {
    const body = await message('task_complete', { ...at, cwd: '/home/secret-customer/shop', success: false });
    expect(JSON.stringify(body)).not.toContain('secret-customer');
  });
});

describe('what an event says', () => {
  const error = (text: string, more: object = {}) =>
    message('error.occurred', { ...at, error: text, source: 'model', context: undefined, ...more });

  it('calls nobody and links to nothing', async () => {
    const evil = '<!channel> <@U012ABCDEF> <https://evil.example|bank> & @here';
    const body = await error(evil, { cwd: '/home/user/@channel <!here>' });
    const json = JSON.stringify(body);
    expect(json).not.toMatch(/<[!@h]/);
    expect(body.text).toBe(':rotating_light: Error of the model in @\u200bchannel &lt;!here&gt;');
    expect(subjectOf(body)).toContain(
      '&lt;!channel&gt; &lt;@U012ABCDEF&gt; &lt;https://evil.example|bank&gt; &amp;',
    );
  });

  it.each([
    ['a ``` b', '```a `\u200b`\u200b` b```'],
    ['`', '```\u200b`\u200b```'],
    ['end`', '```end`\u200b```'],
  ])('never ends its block of code: %s', async (text, shown) => {
    expect(subjectOf(await error(text))).toBe(shown);
  });

  it('ends no code by a backtick in a fact', async () => {
    expect(fieldsOf(await error('x', { model: 'a`b *c*' }))).toContain('*Model*\n`aˋb *c*`');
  });

  it('shows what would hide or turn round, and keeps lines', async () => {
    const subject = subjectOf(await error('red \u001b[31m\r\u202eevil\u2066\nnext'));
    expect(subject).toBe('```red \\u001b[31m\\r\\u202eevil\\u2066\nnext```');
  });

  it('has no secret, also where the bound would cut one in two', async () => {
    const text = `${'x'.repeat(2_985)}hunter2hunter2`;
    expect(JSON.stringify(await error(text))).not.toContain('hunter2');
  });

  it.each(['&', '<', '\u0007', '😀', 'é', '\ud800', '`'])(
    'keeps to the bounds of Slack, escapes counted: %j',
    async (char) => {
      const long = char.repeat(20_000);
      const body = await error(long, { model: long, cwd: `/${long}`, sessionId: long });
      const [attachment] = body.attachments;
      expect(subjectOf(body)?.length).toBeLessThanOrEqual(3_000);
      expect(subjectOf(body)).not.toMatch(/&[a-z]{0,3}(?:…|$)/);
      expect(fieldsOf(body).length).toBeLessThanOrEqual(10);
      for (const field of fieldsOf(body)) expect(field.length).toBeLessThanOrEqual(2_000);
      expect(attachment.blocks.length).toBeLessThanOrEqual(50);
      expect(body.text.length).toBeLessThan(300);
    },
  );
});
