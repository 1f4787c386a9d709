/** What a configuration in code knows of this plugin: compiled, never run. */
import type { PluginOptions } from '@hookline/core';
import type { SlackNotifyOptions } from '../src/index.ts';

type Known = PluginOptions['slack-notify'];

export const known: Known = {
  webhook_url: '${SLACK_WEBHOOK_URL}',
  min_duration: 30,
} satisfies SlackNotifyOptions;
// @ts-expect-error an event is one of those that can be told.
export const wrong: Known = { events: ['patch.before'] };
