/** What is imported for every event, and what only when a command is judged. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const MAIN = fileURLToPath(import.meta.resolve('@hookline/plugin-security-scan'));
const ENGINE = MAIN.replace(/index\.js$/, 'engine.cjs');

describe('the built plugin', () => {
  it('is imported without the engine, which is loaded by the first command', async () => {
    const { cache } = createRequire(MAIN);
    const { assess } = (await import(MAIN)) as typeof import('../src/index.ts');
    expect(Object.keys(cache)).not.toContain(ENGINE);
    expect(assess('rm -rf /', { cwd: '/repo' }).verdict).toBe('deny');
    expect(Object.keys(cache)).toContain(ENGINE);
  });

  it('stays small where it is imported for every event', () => {
    expect(readFileSync(MAIN).length).toBeLessThan(110_000);
  });

  it('names the engine by a path that an approval of the plugin finds', () => {
    expect(readFileSync(MAIN, 'utf8')).toContain('"./engine.cjs"');
  });
});
