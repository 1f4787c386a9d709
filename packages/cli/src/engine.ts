/**
 * The hooks of a `hooks.json` without an agent: `import { runHooks } from 'hookline/engine'`. For programs that want to
 * call the hooks that people have already, by the rules that these were written for.
 */
import type { ConfigProblem, HostReply, Outcome } from '@hookline/core/engine';
import { HooklineError } from '@hookline/core/errors';
import { codex, isNativeEvent } from '@hookline/host-codex';
import { EventRun, homesOf } from '@hookline/runtime';
import { completedPayload } from './commands/native-by-hand.ts';
import { hooksJsonConfig } from './hooks-json-config.ts';
import { runtimeSources } from './runtime-sources.ts';

/** What to run. */
export interface RunHooksOptions {
  /** Files in the format of a `hooks.json`; relative ones start from `cwd`. */
  readonly files: readonly string[];
  /** The agent's own name of the event, `PreToolUse`. */
  readonly event: string;
  /** The fields that the agent would send; what is left out is filled in where that needs no agent. */
  readonly payload?: Readonly<Record<string, unknown>>;
  /** The folder that the agent works in, and the hooks. Default: the working directory. */
  readonly cwd?: string;
  /** The environment of the hooks. Default: `process.env`. */
  readonly env?: NodeJS.ProcessEnv;
  /** When aborted, what still runs is ended with all it has started. */
  readonly signal?: AbortSignal;
}

/** What came of it. */
export interface RunHooksResult {
  /** What the hooks together answer, in the form that the agent takes. */
  readonly reply: HostReply;
  /** The same for a program: verdict, context, rewritten input, failures, and what ran how long. */
  readonly outcome: Outcome;
  /** What is wrong with the files; a handler that cannot be run is named here and among the failures. */
  readonly problems: readonly ConfigProblem[];
}

/**
 * Runs all hooks of an event, concurrently and each to its end, and folds their answers.
 *
 * @throws HooklineError `HOOKLINE_USAGE` for an event that the agent does not have, `HOOKLINE_CONFIG_INVALID` for a file
 * that cannot be used, `HOOKLINE_HOST_PAYLOAD_INVALID` for a payload that lacks what must be judged.
 */
export async function runHooks(options: RunHooksOptions): Promise<RunHooksResult> {
  const { event, cwd = process.cwd(), env = process.env, signal = new AbortController().signal } = options;
  if (!isNativeEvent(event)) {
    throw new HooklineError('HOOKLINE_USAGE', {
      what: `The agent has no event "${event}".`,
      fix: 'Name it as a hooks.json does, PreToolUse for instance.',
    });
  }
  const sources = runtimeSources({ env, homes: homesOf(env) }, signal);
  const { config, problems, broken } = await hooksJsonConfig(options.files, cwd, sources);
  const [first] = problems.filter(({ severity }) => severity === 'error');
  if (broken && first) {
    const place = [first.file, first.line, first.column].filter((part) => part !== undefined).join(':');
    throw new HooklineError(first.code, { what: first.message, where: place, fix: first.fix });
  }
  const payload = completedPayload(event, options.payload ?? {}, { sessionId: 'library', cwd });
  const decoded = codex.decode(JSON.stringify(payload), { now: new Date(), env, event });
  if (!decoded.ok) throw decoded.error;
  const run = new EventRun({
    ...sources,
    config,
    rewrite: (original, change) => codex.rewrite(original, change),
  });
  const outcome = await run.dispatch(decoded.events[0]);
  await run.finish();
  return { reply: codex.encode(outcome, event), outcome, problems };
}
