import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { cliPage } from '../scripts/cli-page.ts';
import { configKeysPage } from '../scripts/config-keys-page.ts';

it.each([
  ['cli.md', cliPage],
  ['config-keys.md', configKeysPage],
])('docs/%s is up to date; if not: npm run docs -w hookline', (name, page) => {
  expect(readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8')).toBe(page());
});
