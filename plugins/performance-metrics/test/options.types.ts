/** What a configuration in code knows of this plugin: compiled, never run. */
import type { PluginOptions } from '@hookline/core';
import type { PerformanceMetricsOptions } from '../src/index.ts';

type Known = PluginOptions['performance-metrics'];

export const known: Known = { commands: 'none', keep_days: 30 } satisfies PerformanceMetricsOptions;
// @ts-expect-error whole commands are never kept.
export const wrong: Known = { commands: 'all' };
