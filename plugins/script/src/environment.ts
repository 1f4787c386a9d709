/**
 * The variables that a script sees besides those of the hook itself. What the event does not have is absent, never
 * empty; what cannot be passed whole is cut and named in `CODEX_TRUNCATED`: the whole is always on stdin.
 */
import type { LifecycleEvent, PatchFile, ResolvedEntry } from '@hookline/core';
import { interpolate } from '@hookline/core/entry';
import { type Passable, passable, passableJson } from './passable.ts';
import { argvOf } from './shell-words.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The fields of all events, each there only where the event has it. */
interface AnyFields {
  readonly prompt?: unknown;
  readonly success?: unknown;
  readonly duration?: unknown;
  readonly command?: unknown;
  readonly exitCode?: unknown;
  readonly files?: unknown;
  readonly error?: unknown;
  readonly context?: unknown;
  readonly server?: unknown;
  readonly tool?: unknown;
  readonly toolName?: unknown;
  readonly data?: unknown;
}

type Read = (event: LifecycleEvent & AnyFields) => Passable | undefined;

const plain = (value: unknown): Passable | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? passable(String(value)) : undefined;
  if (typeof value === 'boolean') return passable(String(value));
  return typeof value === 'string' && value !== '' ? passable(value) : undefined;
};

const filesOf = (files: unknown): readonly PatchFile[] =>
  Array.isArray(files) ? (files as PatchFile[]) : [];

const targetFiles: Read = ({ files }) => {
  const paths = filesOf(files).map((file) => file.path);
  if (paths.length === 0) return undefined;
  let kept = paths.length;
  let list = JSON.stringify(paths);
  while (kept > 0 && !passable(list).whole) {
    kept = Math.floor(kept / 2);
    list = JSON.stringify(paths.slice(0, kept));
  }
  return { text: list, whole: kept === paths.length };
};

/** What is left of a cut line tells nothing of the whole: it is not taken apart. */
const argv = (command: string): Passable =>
  passableJson(command, (line) => (line === command ? argvOf(line) : ['bash', '-lc', line]));

/** In the order of the reference. */
const VARIABLES: Readonly<Record<string, Read>> = {
  CODEX_EVENT_TYPE: (event) => plain(event.type),
  CODEX_SESSION_ID: (event) => plain(event.sessionId),
  CODEX_TIMESTAMP: (event) => plain(event.timestamp),
  CODEX_MODEL: (event) => plain(event.model),
  CODEX_PROVIDER: (event) => plain(event.provider),
  CODEX_WORKDIR: (event) => plain(event.cwd),
  CODEX_TASK_ID: (event) => plain(event.taskId),
  CODEX_PROMPT: (event) => plain(event.prompt),
  CODEX_SUCCESS: (event) => plain(event.success),
  CODEX_DURATION: ({ duration }) => plain(typeof duration === 'number' ? Math.round(duration) : undefined),
  CODEX_COMMAND: ({ command }) => (typeof command === 'string' ? argv(command) : undefined),
  CODEX_COMMAND_LINE: (event) => plain(event.command),
  CODEX_EXIT_CODE: (event) => plain(event.exitCode),
  CODEX_TARGET_FILE: (event) => plain(filesOf(event.files)[0]?.path),
  CODEX_TARGET_FILES: targetFiles,
  CODEX_ERROR: (event) => plain(event.error),
  CODEX_CONTEXT: (event) => plain(event.context),
  CODEX_MCP_SERVER: (event) => plain(event.server),
  CODEX_MCP_TOOL: (event) => plain(event.tool),
  CODEX_TOOL_NAME: (event) => plain(event.toolName),
  CODEX_AGENT_ID: ({ agent }) => plain(agent?.id),
  CODEX_AGENT_TYPE: ({ agent }) => plain(agent?.type),
  CODEX_DATA: ({ data }) => (data === undefined ? undefined : passable(JSON.stringify(data) ?? '')),
};

const FIXED: Readonly<Record<string, string>> = { CODEX_HOOK_TYPE: 'script', CODEX_HOOKS_ENABLED: 'true' };

/** All names that may be set, for tables. */
export const VARIABLE_NAMES: readonly string[] = [
  ...Object.keys(VARIABLES),
  'CODEX_PATCH_FILE',
  ...Object.keys(FIXED),
  'CODEX_TRUNCATED',
];

/** Set in everything that a script started: what it sees of these variables tells of another event. */
const RUN_MARK = 'HOOKLINE_RUN_ID';

/** What the variables are made from besides the event. */
export interface EnvironmentSources {
  /** The environment of the hook. */
  readonly env: Environment;
  readonly patchFile: string | undefined;
  /** What else was cut: arguments. */
  readonly cut: readonly string[];
}

/**
 * What to add to the environment of the hook for one run; undefined takes a variable away.
 *
 * @throws HooklineError `HOOKLINE_ENTRY_VARIABLE_UNSET`.
 */
export function environmentOf(
  entry: ResolvedEntry,
  event: LifecycleEvent,
  { env, patchFile, cut }: EnvironmentSources,
): Environment {
  const added: Record<string, string | undefined> = {};
  const truncated: string[] = [];
  if (env[RUN_MARK] !== undefined) for (const name of VARIABLE_NAMES) added[name] = undefined;
  for (const [name, read] of Object.entries(VARIABLES)) {
    const value = read(event);
    if (value === undefined) continue;
    added[name] = value.text;
    if (!value.whole) truncated.push(name);
  }
  if (patchFile !== undefined) added['CODEX_PATCH_FILE'] = patchFile;
  Object.assign(added, FIXED);
  truncated.push(...cut);
  if (truncated.length > 0) added['CODEX_TRUNCATED'] = truncated.join(',');
  for (const [name, value] of Object.entries(entry.environment)) added[name] = interpolate(value, { env });
  return added;
}
