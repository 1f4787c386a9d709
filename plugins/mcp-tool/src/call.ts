/** Calls one tool of one server and ends the connection, however the call went. */

import { shortened } from '@hookline/core/entry';
import { errorText, HooklineError, nearest } from '@hookline/core/errors';
import type { CallToolResult, Client } from './client.ts';
import { type Connection, connectionTo } from './connection.ts';
import type { ServerPlan } from './server/plan.ts';

/** What is called, and within which limits. */
export interface ToolCall {
  readonly plan: ServerPlan;
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
  /** Milliseconds for everything together. */
  readonly timeoutMs: number;
  readonly fetch: (url: string | URL, init?: RequestInit) => Promise<Response>;
  readonly redact: (text: string) => string;
  /** The place in the config. */
  readonly where: string;
}

/** The longest that a timer of Node can wait. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** Milliseconds for the list of tools, which only makes an error better. */
const LIST_MS = 2_000;
const QUOTE_LENGTH = 500;

/**
 * The text that a tool answered with; undefined when it gave none.
 *
 * @throws HooklineError `HOOKLINE_MCP_SERVER_FAILED`, `HOOKLINE_MCP_TOOL_FAILED`
 */
export async function callTool(call: ToolCall): Promise<string | undefined> {
  const { Client: McpClient } = await import('./client.ts');
  const client = new McpClient({ name: 'hookline', version: '1' }, { capabilities: {} });
  const connection = await connectionTo(call.plan, call.fetch);
  const within = (ms: number = LONGEST_TIMER_MS) => ({
    signal: call.signal,
    timeout: Math.min(call.timeoutMs, ms, LONGEST_TIMER_MS),
  });
  const { startupMs, toolMs } = call.plan.limits ?? {};
  // An abort ends the server at once, also when the client still waits for something else.
  const onAbort = (): void => void connection.close();
  call.signal.addEventListener('abort', onAbort, { once: true });
  try {
    call.signal.throwIfAborted();
    await Promise.race([
      client.connect(connection.transport, within(startupMs)),
      connection.streamEnd('initialize'),
    ]);
    const result = await Promise.race([
      client.callTool({ name: call.tool, arguments: { ...call.args } }, within(toolMs)),
      connection.streamEnd('tools/call'),
    ]);
    if (result.isError === true) throw await toolFailed(textOf(result) ?? 'It gave no reason.', client, call);
    return textOf(result);
  } catch (thrown) {
    if (thrown instanceof HooklineError) throw thrown;
    if (
      isProtocolError(thrown) &&
      connection.end() === undefined &&
      client.getServerVersion() !== undefined
    ) {
      throw await toolFailed(errorText(thrown), client, call);
    }
    throw serverFailed(thrown, connection, call);
  } finally {
    call.signal.removeEventListener('abort', onAbort);
    await connection.close();
  }
}

/** The first text; a tool that only gives structured content means that. */
function textOf({ content, structuredContent }: CallToolResult): string | undefined {
  const first = content?.find((part) => part.type === 'text');
  if (first?.type === 'text') return first.text;
  return structuredContent === undefined ? undefined : JSON.stringify(structuredContent);
}

/** An error that the server answered with, as against one of the connection. */
const isProtocolError = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'number';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out.
const UNPRINTABLE = /[\s\u0000-\u001f\u007f-\u009f]+/g;

/** What a server says may hold anything: one short line of it, redacted, is shown. */
const quoted = (text: string, redact: (text: string) => string, most: number = QUOTE_LENGTH): string =>
  shortened(redact(text).replaceAll(UNPRINTABLE, ' ').trim(), most);

async function toolFailed(reason: string, client: Client, call: ToolCall): Promise<HooklineError> {
  const { tool, plan, where, redact } = call;
  const names = await toolNames(client, call);
  if (names !== undefined && !names.includes(tool)) {
    const meant = nearest(tool, names);
    return new HooklineError('HOOKLINE_MCP_TOOL_FAILED', {
      what: `The MCP server "${plan.name}" has no tool "${tool}".`,
      where,
      fix: meant ? `Did you mean "${meant}"?` : `It has: ${names.slice(0, 10).join(', ') || 'no tools'}.`,
    });
  }
  return new HooklineError('HOOKLINE_MCP_TOOL_FAILED', {
    what: `The tool "${tool}" of the MCP server "${plan.name}" failed: ${quoted(reason, redact)}`,
    where,
    fix: 'See that "arguments" are what the tool takes.',
  });
}

async function toolNames(client: Client, { signal }: ToolCall): Promise<readonly string[] | undefined> {
  try {
    const { tools } = await client.listTools(undefined, {
      signal,
      timeout: LIST_MS,
      maxTotalTimeout: LIST_MS,
    });
    return tools.map(({ name }) => name);
  } catch {
    return undefined;
  }
}

function serverFailed(
  thrown: unknown,
  connection: Connection,
  { plan, where, redact, signal }: ToolCall,
): HooklineError {
  const end = connection.end();
  const lastWords = connection.lastWords();
  const program = plan.kind === 'program';
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  const happened = signal.aborted
    ? 'was stopped before it had answered.'
    : end === undefined
      ? `could not be used: ${quoted(errorText(thrown), redact)}${cause === thrown ? '' : ` (${quoted(errorText(cause), redact)})`}`
      : `${end} before it had answered.`;
  return new HooklineError('HOOKLINE_MCP_SERVER_FAILED', {
    what: `The MCP server "${plan.name}" ${happened}`,
    where,
    why: lastWords && end !== undefined ? `It said: ${quoted(lastWords, redact, -QUOTE_LENGTH)}` : undefined,
    fix: program
      ? 'Start it by hand to see what it says; or raise "timeout".'
      : 'Check its address, its headers and that it is running; or raise "timeout".',
  });
}
