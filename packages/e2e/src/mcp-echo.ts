// A tiny MCP server on stdin and stdout, run by plain Node: `echo` answers its text, `fail` always fails, `die` ends the server, `gate` answers with the
// text of GATE_OUT as a hook would. With MCP_LOG set it appends every line that it reads to that file.
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: {
    readonly protocolVersion?: string;
    readonly name?: string;
    readonly arguments?: { readonly text?: string };
  };
}

const TOOLS = [
  {
    name: 'echo',
    description: 'Answers the text that it is given',
    inputSchema: { type: 'object', properties: { text: { type: 'string' } } },
    annotations: { readOnlyHint: true },
  },
  {
    name: 'fail',
    description: 'Always fails',
    inputSchema: { type: 'object', properties: {} },
    annotations: { readOnlyHint: true },
  },
  {
    name: 'die',
    description: 'Ends the server',
    inputSchema: { type: 'object', properties: {} },
    annotations: { readOnlyHint: true },
  },
  {
    name: 'gate',
    description: 'Answers as a hook',
    inputSchema: { type: 'object', properties: {}, additionalProperties: true },
  },
];

const { MCP_LOG: log, GATE_OUT: gateAnswer = '{}' } = process.env;

createInterface({ input: process.stdin }).on('line', (line) => {
  if (log) appendFileSync(log, `${line}\n`);
  const message = parse(line);
  if (message?.id === undefined) return;
  const reply = answer(message) ?? { error: { code: -32601, message: 'There is no such method.' } };
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id: message.id, ...reply })}\n`);
});

function answer({ method, params }: Message): { result: unknown } | undefined {
  switch (method) {
    case 'initialize':
      return {
        result: {
          protocolVersion: params?.protocolVersion,
          capabilities: { tools: {} },
          serverInfo: { name: 'echo', version: '0.0.0' },
        },
      };
    case 'ping':
      return { result: {} };
    case 'tools/list':
      return { result: { tools: TOOLS } };
    case 'tools/call':
      return { result: call(params?.name, params?.arguments?.text ?? '') };
    default:
      return undefined;
  }
}

function call(tool: string | undefined, text: string): unknown {
  if (tool === 'echo') return { content: [{ type: 'text', text: `echo:${text}` }] };
  if (tool === 'die') process.exit(1);
  if (tool === 'gate') return { content: [{ type: 'text', text: gateAnswer }] };
  return { isError: true, content: [{ type: 'text', text: 'mcp failure' }] };
}

function parse(line: string): Message | undefined {
  try {
    return JSON.parse(line) as Message;
  } catch {
    return undefined;
  }
}
