import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defineConfig } from '../src/define.ts';

describe('defineConfig', () => {
  it('returns the configuration unchanged', () => {
    const config = {
      hooks: { exec: [{ event: 'exec.before', command: ['echo'] }] },
      plugins: { guard: false },
    };
    expect(defineConfig(config)).toBe(config);
  });

  it('imports nothing at run time', () => {
    const text = readFileSync(new URL('../src/define.ts', import.meta.url), 'utf8');
    expect(text).not.toMatch(/^import (?!type )/m);
  });

  it('refuses what the reader would refuse, at compile time', () => {
    // @ts-expect-error a timeout is a number of seconds
    defineConfig({ hooks: { exec: [{ event: 'exec.before', timeout: '5' }] } });
    // @ts-expect-error a priority is one of three words
    defineConfig({ hooks: { exec: [{ event: 'exec.before', priority: 100 }] } });
    // @ts-expect-error no such setting
    defineConfig({ hooks: { timeout: 5 } });
    // @ts-expect-error the options of a plugin are a table
    defineConfig({ plugins: { guard: 1 } });
    expect(true).toBe(true);
  });
});
