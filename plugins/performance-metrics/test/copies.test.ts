/** A plugin imports no other one. What both plugins of the folder `analytics/` need is there twice, and must stay the same. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it.each(['amounts', 'arguments', 'day-files', 'durations', 'program', 'retention', 'shell-words', 'table'])(
  '%s.ts is that of usage-analytics',
  (name) => {
    const text = (plugin: string): string =>
      readFileSync(new URL(`../../${plugin}/src/${name}.ts`, import.meta.url), 'utf8');
    expect(text('performance-metrics')).toBe(text('usage-analytics'));
  },
);
