/** Finds hooks in the agent's own format: those that were moved under Hookline, and the agent's own when asked for. */
import { join } from 'node:path';
import type { Loading } from '../loading.ts';
import { AGENT_HOOKS_JSON_NAME, HOOKS_JSON_NAME } from './places.ts';

/** The files of one `.codex` folder that are there, the agent's own first. */
export function hooksJsonFiles(folder: string, loading: Loading): readonly string[] {
  const { agentHooks = false, file } = loading.options;
  const own = agentHooks && file === undefined ? [AGENT_HOOKS_JSON_NAME] : [];
  return [...own, HOOKS_JSON_NAME]
    .map((name) => join(folder, name))
    .filter((path) => loading.inputs.stat(path)?.isFile() === true);
}
