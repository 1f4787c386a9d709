/** What a configuration in code knows of this plugin: compiled, never run. */
import type { PluginOptions } from '@hookline/core';
import type { SessionLogOptions } from '../src/index.ts';

type Known = PluginOptions['session-log'];

export const known: Known = { file: 'log.txt', format: 'text' } satisfies SessionLogOptions;
// @ts-expect-error a format is one of those that there are.
export const wrong: Known = { format: 'xml' };
