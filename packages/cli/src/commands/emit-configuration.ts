/**
 * Which hooks `hookline emit` runs: those of the configuration in force; with an event in the agent's own spelling also
 * those that the agent runs by itself; with `--hooks-json` nothing but the hooks of those files.
 */
import { resolve } from 'node:path';
import type { WaitingProject } from '@hookline/config';
import type { ConfigProblem, ResolvedConfig } from '@hookline/core/engine';
import { isNativeEvent } from '@hookline/host-codex';
import { configInForce } from '@hookline/runtime';
import type { JobSources } from '@hookline/runtime/spool';
import { type CommandContext, UsageError } from '../command-context.ts';
import { hooksJsonConfig } from '../hooks-json-config.ts';

/** What `emit` was told about it. */
export interface EmitConfigurationOptions {
  readonly config?: string;
  readonly hooksJson?: readonly string[];
}

/** The hooks to run, and what is wrong with their configuration. */
export interface EmitConfiguration {
  /** Undefined when it is broken. */
  readonly config?: ResolvedConfig;
  readonly problems: readonly ConfigProblem[];
  /** Set when hooks of the project wait for review. */
  readonly waiting?: WaitingProject;
}

/** The configuration for an event of that spelling. */
export async function emitConfiguration(
  name: string,
  options: EmitConfigurationOptions,
  sources: JobSources,
  { cwd, env }: CommandContext,
): Promise<EmitConfiguration> {
  const { hooksJson = [] } = options;
  if (hooksJson.length > 0) {
    if (options.config !== undefined) throw new UsageError('Give either --config or --hooks-json.');
    const { config, problems, broken } = await hooksJsonConfig(hooksJson, cwd, sources);
    return broken ? { problems } : { config, problems };
  }
  const named = options.config ?? (env['HOOKLINE_CONFIG'] || undefined);
  const file = named === undefined ? undefined : resolve(cwd, named);
  if (file === undefined && isNativeEvent(name)) {
    const { loadConfig, kinds } = await sources.loader();
    const { config, problems, broken, waiting } = await loadConfig({
      cwd,
      env,
      kinds,
      runCode: true,
      agentHooks: true,
    });
    return broken ? { problems } : { config, problems, waiting };
  }
  const inForce = await configInForce({ ...sources, named: options.config !== undefined }, cwd, file);
  return inForce.status === 'broken'
    ? { problems: inForce.problems }
    : { config: inForce.config, problems: [], waiting: inForce.waiting };
}
