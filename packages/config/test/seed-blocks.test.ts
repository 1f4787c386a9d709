import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lines, tempProject } from './temp-project.ts';

const document = readFileSync(new URL('./fixtures/codex-lifecycle-hooks.md', import.meta.url), 'utf8');

/** The TOML blocks of the document that configure hooks. */
const blocks = [...document.matchAll(/```toml\n([\s\S]*?)```/g)]
  .map((match) => match[1] ?? '')
  .filter((text) => text.includes('[hooks'));

describe('the configuration blocks of the lifecycle hooks document', () => {
  it('are all found', () => {
    expect(blocks.length).toBeGreaterThan(18);
  });

  it.each(blocks.map((text, index) => ({ index, text })))(
    'block $index loads without an error',
    async ({ text }) => {
      const project = tempProject({ 'hooks.toml': text });
      const loaded = await project.load();
      expect(lines(loaded, project.root).filter((line) => line.startsWith('error'))).toEqual([]);
      expect(loaded.broken).toBe(false);
    },
  );
});

/** A line that no block may have, put right after the first header; the mistake must be found in that very line. */
const mistakes = [
  { name: 'an unknown key', header: /^\[\[hooks\.\w+\]\]$/, line: 'tiemout = 5', column: 1 },
  {
    name: 'a text for a number',
    header: /^\[\[hooks\.\w+\]\]$/,
    line: 'timeout = "5"',
    column: 11,
    replaces: 'timeout',
  },
  {
    name: 'an event that does not exist',
    header: /^\[\[hooks\.\w+\]\]$/,
    line: 'event = "no.such"',
    column: 9,
    replaces: 'event',
  },
  {
    name: 'a text that is not closed',
    header: /^\[/,
    line: 'description = "x',
    column: 17,
    replaces: 'description',
  },
  { name: 'an unknown setting', header: /^\[hooks\]$/, line: 'enabeld = true', column: 1 },
  {
    name: 'a number for a text',
    header: /^\[hooks\.\w+\.(environment|headers)\]$/,
    line: 'X = 5',
    column: 5,
  },
];

const planted = blocks.flatMap((text, index) =>
  mistakes.flatMap(({ name, header, line, column, replaces }) => {
    const rows = text.split('\n').filter((row) => !replaces || !row.startsWith(`${replaces} `));
    const at = rows.findIndex((row) => header.test(row));
    return at < 0
      ? []
      : [{ index, name, text: rows.toSpliced(at + 1, 0, line).join('\n'), line: at + 2, column }];
  }),
);

describe('a mistake planted in a block of the document', () => {
  it('is planted in every block', () => {
    expect(new Set(planted.map(({ index }) => index)).size).toBe(blocks.length);
  });

  it.each(planted)('block $index: $name is found at its line and column', async ({ text, line, column }) => {
    const loaded = await tempProject({ 'hooks.toml': text }).load();
    const errors = loaded.problems.filter(({ severity }) => severity === 'error');
    expect(errors).toMatchObject([{ line, column }]);
  });
});
