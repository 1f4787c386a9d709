// Turns a scripted turn into the output items of a response, in the dialect of the tools that the agent has offered.
// One agent version offers `exec_command` and a freeform `apply_patch`, another `shell` alone: a script must not care.
import type { FaultTurn, MultiTurn, SingleTurn, Turn } from './turn.ts';

/** A tool as the agent offered it, with the namespace it came in. */
export interface OfferedTool {
  readonly type?: string;
  readonly name?: string;
  readonly namespace?: string;
}

/** One item of a response's `output`. */
export interface ResponseItem {
  readonly type: 'message' | 'function_call' | 'custom_tool_call';
  readonly id: string;
  readonly [field: string]: unknown;
}

/** What building items needs to know about the request that it answers. */
export interface ItemScope {
  readonly tools: readonly OfferedTool[];
  /** The request body as text. */
  readonly text: string;
  readonly nextId: (prefix: string) => string;
}

/** Lists the offered tools without their namespaces' nesting. */
export function flattenTools(tools: unknown): OfferedTool[] {
  if (!Array.isArray(tools)) return [];
  return tools.flatMap((tool: OfferedTool & { tools?: OfferedTool[] }): OfferedTool[] =>
    tool.type === 'namespace'
      ? (tool.tools ?? []).map((nested) => ({ ...nested, namespace: tool.name }))
      : [tool],
  );
}

/** Tells the turns that answer with items from those that fail. */
export function isFault(turn: Turn): turn is FaultTurn & Turn {
  return turn.type === 'http_error' || turn.type === 'failed' || turn.type === 'disconnect';
}

/** Builds the items of a turn. */
export function toItems(turn: SingleTurn | MultiTurn, scope: ItemScope): ResponseItem[] {
  switch (turn.type) {
    case 'multi':
      return turn.items.flatMap((item) => toItems(item, scope));
    case 'message':
      return [
        {
          type: 'message',
          id: scope.nextId('msg'),
          role: 'assistant',
          content: [{ type: 'output_text', text: turn.text ?? '' }],
        },
      ];
    case 'shell':
      return [shellCall(turn, scope)];
    case 'apply_patch':
      return [patchCall(turn.patch, scope)];
    case 'mcp':
      return [mcpCall(turn, scope)];
    case 'function_call':
      return [
        functionCall(scope, turn.name, turn.arguments, turn.namespace ?? namespaceOf(turn.name, scope)),
      ];
    case 'custom_call':
      return [customCall(scope, turn.name, turn.input)];
    case 'spawn_agent':
      return [functionCall(scope, turn.type, { message: turn.prompt }, namespaceOf(turn.type, scope))];
    case 'wait_agent': {
      // The id is in the output of the call that started the agent: JSON in a string of the JSON body.
      const id = [...scope.text.matchAll(/agent_id\W+([\da-f-]{36})/g)].at(-1)?.[1] ?? '';
      return [functionCall(scope, turn.type, { targets: [id] }, namespaceOf(turn.type, scope))];
    }
    case 'poll':
      return [
        functionCall(scope, 'write_stdin', {
          session_id: Number([...scope.text.matchAll(/session ID (\d+)/g)].at(-1)?.[1] ?? 0),
          chars: turn.chars ?? '',
          yield_time_ms: turn.yieldMs ?? 2500,
        }),
      ];
  }
}

function functionCall(scope: ItemScope, name: string, args: unknown, namespace?: string): ResponseItem {
  return {
    type: 'function_call',
    id: scope.nextId('fc'),
    call_id: scope.nextId('call'),
    name,
    ...(namespace === undefined ? {} : { namespace }),
    arguments: typeof args === 'string' ? args : JSON.stringify(args ?? {}),
  };
}

function customCall(scope: ItemScope, name: string, input: string): ResponseItem {
  return { type: 'custom_tool_call', id: scope.nextId('ctc'), call_id: scope.nextId('call'), name, input };
}

function shellCall(turn: Extract<SingleTurn, { type: 'shell' }>, scope: ItemScope): ResponseItem {
  const extra = { ...(turn.workdir === undefined ? {} : { workdir: turn.workdir }), ...turn.args };
  if (offered('exec_command', scope)) {
    return functionCall(scope, 'exec_command', { cmd: turn.command, ...extra });
  }
  if (offered('shell_command', scope)) {
    return functionCall(scope, 'shell_command', { command: turn.command, ...extra });
  }
  return functionCall(scope, 'shell', { command: ['bash', '-lc', turn.command], ...extra });
}

function patchCall(patch: string, scope: ItemScope): ResponseItem {
  const tool = offered('apply_patch', scope);
  if (tool?.type === 'custom') return customCall(scope, 'apply_patch', patch);
  if (tool) return functionCall(scope, 'apply_patch', { input: patch });
  return shellCall({ type: 'shell', command: `apply_patch <<'PATCH'\n${patch}\nPATCH` }, scope);
}

function mcpCall(turn: Extract<SingleTurn, { type: 'mcp' }>, scope: ItemScope): ResponseItem {
  const nested = scope.tools.find((tool) => tool.name === turn.tool && tool.namespace?.includes(turn.server));
  if (nested) return functionCall(scope, turn.tool, turn.arguments, nested.namespace);
  const flat = `mcp__${turn.server}__${turn.tool}`;
  if (offered(flat, scope)) return functionCall(scope, flat, turn.arguments);
  // A deferred tool is not in the list, but answers to its namespace.
  return functionCall(scope, turn.tool, turn.arguments, `mcp__${turn.server}`);
}

function offered(name: string, scope: ItemScope): OfferedTool | undefined {
  return scope.tools.find((tool) => (tool.name ?? tool.type) === name);
}

function namespaceOf(name: string, scope: ItemScope): string | undefined {
  return scope.tools.find((tool) => tool.name === name && tool.namespace !== undefined)?.namespace;
}
