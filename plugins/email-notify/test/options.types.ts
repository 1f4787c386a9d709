/** What a configuration in code knows of this plugin: compiled, never run. */
import type { PluginOptions } from '@hookline/core';
import type { EmailNotifyOptions } from '../src/index.ts';

type Known = PluginOptions['email-notify'];

export const known: Known = { host: 'smtp.example.com', mode: 'digest' } satisfies EmailNotifyOptions;
// @ts-expect-error a mode is one of those that there are.
export const wrong: Known = { mode: 'daily' };
