/**
 * The records by which Codex remembers that a person trusts a hook: a key that says where the hook stands, and a
 * hash of its definition. Computed as Codex does; `hooks/list` of its app-server gives the same.
 */
import { createHash } from 'node:crypto';
import { NATIVE, type NativeEventName } from '../wire/native-events.ts';

/** A handler as it may stand in a hooks file, another's included. Codex runs those of type `command` and `mcp_tool`. */
export interface HandlerDefinition {
  readonly type?: string;
  readonly command?: string;
  /** Of an `mcp_tool`. */
  readonly server?: string;
  readonly tool?: string;
  readonly input?: unknown;
  readonly timeout?: number;
  readonly async?: boolean;
  readonly statusMessage?: string;
  readonly additionalContextLimit?: number;
}

/** Events whose matcher Codex ignores, and leaves out of the hash. */
const NO_MATCHER: ReadonlySet<string> = new Set([
  'UserPromptSubmit',
  'Stop',
  'Interrupt',
  'PreModelRequest',
  'PostModelRequest',
]);

const CONTEXT: ReadonlySet<string> = new Set([
  'PreToolUse',
  'PostToolUse',
  'SessionStart',
  'SubagentStart',
  'UserPromptSubmit',
]);

/** The hash of a handler under its event and its group's matcher: `sha256:` and 64 hex digits. */
export function trustHash(
  event: NativeEventName,
  matcher: string | null | undefined,
  handler: HandlerDefinition,
): string {
  const { snake, budgetMs } = NATIVE[event];
  const timeout =
    budgetMs === undefined
      ? Math.max(handler.timeout ?? 600, 1)
      : Math.min(Math.max(handler.timeout ?? 1, 1), budgetMs / 1000);
  const { command, statusMessage, additionalContextLimit, server, tool } = handler;
  const normal =
    handler.type === 'mcp_tool'
      ? { type: 'mcp_tool', server, tool, timeout, input: hashedNumbers(handler.input ?? {}) }
      : {
          type: 'command',
          command,
          timeout,
          async: handler.async ?? false,
          ...(additionalContextLimit != null && CONTEXT.has(event) && { additionalContextLimit }),
        };
  const identity = {
    event_name: snake,
    hooks: [{ ...normal, ...(statusMessage && { statusMessage }) }],
    ...(matcher != null && !NO_MATCHER.has(event) && { matcher }),
  };
  return `sha256:${createHash('sha256')
    .update(JSON.stringify(sorted(identity)))
    .digest('hex')}`;
}

/** The key of the handler at a position of a hooks file. Positions count from 0. */
export function trustKey(hooksFile: string, event: NativeEventName, group: number, handler: number): string {
  return `${hooksFile}:${NATIVE[event].snake}:${group}:${handler}`;
}

/** In the input of an MCP tool Codex hashes a number by the name that its parser has for it. */
function hashedNumbers(value: unknown): unknown {
  if (typeof value === 'number') return { '$serde_json::private::Number': String(value) };
  if (Array.isArray(value)) return value.map(hashedNumbers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hashedNumbers(inner)]));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
