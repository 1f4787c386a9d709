/** Folders of the agent and of Hookline, gone when the test ends, and the plugin in them. */
import { appendFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import performanceMetrics from '@hookline/plugin-performance-metrics';
import { type RunResult, testPlugin } from '@hookline/testkit';
import { onTestFinished } from 'vitest';

export type EventName = (typeof performanceMetrics.events)[number];

export interface Places {
  readonly codexHome: string;
  readonly hooklineHome: string;
  /** The folder of the files. */
  readonly analytics: string;
  write(name: string, ...lines: readonly (object | string)[]): void;
  /** A plugin whose lines are appended as Hookline does. */
  plugin(options?: object): Promise<{ run(name: EventName, fields?: object): Promise<RunResult> }>;
}

export function makePlaces(): Places {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-performance-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const [codexHome, hooklineHome] = [join(root, 'codex'), join(root, 'hookline')];
  const analytics = join(codexHome, 'analytics');
  for (const folder of [codexHome, analytics, hooklineHome]) mkdirSync(folder);
  return {
    codexHome,
    hooklineHome,
    analytics,
    write: (name, ...lines) =>
      writeFileSync(
        join(analytics, name),
        lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
      ),
    plugin: async (options = {}) => {
      const plugin = await testPlugin(performanceMetrics, { options, places: { codexHome, hooklineHome } });
      return {
        run: async (name, fields = {}) => {
          const result = await plugin.run(name, fields);
          for (const { file, line } of result.lines) appendFileSync(file, `${line}\n`);
          return result;
        },
      };
    },
  };
}
