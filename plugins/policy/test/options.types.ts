/** What a configuration in code knows of this plugin: compiled, never run. */
import type { PluginOptions } from '@hookline/core';
import type { PolicyOptions } from '../src/index.ts';

type Known = PluginOptions['policy'];

export const known: Known = {
  default: 'deny',
  rules: [{ action: 'ask', reason: 'Asks first.', command: ['git push'], time: 'mon-fri' }],
} satisfies PolicyOptions;
// @ts-expect-error an action is one of three.
export const wrong: Known = { rules: [{ action: 'block' }] };
// @ts-expect-error a condition is one of those that there are.
export const unknown: Known = { rules: [{ action: 'allow', folder: 'src' }] };
