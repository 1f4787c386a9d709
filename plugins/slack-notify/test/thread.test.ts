import { expect, it } from 'vitest';
import { deliver } from '../src/deliver.ts';
import { messageContext } from './message-context.ts';
import { slackServer } from './slack-server.ts';

const task = { event: 'task_complete', fields: { success: false } } as const;

it('puts the messages of a session into the thread that the first one began', async () => {
  const slack = await slackServer();
  const options = { bot_token: 'made-up', channel: 'C012ABCDEF', api_url: `${slack.origin}/api/` };
  const state = new Map<string, unknown>();
  for (let n = 0; n < 3; n++) await deliver(messageContext({ ...task, options, state }));
  await deliver(messageContext({ ...task, options: { ...options, channel: 'C2' }, state }));
  expect(slack.received.map(({ path }) => path)).toEqual(Array(4).fill('/api/chat.postMessage'));
  expect(slack.received[0]?.headers.authorization).toBe('Bearer made-up');
  expect(slack.received.map(({ body }) => [body.channel, body.thread_ts])).toEqual([
    ['C012ABCDEF', undefined],
    ['C012ABCDEF', '1700000000.000001'],
    ['C012ABCDEF', '1700000000.000001'],
    ['C2', undefined],
  ]);
});

it('begins no thread by a message that Slack did not take', async () => {
  const slack = await slackServer();
  const options = { bot_token: 'made-up', channel: 'C1', api_url: slack.origin };
  const state = new Map<string, unknown>();
  slack.replies.push({ status: 500 });
  await expect(deliver(messageContext({ ...task, options, state }))).rejects.toThrow();
  await deliver(messageContext({ ...task, options, state, attempt: 2 }));
  expect(slack.received.map(({ body }) => body.thread_ts)).toEqual([undefined, undefined]);
  expect([...state.values()]).toEqual(['1700000000.000002']);
});

it.each(['thread_not_found', 'message_not_found', 'cannot_reply_to_message'])(
  'begins another thread where the first one is gone: %s',
  async (error) => {
    const slack = await slackServer();
    const options = { bot_token: 'made-up', channel: 'C1', api_url: slack.origin };
    const state = new Map<string, unknown>([['thread C1', '1.5']]);
    slack.replies.push({ body: JSON.stringify({ ok: false, error }) });
    await deliver(messageContext({ ...task, options, state }));
    expect(slack.received.map(({ body }) => body.thread_ts)).toEqual(['1.5', undefined]);
    expect(state.get('thread C1')).toBe('1700000000.000002');
  },
);

it('says that a thread could not be remembered, and sends the message', async () => {
  const slack = await slackServer();
  const options = { bot_token: 'made-up', channel: 'C1', api_url: slack.origin };
  const warnings: string[] = [];
  const ctx = messageContext({ ...task, options, warnings });
  await deliver({ ...ctx, state: { get: () => undefined, set: () => false } });
  expect(slack.received).toHaveLength(1);
  expect(warnings).toEqual([expect.stringContaining('another one')]);
});
