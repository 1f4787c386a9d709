import { type ChildResult, runChild, type SignalPlan } from './child.ts';
import { type CodexItem, type ItemSummary, summariseItems } from './codex-items.ts';
import { type ModelView, viewOf } from './model-view.ts';
import type { Stage } from './stage.ts';
import { changedFiles, fingerprint } from './tree.ts';

/** One line of `codex exec --json`. */
export interface CodexEvent {
  readonly type: string;
  readonly item?: CodexItem;
  readonly message?: string;
  readonly error?: { readonly message?: string };
  readonly [field: string]: unknown;
}

/** What a run did: as the process tells it, as the model saw it, and as the disk proves it. */
export interface CodexRun extends ChildResult, ItemSummary, ModelView {
  /** The lines of stdout that are JSON. */
  readonly events: readonly CodexEvent[];
  /** Messages of the error items and of failed turns. */
  readonly errors: readonly string[];
  /** Files of the repository that appeared, changed or went. */
  readonly filesTouched: readonly string[];
}

/** How to run a command on a stage. */
export interface RunOptions {
  /** Working directory; the repository unless told. */
  readonly cwd?: string;
  /** Variables added to the sandbox's environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Milliseconds until the process group is killed; 60,000 unless told. */
  readonly timeoutMs?: number;
  readonly signal?: SignalPlan;
}

/** How to run the agent without its screen. */
export interface RunCodexOptions extends RunOptions {
  /** What starts the agent; `['codex']` unless told. */
  readonly program?: readonly string[];
  readonly prompt?: string;
  /** Lets hooks run that nobody has reviewed; true unless told. */
  readonly bypassHookTrust?: boolean;
  /** Arguments of `exec`, before the prompt. */
  readonly args?: readonly string[];
}

/**
 * Runs any command in a stage's sandbox and reads its output as that of `codex exec --json`.
 *
 * @throws Error when the program cannot be started.
 */
export async function runOnStage(
  { model, sandbox }: Stage,
  command: readonly string[],
  options: RunOptions = {},
): Promise<CodexRun> {
  const before = fingerprint(sandbox.repo);
  const firstRequest = model.requests.length;
  const result = await runChild({
    command,
    cwd: options.cwd ?? sandbox.repo,
    env: sandbox.env(options.env),
    stdin: options.stdin,
    timeoutMs: options.timeoutMs ?? 60_000,
    signal: options.signal,
    modelRequests: () => model.requests.length - firstRequest,
    onRequest: model.onRequest,
  });
  const events = parseEvents(result.stdout);
  return {
    ...result,
    ...summariseItems(completedItems(events)),
    ...viewOf(model.requests.slice(firstRequest)),
    events,
    errors: errorsOf(events),
    filesTouched: changedFiles(before, fingerprint(sandbox.repo)),
  };
}

/** Runs `codex exec --json` with a prompt in a stage's sandbox. */
export function runCodex(stage: Stage, options: RunCodexOptions = {}): Promise<CodexRun> {
  const { program = ['codex'], prompt = 'do the task', bypassHookTrust = true, args = [] } = options;
  const trust = bypassHookTrust ? ['--dangerously-bypass-hook-trust'] : [];
  return runOnStage(stage, [...program, 'exec', '--json', ...trust, ...args, prompt], options);
}

function parseEvents(stdout: string): CodexEvent[] {
  return stdout.split('\n').flatMap((line) => {
    try {
      const event: unknown = JSON.parse(line);
      return isEvent(event) ? [event] : [];
    } catch {
      return [];
    }
  });
}

function isEvent(value: unknown): value is CodexEvent {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function completedItems(events: readonly CodexEvent[]): CodexItem[] {
  return events.flatMap(({ type, item }) => (type === 'item.completed' && item ? [item] : []));
}

function errorsOf(events: readonly CodexEvent[]): string[] {
  const ofItems = completedItems(events).flatMap((item) =>
    item.type === 'error' ? [String(item['message'])] : [],
  );
  const ofTurn = events.flatMap((event) =>
    event.type === 'error' || event.type === 'turn.failed'
      ? [event.message ?? event.error?.message ?? '']
      : [],
  );
  return [...ofItems, ...ofTurn];
}
