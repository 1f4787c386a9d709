/** A folder of the agent with files of usage in it, gone when the test ends. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type AnalyticsResult, type AnalyticsScope, analytics } from '../src/analytics.ts';

export const NOW = new Date('2026-11-21T12:00:00.000Z');

export interface Folder {
  readonly codexHome: string;
  readonly folder: string;
  write(name: string, ...lines: readonly (object | string)[]): string;
  report(args: readonly string[], scope?: Partial<AnalyticsScope>): AnalyticsResult;
}

export function makeFolder(): Folder {
  const codexHome = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-usage-')));
  onTestFinished(() => rmSync(codexHome, { recursive: true, force: true }));
  const folder = join(codexHome, 'analytics');
  mkdirSync(folder);
  return {
    codexHome,
    folder,
    write: (name, ...lines) => {
      const path = join(folder, name);
      const text = lines
        .map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`)
        .join('');
      writeFileSync(path, text);
      return path;
    },
    report: (args, scope) =>
      analytics(args, {
        codexHome,
        env: { LANG: 'C.UTF-8' },
        color: false,
        columns: 120,
        now: NOW,
        ...scope,
      }),
  };
}
