import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorsPage, eventsPage } from '../scripts/documents.ts';

const read = (name: string): string =>
  readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');

describe('the pages that are made from the code', () => {
  it.each([
    ['errors.md', errorsPage],
    ['events.md', eventsPage],
  ])('docs/%s is up to date; if not: npm run docs -w @hookline/core', (name, made) => {
    expect(read(name)).toBe(made());
  });
});
