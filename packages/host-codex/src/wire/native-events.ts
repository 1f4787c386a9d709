/**
 * The fourteen events of Codex by its own names, and which parts of an answer each one takes. Codex voids a whole
 * answer for one field that it does not expect, and a voided answer lets the action pass, so this table is the
 * only place that says what may be sent.
 */

/** The parts of an answer that an event takes. */
export interface NativeEvent {
  /** A refusal stops an action of the agent: a tool call, a prompt, a permission. */
  readonly guards: boolean;
  /** The name in the keys of trust records. */
  readonly snake: string;
  /** `hookSpecificOutput.additionalContext`. */
  readonly context: boolean;
  /** `systemMessage`. */
  readonly message: boolean;
  /** `continue: false` with `stopReason`. */
  readonly halt: boolean;
  /** `decision: "block"` with `reason`. */
  readonly block: boolean;
  /** Codex grants its hooks at most this many milliseconds, when less than its default of ten minutes. */
  readonly budgetMs?: number;
}

type Part = 'guards' | 'context' | 'message' | 'halt' | 'block';

const takes = (snake: string, ...parts: readonly Part[]): NativeEvent => ({
  snake,
  guards: parts.includes('guards'),
  context: parts.includes('context'),
  message: parts.includes('message'),
  halt: parts.includes('halt'),
  block: parts.includes('block'),
});

const table = {
  SessionStart: takes('session_start', 'context', 'message', 'halt'),
  UserPromptSubmit: takes('user_prompt_submit', 'guards', 'context', 'message', 'halt', 'block'),
  PreModelRequest: takes('pre_model_request'),
  PostModelRequest: takes('post_model_request'),
  PreToolUse: takes('pre_tool_use', 'guards', 'context', 'message'),
  PermissionRequest: takes('permission_request', 'guards', 'message'),
  PostToolUse: takes('post_tool_use', 'context', 'message', 'halt', 'block'),
  PreCompact: takes('pre_compact', 'message', 'halt'),
  PostCompact: takes('post_compact', 'message', 'halt'),
  SubagentStart: takes('subagent_start', 'context', 'message'),
  SubagentStop: takes('subagent_stop', 'message', 'halt', 'block'),
  Stop: takes('stop', 'message', 'halt', 'block'),
  Interrupt: { ...takes('interrupt', 'message'), budgetMs: 3000 },
  SessionEnd: { ...takes('session_end'), budgetMs: 3000 },
} as const satisfies Record<string, NativeEvent>;

/** Codex's own name of an event. */
export type NativeEventName = keyof typeof table;

/** What each event takes, by Codex's name, in the order of a session. */
export const NATIVE: Readonly<Record<NativeEventName, NativeEvent>> = table;

/** The names alone, in the order of a session. */
export const NATIVE_EVENTS = Object.freeze(Object.keys(table)) as readonly NativeEventName[];

/** True for a name of one of the fourteen events, spelled exactly as Codex does. */
export function isNativeEvent(name: unknown): name is NativeEventName {
  return typeof name === 'string' && Object.hasOwn(table, name);
}
