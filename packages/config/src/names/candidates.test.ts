import { describe, expect, it } from 'vitest';
import { candidatesFor } from './candidates.ts';

describe('names of plugins and presets', () => {
  it.each([
    ['plugin', 'security-scan', ['@hookline/plugin-security-scan', 'hookline-plugin-security-scan']],
    ['plugin', 'hookline-plugin-x', ['hookline-plugin-x']],
    ['plugin', '@acme/x', ['@acme/hookline-plugin-x', '@acme/x']],
    ['plugin', '@acme/hookline-plugin-x', ['@acme/hookline-plugin-x']],
    ['plugin', '@hookline/plugin-x', ['@hookline/plugin-x']],
    ['plugin', '@hookline/x', ['@hookline/plugin-x', '@hookline/x']],
    ['preset', 'recommended', ['@hookline/preset-recommended', 'hookline-preset-recommended']],
    ['preset', '@acme/hookline-preset', ['@acme/hookline-preset']],
    ['preset', '@acme', ['@acme/hookline-preset']],
  ] as const)('a %s called %j may be %j', (kind, name, names) => {
    expect(candidatesFor(kind, name)).toEqual({ as: 'packages', names });
  });

  it.each(['./policy.mjs', '../up/policy.mjs', '/srv/policy.mjs'])('takes %j for a file', (path) => {
    expect(candidatesFor('plugin', path)).toEqual({ as: 'file', path });
  });

  it.each([
    'https://example.com/x.js',
    'git+ssh://git@example.com/x',
    'git@example.com:x/y',
    'data:text/javascript,0',
    'file:///srv/x.mjs',
    'npm:x',
    'node:fs',
    '//example.com/x',
    '@acme/../x',
    'a/b/c',
    '..',
    '',
    'x\\y',
  ])('refuses %j', (name) => {
    expect(candidatesFor('plugin', name)).toMatchObject({ as: 'refused' });
  });
});
