// Reads the items of a thread. `codex exec --json` and `codex app-server` report the same items in two spellings
// (`command_execution` with `exit_code`, `commandExecution` with `exitCode`); here they become one.

/** An item as the agent reported it. */
export interface CodexItem {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A command that the agent ran. */
export interface RanCommand {
  readonly command: string;
  readonly exitCode: number | null;
  readonly status: string;
  readonly output: string;
}

/** A patch that the agent applied or failed to apply. */
export interface FileChange {
  readonly status: string;
  readonly paths: readonly string[];
}

/** A call of a tool of an MCP server. */
export interface McpCall {
  readonly server: string;
  readonly tool: string;
  readonly status: string;
  readonly arguments: unknown;
  readonly result: unknown;
  readonly error: unknown;
}

/** What the completed items of a run say. */
export interface ItemSummary {
  /** The last message of the agent, or null when it said nothing. */
  readonly finalMessage: string | null;
  readonly commands: readonly RanCommand[];
  readonly fileChanges: readonly FileChange[];
  readonly mcpCalls: readonly McpCall[];
}

/** Summarises completed items of either spelling. */
export function summariseItems(items: readonly CodexItem[]): ItemSummary {
  const of = (snake: string, camel: string) => items.filter(({ type }) => type === snake || type === camel);
  return {
    finalMessage: (of('agent_message', 'agentMessage').at(-1)?.['text'] as string | undefined) ?? null,
    commands: of('command_execution', 'commandExecution').map((item) => ({
      command: String(item['command']),
      exitCode: (item['exit_code'] ?? item['exitCode'] ?? null) as number | null,
      status: String(item['status']),
      output: String(item['aggregated_output'] ?? item['aggregatedOutput'] ?? ''),
    })),
    fileChanges: of('file_change', 'fileChange').map((item) => ({
      status: String(item['status']),
      paths: ((item['changes'] ?? []) as { path: string }[]).map((change) => change.path),
    })),
    mcpCalls: of('mcp_tool_call', 'mcpToolCall').map((item) => ({
      server: String(item['server']),
      tool: String(item['tool']),
      status: String(item['status']),
      arguments: item['arguments'],
      result: item['result'],
      error: item['error'],
    })),
  };
}
