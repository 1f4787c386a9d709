/** A configuration that is nothing but some `hooks.json` files: for who runs such hooks without an agent. */
import { resolve } from 'node:path';
import { type ConfigProblem, DEFAULT_SETTINGS, type ResolvedConfig } from '@hookline/core/engine';
import type { ConfigSource } from '@hookline/runtime';

/** The hooks of the files, and what is wrong with them. */
export interface HooksJsonConfig {
  readonly config: ResolvedConfig;
  readonly problems: readonly ConfigProblem[];
  /** True when a file as a whole cannot be used. */
  readonly broken: boolean;
}

/** Reads files in the format of a `hooks.json`; paths are relative to `cwd`. */
export async function hooksJsonConfig(
  files: readonly string[],
  cwd: string,
  source: Pick<ConfigSource, 'env' | 'loader'>,
): Promise<HooksJsonConfig> {
  const { loadConfig, kinds } = await source.loader();
  const loaded = [];
  for (const file of files) {
    loaded.push(
      await loadConfig({
        cwd,
        env: source.env,
        file: resolve(cwd, file),
        only: true,
        asHooksJson: true,
        kinds,
        runCode: false,
      }),
    );
  }
  return {
    config: {
      settings: DEFAULT_SETTINGS,
      plugins: [],
      entries: loaded.flatMap(({ config }) => config.entries),
      files: loaded.flatMap(({ config }) => config.files),
    },
    problems: loaded.flatMap(({ problems }) => problems),
    broken: loaded.some(({ broken }) => broken),
  };
}
