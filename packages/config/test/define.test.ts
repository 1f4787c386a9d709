import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defineConfig, type HooklineConfig } from '../src/define.ts';

interface LintOptions {
  readonly level?: 'low' | 'high';
}

declare module '@hookline/core' {
  interface PluginOptions {
    lint: LintOptions;
  }
}

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

  it('checks the options of a plugin that it knows, and takes any of one that it does not', () => {
    defineConfig({ plugins: { lint: { level: 'high' }, '@hookline/plugin-lint': { level: 'low' } } });
    defineConfig({ plugins: { lint: false, guard: true, './policy.mjs': { whatever: [1] } } });
    const typed: HooklineConfig = { plugins: { lint: { level: 'low' }, guard: { any: 1 }, other: false } };
    expect(defineConfig(typed)).toBe(typed);
    // @ts-expect-error a level is one of two words
    defineConfig({ plugins: { lint: { level: 'middle' }, guard: {} } });
    // @ts-expect-error no such option
    defineConfig({ plugins: { lint: { levle: 'high' } } });
    // @ts-expect-error the same under the name of its package
    defineConfig({ plugins: { '@hookline/plugin-lint': { level: 'middle' } } });
    // @ts-expect-error a plugin is switched by true and false
    defineConfig({ plugins: { lint: 'off' } });
    // @ts-expect-error the options of a plugin that is not known are a table, too
    defineConfig({ plugins: { guard: [] } });
  });
});
