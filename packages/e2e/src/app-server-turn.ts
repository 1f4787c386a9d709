import {
  type AppServer,
  type AppServerOptions,
  type Notification,
  openAppServer,
  type ServerRequest,
} from './app-server.ts';
import { type CodexItem, type ItemSummary, summariseItems } from './codex-items.ts';
import { type ModelView, viewOf } from './model-view.ts';
import type { ScriptedModel } from './scripted-model.ts';
import type { Stage } from './stage.ts';
import { changedFiles, fingerprint } from './tree.ts';

/** What became of one hook, as the agent judged it. */
export interface HookVerdict {
  /** The agent's event name in its app-server spelling: `preToolUse`. */
  readonly event: string;
  readonly status: 'completed' | 'failed' | 'blocked' | 'stopped';
  readonly durationMs: number;
  /** What the hook's answer became: warnings, feedback, context, errors. */
  readonly entries: readonly { readonly kind: string; readonly text: string }[];
}

/** What a turn did: as the server tells it, as the model saw it, and as the disk proves it. */
export interface AppServerTurn extends ItemSummary, ModelView {
  readonly hooks: readonly HookVerdict[];
  readonly items: readonly CodexItem[];
  /** Questions of the server: approvals, as a rule. */
  readonly asked: readonly ServerRequest[];
  /** `completed`, `interrupted` or `failed`. */
  readonly turnStatus: string;
  readonly filesTouched: readonly string[];
  readonly notifications: AppServer['notifications'];
  readonly stderr: string;
  readonly exitCode: number | null;
}

/** The thread and turn that run. */
export interface RunningTurn {
  readonly threadId: string;
  readonly turnId: string;
}

/** How to run a turn. */
export interface AppServerTurnOptions extends Omit<AppServerOptions, 'onRequest'> {
  readonly prompt?: string;
  readonly approvalPolicy?: 'never' | 'on-request' | 'on-failure';
  readonly sandboxMode?: 'danger-full-access' | 'workspace-write' | 'read-only';
  /** Declares all hooks reviewed before the thread starts; true unless told. */
  readonly trustHooks?: boolean;
  /** Answers a request for approval; declines unless told. */
  readonly approve?: (request: ServerRequest) => 'accept' | 'decline' | 'cancel';
  /** Interrupts the turn as soon as the model has had this many requests. */
  readonly interruptAtRequest?: number;
  /** Runs while the turn does. */
  readonly during?: (server: AppServer, turn: RunningTurn) => Promise<void>;
  /** Runs once the turn is over, before the server is closed: `compactThread`, a second turn. */
  readonly after?: (server: AppServer, turn: RunningTurn) => Promise<void>;
  /** Milliseconds that the turn may take; 60,000 unless told. */
  readonly timeoutMs?: number;
}

/** Runs one turn over `codex app-server` in a stage's sandbox. */
export async function runAppServerTurn(
  { model, sandbox }: Stage,
  options: AppServerTurnOptions = {},
): Promise<AppServerTurn> {
  const before = fingerprint(sandbox.repo);
  const firstRequest = model.requests.length;
  const server = await openAppServer(sandbox, {
    ...options,
    onRequest: (request) =>
      request.method.endsWith('/requestApproval')
        ? { decision: options.approve?.(request) ?? 'decline' }
        : undefined,
  });
  let exitCode: number | null = null;
  let turnStatus = '';
  try {
    if (options.trustHooks ?? true) await server.trustHooks();
    const turn = await startTurn(server, sandbox.repo, options);
    const timeoutMs = options.timeoutMs ?? 60_000;
    const over = server.waitFor((one) => completedTurn(one)?.id === turn.turnId, timeoutMs);
    // Together, so that a failure of one is the failure of the whole and none is left behind.
    const [completed] = await Promise.all([
      over,
      options.during?.(server, turn),
      interruptAtRequest(options.interruptAtRequest),
    ]);
    turnStatus = completedTurn(completed)?.status ?? '';
    await options.after?.(server, turn);

    async function interruptAtRequest(count: number | undefined): Promise<void> {
      if (count === undefined) return;
      if (await requestArrives(model, firstRequest + count, over))
        await server.request('turn/interrupt', turn);
    }
  } finally {
    exitCode = await server.close();
  }
  const items = server.notifications.flatMap(({ method, params }) =>
    method === 'item/completed' ? [params['item'] as CodexItem] : [],
  );
  return {
    ...summariseItems(items),
    ...viewOf(model.requests.slice(firstRequest)),
    hooks: hookVerdicts(server),
    items,
    asked: server.asked,
    turnStatus,
    filesTouched: changedFiles(before, fingerprint(sandbox.repo)),
    notifications: server.notifications,
    stderr: server.stderr(),
    exitCode,
  };
}

/** Compacts a thread as a person does with `/compact`, and waits until it is done. */
export async function compactThread(server: AppServer, { threadId, turnId }: RunningTurn): Promise<void> {
  await server.request('thread/compact/start', { threadId });
  await server.waitFor((one) => completedTurn(one) !== undefined && completedTurn(one)?.id !== turnId);
}

function completedTurn({ method, params }: Notification): { id: string; status: string } | undefined {
  return method === 'turn/completed' ? (params['turn'] as { id: string; status: string }) : undefined;
}

/** Waits for the n-th request to the model; answers false when the turn was over before. */
async function requestArrives(
  model: ScriptedModel,
  wanted: number,
  over: Promise<unknown>,
): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const look = () => {
    if (model.requests.length >= wanted) resolve(true);
  };
  const stopListening = model.onRequest(look);
  look();
  const never = over.then(
    () => false,
    () => false,
  );
  return Promise.race([promise, never]).finally(stopListening);
}

async function startTurn(
  server: AppServer,
  cwd: string,
  options: AppServerTurnOptions,
): Promise<RunningTurn> {
  const { thread } = await server.request<{ thread: { id: string } }>('thread/start', {
    cwd,
    approvalPolicy: options.approvalPolicy ?? 'never',
    sandbox: options.sandboxMode ?? 'danger-full-access',
  });
  const { turn } = await server.request<{ turn: { id: string } }>('turn/start', {
    threadId: thread.id,
    input: [{ type: 'text', text: options.prompt ?? 'do the task' }],
  });
  return { threadId: thread.id, turnId: turn.id };
}

function hookVerdicts(server: AppServer): HookVerdict[] {
  return server.notifications.flatMap(({ method, params }) => {
    if (method !== 'hook/completed') return [];
    const run = params['run'] as Omit<HookVerdict, 'event'> & { eventName: string };
    return [{ event: run.eventName, status: run.status, durationMs: run.durationMs, entries: run.entries }];
  });
}
