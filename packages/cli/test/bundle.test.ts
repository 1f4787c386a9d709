import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const bundle = new URL('../dist/bundle/', import.meta.url);
const hook = readFileSync(new URL('hook.cjs', bundle), 'utf8');

describe('the bundle of hookline hook', () => {
  it.each([
    'ZodError',
    'cosmiconfig',
    'execa',
    'smol-toml',
    'commander',
    'jsonc-parser',
    'modelcontextprotocol',
  ])('holds nothing of what an ordinary event does not need: %s', (trace) => {
    expect(hook.includes(trace)).toBe(false);
  });

  it('leaves what only some hooks need in files of their own', () => {
    for (const part of ['exec.cjs', 'webhook.cjs', 'mcp-tool.cjs']) {
      expect(hook).toContain(`./${part}`);
      expect(statSync(new URL(part, bundle)).size).toBeGreaterThan(1_000);
    }
  });

  it('stays small: every byte is read for every event', () => {
    expect(hook.length).toBeLessThan(120_000);
  });

  it('is plain ASCII, because it is read as one byte a character', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII is what is meant.
    expect(/^[\x00-\x7f]*$/.test(hook)).toBe(true);
  });
});
