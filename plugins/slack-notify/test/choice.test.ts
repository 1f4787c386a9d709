import type { EventName } from '@hookline/core';
import slackNotify from '@hookline/plugin-slack-notify';
import { expectNoOpinion, recordedEvent, testPlugin } from '@hookline/testkit';
import { describe, expect, it } from 'vitest';
import type { SlackNotifyOptions } from '../src/index.ts';
import { slackServer } from './slack-server.ts';

const webhook = { webhook_url: '${SLACK_WEBHOOK_URL}' };
const env = {
  SLACK_WEBHOOK_URL: 'https://hooks.slack.com/services/T0/B0/made-up',
  SLACK_BOT_TOKEN: 'made-up',
};

/** What is handed over on an event. */
async function told(event: EventName, fields: object, options: Partial<SlackNotifyOptions> = {}) {
  const slack = await testPlugin(slackNotify, { options: { ...webhook, ...options }, env });
  const result = await slack.run(event as 'task_complete', fields);
  expectNoOpinion(result);
  expect(result.requests).toEqual([]);
  return result.enqueued;
}

describe('with nothing said', () => {
  it.each([
    ['task_complete', { success: true, duration: 60_000 }],
    ['task_complete', { success: false, duration: 5 }],
    ['task_complete', { success: false, duration: undefined }],
    ['permission.request', {}],
    ['error.occurred', { source: 'model' }],
    ['error.occurred', { source: 'hook', context: 'hook session-log on task_complete' }],
  ] as const)('the channel is told of %s %j', async (event, fields) => {
    expect(await told(event, fields)).toHaveLength(1);
  });

  it.each([
    ['task_complete', { success: true, duration: 59_999 }],
    ['task_complete', { success: true, duration: undefined }],
    ['error.occurred', { source: 'tool' }],
    ['error.occurred', { source: 'hook', context: 'hook slack-notify on task_complete' }],
    ['session_start', {}],
    ['session_end', {}],
    ['exec.after', { success: false, exitCode: 1 }],
  ] as const)('the channel is not told of %s %j', async (event, fields) => {
    expect(await told(event, fields)).toEqual([]);
  });
});

describe('an option', () => {
  const everything = { events: [...slackNotify.events], min_duration: 0, tool_errors: true };

  it.each([...slackNotify.events])('can have %s told', async (event) => {
    expect(await told(event, {}, everything)).toHaveLength(1);
  });

  it.each([
    ['task_complete', { success: true }, 0],
    ['task_complete', { success: false }, 1],
    ['exec.after', { success: true, exitCode: 0 }, 0],
    ['exec.after', { success: undefined, exitCode: 3 }, 1],
    ['error.occurred', { source: 'tool' }, 1],
    ['permission.request', {}, 0],
    ['session_start', {}, 0],
    ['session_end', {}, 0],
  ] as const)('only_failures: of %s %j there are %i', async (event, fields, count) => {
    expect(await told(event, fields, { ...everything, only_failures: true })).toHaveLength(count);
  });

  it.each([
    [0, undefined, 1],
    [1.5, 1_499, 0],
    [1.5, 1_500, 1],
  ])('min_duration = %d: of a task of %s ms there are %i', async (min_duration, duration, count) => {
    expect(await told('task_complete', { success: true, duration }, { min_duration })).toHaveLength(count);
  });
});

it('stores nothing but which thread it belongs to', async () => {
  expect(await told('task_complete', { success: false, sessionId: 'session-1' })).toEqual([
    { delivery: 'message', data: {}, options: { target: 'webhook session-1' } },
  ]);
  const bot = { webhook_url: undefined, bot_token: '${SLACK_BOT_TOKEN}', channel: '#agents' };
  expect(await told('task_complete', { success: false, sessionId: 'session-1' }, bot)).toEqual([
    { delivery: 'message', data: {}, options: { target: '#agents session-1' } },
  ]);
});

it('sends what was handed over, made of the event that it was handed over on', async () => {
  const server = await slackServer();
  const slack = await testPlugin(slackNotify, {
    options: webhook,
    env: { SLACK_WEBHOOK_URL: `${server.origin}/hook` },
    fetch: ({ url, method, headers, body }) => fetch(url, { method, headers, body }),
  });
  const event = recordedEvent('error.occurred', { error: 'stream disconnected', source: 'model' });
  await slack.deliver('message', {}, { event });
  expect(server.received.map(({ path }) => path)).toEqual(['/hook']);
  expect(JSON.stringify(server.received[0]?.body)).toContain('stream disconnected');
});
