import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { codexHome, runTool } from './run-entry.ts';

interface Request {
  readonly id?: number;
  readonly method: string;
  readonly params?: { readonly protocolVersion?: string };
}

type Call = (response: ServerResponse, id: number | undefined) => void;

const reply = (response: ServerResponse, id: number | undefined, result: unknown): void => {
  response.writeHead(200, { 'content-type': 'application/json', 'mcp-session-id': 's1' });
  response.end(JSON.stringify({ jsonrpc: '2.0', id, result }));
};

/** A real server over HTTP that asks for a token. */
async function server(
  call: Call,
): Promise<{ url: string; methods: string[]; headers: IncomingMessage['headers'][] }> {
  const methods: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const answer = (request: IncomingMessage, response: ServerResponse, body: string): void => {
    headers.push(request.headers);
    if (request.headers.authorization !== 'Bearer abc') return void response.writeHead(401).end();
    methods.push(request.method === 'POST' ? (JSON.parse(body) as Request).method : String(request.method));
    if (request.method !== 'POST')
      return void response.writeHead(request.method === 'DELETE' ? 200 : 405).end();
    const { id, method, params } = JSON.parse(body) as Request;
    if (id === undefined) return void response.writeHead(202).end();
    if (method === 'tools/call') call(response, id);
    else
      reply(response, id, {
        protocolVersion: params?.protocolVersion,
        capabilities: { tools: {} },
        serverInfo: { name: 'test', version: '1' },
      });
  };
  const http = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => answer(request, response, body));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    http.closeAllConnections();
    http.close();
  });
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`, methods, headers };
}

const deny: Call = (response, id) =>
  reply(response, id, { content: [{ type: 'text', text: '{"decision": "block", "reason": "Not this."}' }] });
const headers = { Authorization: 'Bearer ${API_TOKEN}' };
const env = { API_TOKEN: 'abc' };

it('decides over HTTP, and says goodbye', async () => {
  const { url, methods } = await server(deny);
  const answer = await runTool({ tool: 'scan', server: { url, headers } }, { env });
  expect(answer).toEqual({ verdict: { kind: 'deny', reason: 'Not this.' } });
  expect(methods).toContain('DELETE');
});

it('takes the address and the token of config.toml', async () => {
  const { url } = await server(deny);
  const home = codexHome(`[mcp_servers.remote]\nurl = "${url}"\nbearer_token_env_var = "API_TOKEN"\n`);
  expect((await runTool({ tool: 'scan', server: 'remote' }, { env, codexHome: home }))?.verdict?.kind).toBe(
    'deny',
  );
});

it('sends the headers of config.toml, and those that it takes from the environment', async () => {
  const { url, headers: got } = await server(deny);
  const home = codexHome(
    `[mcp_servers.remote]\nurl = "${url}"\nhttp_headers = { X-Team = "a", X-Empty = "" }\nenv_http_headers = { Authorization = "AUTH", X-Unset = "NOT_SET" }\n`,
  );
  await runTool({ tool: 'scan', server: 'remote' }, { env: { AUTH: 'Bearer abc' }, codexHome: home });
  expect(got.at(-1)).toMatchObject({ 'x-team': 'a', authorization: 'Bearer abc' });
  expect(got.at(-1)).not.toHaveProperty('x-unset');
});

it('never sends an empty token', async () => {
  const { url, headers: got } = await server(deny);
  const home = codexHome(`[mcp_servers.remote]\nurl = "${url}"\nbearer_token_env_var = "API_TOKEN"\n`);
  await expect(
    runTool({ tool: 'scan', server: 'remote' }, { env: { API_TOKEN: '' }, codexHome: home }),
  ).rejects.toThrow(/needs the variable API_TOKEN, which is not set/);
  expect(got).toEqual([]);
});

it('fails without the right token, and does not name it', async () => {
  const { url } = await server(deny);
  const failure = await runTool(
    { tool: 'scan', server: { url, headers } },
    { env: { API_TOKEN: 'wr0ng-t0ken' } },
  )
    .then(() => undefined)
    .catch((thrown: unknown) => thrown);
  expect(failure).toMatchObject({ code: 'HOOKLINE_MCP_SERVER_FAILED' });
  expect(String(failure)).not.toContain('wr0ng');
});

it('takes an answer that comes as a stream of events, with others before it', async () => {
  const { url } = await server((response, id) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const event = (message: object): void =>
      void response.write(`event: message\ndata: ${JSON.stringify({ jsonrpc: '2.0', ...message })}\n\n`);
    response.write(': keep alive\n\n');
    event({ method: 'notifications/message', params: { level: 'info', data: 'scanning' } });
    event({
      id,
      result: { content: [{ type: 'text', text: '{"decision": "block", "reason": "Not this."}' }] },
    });
    response.end();
  });
  expect(await runTool({ tool: 'scan', server: { url, headers } }, { env })).toEqual({
    verdict: { kind: 'deny', reason: 'Not this.' },
  });
});

it.each<[string, Call]>([
  ['500', (response) => response.writeHead(500).end('boom')],
  ['404 after the start', (response) => response.writeHead(404).end()],
  ['a web page', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>')],
  [
    'rubbish',
    (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"jsonrpc"'),
  ],
  ['nothing', (response) => response.writeHead(200, { 'content-type': 'application/json' }).end()],
  [
    'a stream that ends',
    (response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end(': bye\n\n'),
  ],
  ['a broken connection', (response) => response.destroy()],
])('fails for a server that answers with %s, within its time', async (_, call) => {
  const { url } = await server(call);
  const home = codexHome(
    `[mcp_servers.remote]\nurl = "${url}"\nbearer_token_env_var = "API_TOKEN"\ntool_timeout_sec = 30\n`,
  );
  await expect(runTool({ tool: 'scan', server: 'remote' }, { env, codexHome: home })).rejects.toMatchObject({
    code: expect.stringMatching(/^HOOKLINE_MCP_(?:SERVER|TOOL)_FAILED$/),
    details: { where: '/repo/hooks.toml:3:1', fix: expect.any(String) },
  });
});

it('fails when nobody listens at the address', async () => {
  const failure = runTool({ tool: 'scan', server: { url: 'http://127.0.0.1:1/mcp', headers } }, { env });
  await expect(failure).rejects.toMatchObject({
    code: 'HOOKLINE_MCP_SERVER_FAILED',
    message: expect.stringMatching(/127\.0\.0\.1:1|ECONNREFUSED|bad port|fetch failed/),
  });
});

it('stops reading an answer without end', async () => {
  const { url } = await server((response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const more = (): void => {
      while (response.writable && response.write('x'.repeat(65_536)));
    };
    response.on('drain', more);
    more();
  });
  await expect(runTool({ tool: 'scan', server: { url, headers } }, { env })).rejects.toMatchObject({
    code: 'HOOKLINE_MCP_SERVER_FAILED',
  });
});

it('gives up a server that hangs after its headers', async () => {
  const stop = new AbortController();
  const { url } = await server((response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"jsonrpc":');
    stop.abort();
  });
  await expect(
    runTool({ tool: 'scan', server: { url, headers } }, { env, signal: stop.signal }),
  ).rejects.toMatchObject({
    code: 'HOOKLINE_MCP_SERVER_FAILED',
  });
});

it('never follows to another origin', async () => {
  const thief = await server(deny);
  const { url } = await server((response) => response.writeHead(307, { location: thief.url }).end());
  await expect(runTool({ tool: 'scan', server: { url, headers } }, { env })).rejects.toMatchObject({
    code: 'HOOKLINE_MCP_SERVER_FAILED',
  });
  expect(thief.methods).toEqual([]);
});
