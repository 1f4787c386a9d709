/** What a configuration in code knows of this plugin: compiled, never run. */
import type { PluginOptions } from '@hookline/core';
import type { QualityGateOptions } from '../src/index.ts';

type Known = PluginOptions['quality-gate'];

export const known: Known = {
  checks: ['npm test', { command: ['npm', 'run', 'lint'] }],
} satisfies QualityGateOptions;
// @ts-expect-error without checks there is no gate.
export const nothing: Known = { attempts: 2 };
// @ts-expect-error what a timeout means is one of two.
export const wrong: Known = { checks: ['x'], on_timeout: 'deny' };
