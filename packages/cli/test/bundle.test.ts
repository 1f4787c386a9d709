import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    for (const part of ['exec.cjs', 'command.cjs', 'webhook.cjs', 'mcp-tool.cjs']) {
      expect(hook).toContain(`./${part}`);
      expect(statSync(new URL(part, bundle)).size).toBeGreaterThan(1_000);
    }
  });

  it('stays small: every byte is read for every event', () => {
    expect(hook.length).toBeLessThan(132_500);
  });

  it('is plain ASCII, because it is read as one byte a character', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII is what is meant.
    expect(/^[\x00-\x7f]*$/.test(hook)).toBe(true);
  });
});

describe('the code cache', () => {
  it('of another bundle is not taken, even one of the same size and time', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hookline-cache-'));
    try {
      copyFileSync(new URL('start.cjs', bundle), join(folder, 'start.cjs'));
      const said = (word: string): string => {
        const file = join(folder, 'hook.cjs');
        writeFileSync(file, `function judge() { return '${word}'; }\nprocess.stdout.write(judge());\n`);
        utimesSync(file, 1, 1);
        const env = { ...process.env, HOOKLINE_HOME: join(folder, 'home') };
        return spawnSync(process.execPath, [join(folder, 'start.cjs')], { env, encoding: 'utf8' }).stdout;
      };
      expect([said('allow'), said('allow'), said('deny!'), said('deny!')]).toEqual([
        'allow',
        'allow',
        'deny!',
        'deny!',
      ]);
      expect(readdirSync(join(folder, 'home', 'cache'))).toHaveLength(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
