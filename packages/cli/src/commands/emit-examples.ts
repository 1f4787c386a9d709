/** The least that can be typed for an event that needs data. */
export const EMIT_EXAMPLES: Readonly<Record<string, object>> = {
  task_start: { prompt: 'Fix the tests' },
  task_complete: { success: true },
  'exec.before': { command: 'ls -la' },
  'exec.after': { command: 'ls -la', exitCode: 0, success: true },
  'patch.before': { patch: '*** Begin Patch\n*** Add File: a.txt\n+a\n*** End Patch' },
  'patch.after': { patch: '*** Begin Patch\n*** Add File: a.txt\n+a\n*** End Patch', success: true },
  'mcp.before': { server: 'docs', tool: 'search', arguments: { query: 'x' } },
  'mcp.after': { server: 'docs', tool: 'search', arguments: { query: 'x' }, success: true },
  'tool.before': { toolName: 'view_image' },
  'tool.after': { toolName: 'view_image' },
  'permission.request': { command: 'rm -rf build' },
  'model.after': { success: true },
  'error.occurred': { error: 'The model did not answer' },
};

/** A line with the command to type; empty for an event that needs no data, or that somebody else defines. */
export function exampleOf(event: string, command = 'emit'): string {
  const data = Object.hasOwn(EMIT_EXAMPLES, event) ? EMIT_EXAMPLES[event] : undefined;
  return data === undefined
    ? ''
    : `\n  Example: hookline ${command} ${event} --data '${JSON.stringify(data)}'`;
}
