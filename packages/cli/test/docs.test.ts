import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { cliPage } from '../scripts/cli-page.ts';

it('docs/cli.md is up to date; if not: npm run docs -w hookline', () => {
  expect(readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8')).toBe(cliPage());
});
