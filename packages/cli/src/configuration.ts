/** Loads the configuration for a command. */
import { resolve } from 'node:path';
import { type LoadedConfig, loadConfig } from '@hookline/config';
import { BUNDLED_KINDS } from './bundled-kinds.ts';
import type { CommandContext } from './command-context.ts';

export interface ConfigurationRequest {
  /** `--config` or `--hooks-config`, as given. */
  readonly file?: string;
  /** Nothing but that file. */
  readonly only?: boolean;
  /** Whether a configuration or a plugin that is code may be imported. */
  readonly runCode: boolean;
}

/** The configuration in force for the working directory. */
export async function configurationFor(context: CommandContext, request: ConfigurationRequest): Promise<LoadedConfig> {
  const file = request.file ?? (context.env['HOOKLINE_CONFIG'] || undefined);
  return loadConfig({
    cwd: context.cwd,
    env: context.env,
    file: file === undefined ? undefined : resolve(context.cwd, file),
    only: request.only,
    kinds: await Promise.all(Object.values(BUNDLED_KINDS).map((load) => load())),
    runCode: request.runCode,
  });
}
