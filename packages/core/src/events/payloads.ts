/**
 * The shapes that plugins see. One interface per event; what the agent does not send and its transcript does
 * not hold is absent, never invented. All durations are milliseconds.
 */

/** Where an event came from: the agent, and its own name for the moment. */
export interface HostStamp {
  /** `codex`, or `hookline` for an event emitted by hand. */
  readonly name: string;
  /** The agent's own event name, `PreToolUse` for instance. Absent for emitted events. */
  readonly event?: string;
}

/** The fields that every event carries. */
export interface EventBase {
  /** Unique per occurrence. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly timestamp: string;
  readonly sessionId: string;
  /** The folder that the agent works in, or that a command runs in, absolute. */
  readonly cwd: string;
  /** The folder of the session, where that is another one. */
  readonly sessionCwd?: string;
  readonly host: HostStamp;
  /** The payload as the agent sent it. */
  readonly raw: unknown;
  readonly model?: string;
  readonly provider?: string;
  /** The turn: from the user's prompt to the agent's last word on it. */
  readonly taskId?: string;
  readonly transcriptPath?: string;
  readonly permissionMode?: string;
  /** Set inside a sub-agent. `sessionId` is then still the parent's (Codex fact). */
  readonly agent?: { readonly id: string; readonly type?: string };
}

export interface SessionStartEvent extends EventBase {
  readonly type: 'session_start';
  /** `startup`, `resume`, `clear`, `compact` or `fork`. */
  readonly source?: string;
}

export interface SessionEndEvent extends EventBase {
  readonly type: 'session_end';
  readonly reason?: string;
  /** Milliseconds since the session started. */
  readonly duration?: number;
}

export interface TaskStartEvent extends EventBase {
  readonly type: 'task_start';
  readonly prompt: string;
}

export interface TaskCompleteEvent extends EventBase {
  readonly type: 'task_complete';
  readonly success: boolean;
  /** Milliseconds since the task started. */
  readonly duration?: number;
  readonly lastMessage?: string;
  /** True when a hook already sent the agent back to work in this task. */
  readonly resumed: boolean;
}

/** The fields that every tool call carries. */
export interface ToolCall extends EventBase {
  /** The agent's name of the tool. */
  readonly toolName: string;
  readonly toolUseId?: string;
  /** The arguments as the agent sent them. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** The fields that every finished tool call carries. */
export interface ToolResult extends ToolCall {
  /** What the tool answered, as the agent sent it. */
  readonly output?: unknown;
  /** Milliseconds. */
  readonly duration?: number;
  readonly success?: boolean;
}

export interface ExecBeforeEvent extends ToolCall {
  readonly type: 'exec.before';
  /** The shell command line. */
  readonly command: string;
}

export interface ExecAfterEvent extends ToolResult {
  readonly type: 'exec.after';
  readonly command: string;
  readonly exitCode?: number;
}

/** One file that a patch touches. */
export interface PatchFile {
  readonly path: string;
  readonly kind: 'add' | 'update' | 'delete';
  /** The new path, for an update that moves the file. */
  readonly movedTo?: string;
  /** Added and removed line counts. */
  readonly added: number;
  readonly removed: number;
}

export interface PatchBeforeEvent extends ToolCall {
  readonly type: 'patch.before';
  /** The whole patch text. */
  readonly patch: string;
  readonly files: readonly PatchFile[];
}

export interface PatchAfterEvent extends ToolResult {
  readonly type: 'patch.after';
  readonly patch: string;
  readonly files: readonly PatchFile[];
}

export interface McpBeforeEvent extends ToolCall {
  readonly type: 'mcp.before';
  readonly server: string;
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

export interface McpAfterEvent extends ToolResult {
  readonly type: 'mcp.after';
  readonly server: string;
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

export interface ToolBeforeEvent extends ToolCall {
  readonly type: 'tool.before';
}

export interface ToolAfterEvent extends ToolResult {
  readonly type: 'tool.after';
}

export interface PermissionRequestEvent extends ToolCall {
  readonly type: 'permission.request';
  /** The shell command line, when the permission is for one. */
  readonly command?: string;
  /** Why the model asks. */
  readonly justification?: string;
}

export interface AgentStartEvent extends EventBase {
  readonly type: 'agent.start';
}

export interface AgentStopEvent extends EventBase {
  readonly type: 'agent.stop';
  readonly lastMessage?: string;
  readonly agentTranscriptPath?: string;
  readonly resumed: boolean;
}

export interface CompactEvent<T extends 'compact.before' | 'compact.after'> extends EventBase {
  readonly type: T;
  /** `manual` or `auto`. */
  readonly trigger?: string;
}

export interface ModelBeforeEvent extends EventBase {
  readonly type: 'model.before';
}

/** Token counts of one model request. */
export interface TokenUsage {
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  readonly reasoningOutputTokens: number;
  readonly totalTokens: number;
}

export interface ModelAfterEvent extends EventBase {
  readonly type: 'model.after';
  readonly success: boolean;
  readonly error?: string;
  readonly usage?: TokenUsage;
}

export interface TaskInterruptedEvent extends EventBase {
  readonly type: 'task.interrupted';
}

export interface ErrorOccurredEvent extends EventBase {
  readonly type: 'error.occurred';
  readonly error: string;
  /** What failed. */
  readonly source: 'model' | 'tool' | 'hook';
  /** What was going on: the tool, the command, the hook. */
  readonly context?: string;
}

/** An event that no agent sends: from CI, cron, another program, or a plugin's `ctx.emit`. */
export interface IntegrationEvent extends EventBase {
  readonly type: `integration.${string}`;
  readonly data: unknown;
}
