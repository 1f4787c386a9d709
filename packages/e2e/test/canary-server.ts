// A server on this machine that keeps all that it is sent. It fails webhooks, so that they become dead letters, and answers as an
// MCP server whose tool finds nothing.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface CanaryServer {
  readonly url: string;
  /** Path, headers and body of each request. */
  readonly requests: readonly string[];
}

interface McpMessage {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly protocolVersion?: string };
}

export async function canaryServer(): Promise<CanaryServer> {
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    requests.push([request.url, JSON.stringify(request.rawHeaders), body].join('\n'));
    if (!request.url?.startsWith('/mcp')) {
      // The words of the other side go into the error.
      response.writeHead(500, 'out of order').end(body);
      return;
    }
    const message = request.method === 'POST' ? (JSON.parse(body) as McpMessage) : {};
    if (message.id === undefined) response.writeHead(request.method === 'POST' ? 202 : 405).end();
    else
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ jsonrpc: '2.0', id: message.id, result: resultOf(message) }));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

function resultOf({ method, params }: McpMessage): unknown {
  if (method === 'initialize') {
    return {
      protocolVersion: params?.protocolVersion,
      capabilities: { tools: {} },
      serverInfo: { name: 'scanner', version: '0.0.0' },
    };
  }
  if (method === 'tools/list') return { tools: [{ name: 'scan', inputSchema: { type: 'object' } }] };
  return { content: [{ type: 'text', text: '{}' }] };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += part;
  return text;
}
