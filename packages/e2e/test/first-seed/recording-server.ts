// An MCP server on stdin and stdout, run by plain Node, with one tool: `scan_command` keeps its arguments as a line of the file
// that SCANNER_LOG names, and refuses what mentions a word that it does not like.
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: {
    readonly protocolVersion?: string;
    readonly arguments?: { readonly command?: string };
  };
}

const tools = [{ name: 'scan_command', description: 'Scans a command', inputSchema: { type: 'object' } }];

function scan(given: { readonly command?: string } = {}): unknown {
  appendFileSync(process.env['SCANNER_LOG'] ?? '/dev/null', `${JSON.stringify(given)}\n`);
  const answer = given.command?.includes('unsafe')
    ? { decision: 'block', reason: 'The scanner says no.' }
    : {};
  return { content: [{ type: 'text', text: JSON.stringify(answer) }] };
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line) as Message;
  if (id === undefined) return;
  const results: Readonly<Record<string, () => unknown>> = {
    initialize: () => ({
      protocolVersion: params?.protocolVersion,
      capabilities: { tools: {} },
      serverInfo: { name: 'scanner', version: '0.0.0' },
    }),
    'tools/list': () => ({ tools }),
    'tools/call': () => scan(params?.arguments),
    ping: () => ({}),
  };
  const result = results[method ?? '']?.();
  const answer =
    result === undefined ? { error: { code: -32601, message: 'There is no such method.' } } : { result };
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...answer })}\n`);
});
