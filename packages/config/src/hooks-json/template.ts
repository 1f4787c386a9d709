/**
 * `${tool_input.command}` in the input of an `mcp_tool` handler names a field of the agent's payload. The handler kind
 * knows the fields of the event: the few that are called otherwise there are renamed.
 */

const RENAMED: Readonly<Record<string, string>> = {
  tool_input: 'input',
  tool_response: 'output',
  last_assistant_message: 'lastMessage',
  turn_id: 'taskId',
};

/** A value with its references renamed. */
export function withEventFields(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(/\$\{(\w+)(?=[.}])/g, (found, name: string) =>
      Object.hasOwn(RENAMED, name) ? `\${${RENAMED[name]}` : found,
    );
  }
  if (Array.isArray(value)) return value.map(withEventFields);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withEventFields(item)]));
}
