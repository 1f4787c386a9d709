/** What a configuration in code knows of this plugin: compiled, never run. */
import type { PluginOptions } from '@hookline/core';
import type { UsageAnalyticsOptions } from '../src/index.ts';

type Known = PluginOptions['usage-analytics'];

export const known: Known = { commands: 'none', keep_days: 30 } satisfies UsageAnalyticsOptions;
// @ts-expect-error whole commands are never kept.
export const wrong: Known = { commands: 'all' };
