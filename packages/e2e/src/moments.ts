// Ready-made scripts that make the agent reach each moment of its lifecycle. They know nothing of who listens: a test
// prepares the stage (hooks of its own, or Hookline) and plays the moment.
import { type AppServerTurn, type AppServerTurnOptions, runAppServerTurn } from './app-server-turn.ts';
import type { NativeEvent } from './codex-hooks.ts';
import { mcpEchoConfig } from './mcp-config.ts';
import { type CodexRun, type RunCodexOptions, runCodex } from './run-codex.ts';
import { openStage, type Stage, type StageOptions } from './stage.ts';
import type { Turn } from './turn.ts';

/** A script that makes the agent reach a moment of its lifecycle. */
export type Moment = ExecMoment | AppServerMoment;

/** A moment that `codex exec` reaches. */
export interface ExecMoment {
  readonly by: 'exec';
  readonly turns: readonly Turn[];
  readonly stage?: StageOptions;
  readonly run?: RunCodexOptions;
}

/** A moment that only `codex app-server` reaches: without a person to ask there is no request for permission. */
export interface AppServerMoment {
  readonly by: 'app-server';
  readonly turns: readonly Turn[];
  readonly stage?: StageOptions;
  readonly turn?: AppServerTurnOptions;
}

const done: Turn = { type: 'message', text: 'done' };

/** Writes a line into `witness.txt` of the repository by the shell. */
export const shellMoment: ExecMoment = {
  by: 'exec',
  turns: [{ type: 'shell', command: 'echo hello > witness.txt && cat witness.txt' }, done],
};

/** Adds `added.txt` to the repository by a patch. */
export const patchMoment: ExecMoment = {
  by: 'exec',
  turns: [
    { type: 'apply_patch', patch: '*** Begin Patch\n*** Add File: added.txt\n+hello\n*** End Patch' },
    done,
  ],
};

/** Calls the tool `echo` of the MCP server `echo`. */
export const mcpMoment: ExecMoment = {
  by: 'exec',
  turns: [{ type: 'mcp', server: 'echo', tool: 'echo', arguments: { text: 'hello' } }, done],
  stage: { config: mcpEchoConfig() },
};

/** Has the model refuse the first request, so that the turn fails. */
export const apiErrorMoment: ExecMoment = {
  by: 'exec',
  turns: [{ type: 'http_error', status: 400, message: 'the model refuses' }],
  stage: { repeatLast: true },
};

const messageMoment: ExecMoment = { by: 'exec', turns: [done] };

const subagentMoment: ExecMoment = {
  by: 'exec',
  turns: [
    { type: 'spawn_agent', prompt: 'count the files' },
    { type: 'wait_agent' },
    done,
    { type: 'message', text: 'three files', when: 'count the files' },
  ],
  stage: { codexModel: 'scripted-model' },
};

const compactMoment: ExecMoment = {
  by: 'exec',
  turns: [
    { type: 'shell', command: 'true', usage: { input_tokens: 90_000 } },
    { type: 'message', text: 'a summary' },
    done,
  ],
  stage: { configTop: 'model_auto_compact_token_limit = 50000' },
};

const interruptMoment: ExecMoment = {
  by: 'exec',
  turns: [{ type: 'message', text: 'never said', hold: true }],
  run: { signal: { name: 'SIGINT', when: (seen) => seen.modelRequests === 1 } },
};

const permissionMoment: AppServerMoment = {
  by: 'app-server',
  turns: [
    {
      type: 'shell',
      command: 'echo hello > witness.txt',
      args: { sandbox_permissions: 'require_escalated', justification: 'the test needs it' },
    },
    done,
  ],
  turn: { approvalPolicy: 'on-request', sandboxMode: 'read-only' },
};

/** A script for each lifecycle event of the agent. */
export const moments: Readonly<Record<NativeEvent, Moment>> = {
  SessionStart: messageMoment,
  UserPromptSubmit: messageMoment,
  PreModelRequest: messageMoment,
  PostModelRequest: messageMoment,
  PreToolUse: shellMoment,
  PermissionRequest: permissionMoment,
  PostToolUse: shellMoment,
  PreCompact: compactMoment,
  PostCompact: compactMoment,
  SubagentStart: subagentMoment,
  SubagentStop: subagentMoment,
  Stop: messageMoment,
  Interrupt: interruptMoment,
  SessionEnd: messageMoment,
};

/** Opens the stage of a moment; settings given here go before the moment's own. */
export function openMoment(moment: Moment, stage: StageOptions = {}): Promise<Stage> {
  return openStage(moment.turns, { ...moment.stage, ...stage });
}

/** Plays a moment on its stage; settings given here go before the moment's own. */
export function playMoment(stage: Stage, moment: ExecMoment, options?: RunCodexOptions): Promise<CodexRun>;
export function playMoment(
  stage: Stage,
  moment: AppServerMoment,
  options?: AppServerTurnOptions,
): Promise<AppServerTurn>;
export function playMoment(
  stage: Stage,
  moment: Moment,
  options?: RunCodexOptions & AppServerTurnOptions,
): Promise<CodexRun | AppServerTurn>;
export function playMoment(
  stage: Stage,
  moment: Moment,
  options: RunCodexOptions & AppServerTurnOptions = {},
): Promise<CodexRun | AppServerTurn> {
  return moment.by === 'exec'
    ? runCodex(stage, { ...moment.run, ...options })
    : runAppServerTurn(stage, { ...moment.turn, ...options });
}
