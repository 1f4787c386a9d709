/** Loads the configuration for a command. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type LoadedConfig, loadConfig } from '@hookline/config';
import type { ConfigProblem } from '@hookline/core/engine';
import { withSwitch } from '@hookline/runtime';
import { BUNDLED_KINDS } from './bundled-kinds.ts';
import type { CommandContext } from './command-context.ts';
import { provideCore } from './hook/provide-core.ts';

export interface ConfigurationRequest {
  /** `--config` or `--hooks-config`, as given. */
  readonly file?: string;
  /** What that file would say, before it is written. */
  readonly text?: string;
  /** Nothing but that file. */
  readonly only?: boolean;
  /** Whether a configuration or a plugin that is code may be imported. */
  readonly runCode: boolean;
  /** The person has named the file for this run, which approves it. */
  readonly named?: boolean;
  /** Tell what is approved also where `HOOKLINE_TRUST=all` makes it count for nothing. */
  readonly review?: boolean;
  /** Also the hooks that the agent runs by itself, which `emit` raises as the agent would. */
  readonly agentHooks?: boolean;
}

/** The configuration in force for the working directory. */
export async function configurationFor(
  context: CommandContext,
  request: ConfigurationRequest,
): Promise<LoadedConfig> {
  const file = request.file ?? (context.env['HOOKLINE_CONFIG'] || undefined);
  // A plugin that is imported here finds the authoring API as it does in the hook, with or without a node_modules.
  provideCore();
  const loaded = await loadConfig({
    cwd: context.cwd,
    env: context.env,
    file: file === undefined ? undefined : resolve(context.cwd, file),
    ...(request.text === undefined ? {} : { text: request.text }),
    only: request.only,
    kinds: await Promise.all(Object.values(BUNDLED_KINDS).map((load) => load())),
    runCode: request.runCode,
    named: request.named,
    review: request.review,
    agentHooks: request.agentHooks,
  });
  return {
    ...loaded,
    config: withSwitch(loaded.config, context.env),
    problems: aboutNamedFile(loaded.problems),
  };
}

/** The problems, with more said of a file that was named and is none. */
export function aboutNamedFile(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  return problems.map((problem) => {
    if (problem.code !== 'HOOKLINE_CONFIG_NOT_FOUND' || problem.severity !== 'error') return problem;
    const isFolder = statSync(problem.file, { throwIfNoEntry: false })?.isDirectory() === true;
    return {
      ...problem,
      message: `The configuration that was named ${isFolder ? 'is a folder' : 'does not exist'}.`,
      fix: 'Give the path of a hooks.toml (npx hookline init makes one), or of a hooks.json.',
    };
  });
}
