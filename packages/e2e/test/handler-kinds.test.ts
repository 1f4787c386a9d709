// The handler kinds of the first seed on the real Codex: a webhook and an MCP tool decide, and a webhook is delivered after
// the session is over.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mcpEchoConfig, type Turn, waitUntil } from '../src/index.ts';
import { done, effectStage, hooklineCodex } from './effects.ts';

interface Received {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: { readonly event: Readonly<Record<string, unknown>>; readonly context: object };
}

/** A server that keeps what it gets, and refuses what holds the word `forbidden`. */
async function receiver() {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    request.on('end', () => {
      received.push({ headers: request.headers, body: JSON.parse(text) });
      const refuses = text.includes('forbidden');
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(refuses ? JSON.stringify({ decision: 'block', reason: 'the policy server says no' }) : '{}');
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
}

const commands: readonly Turn[] = [
  { type: 'shell', command: 'echo no > forbidden.txt' },
  { type: 'shell', command: 'echo yes > allowed.txt' },
  done,
];

describe('a webhook', () => {
  it('decides about a command, and is delivered when a task is over, with the payload of the reference', async () => {
    const server = await receiver();
    const stage = await effectStage(commands, {
      'hooks.toml': `
[[hooks.exec]]
event = "exec.before"
type = "webhook"
url = "${server.url}"
required = true

[[hooks.task]]
event = "task_complete"
type = "webhook"
url = "${server.url}"
method = "POST"
timeout = 15
retry_count = 3
mode = "async"
headers = { "Authorization" = "Bearer \${API_TOKEN}", "X-Codex-Event" = "task_complete" }
`,
    });
    const run = await hooklineCodex(stage, { env: { API_TOKEN: 'of-this-terminal' } });
    expect([run.exitCode, run.filesTouched], run.stderr).toEqual([0, ['allowed.txt']]);
    expect(run.modelSaw('the policy server says no')).toBe(true);
    const ofTask = () => server.received.find(({ body }) => body.event['type'] === 'task_complete');
    expect(await waitUntil(() => ofTask() !== undefined)).toBe(true);
    const { headers, body } = ofTask() ?? { headers: {}, body: undefined };
    expect(headers).toMatchObject({
      authorization: 'Bearer of-this-terminal',
      'content-type': 'application/json',
      'x-codex-event': 'task_complete',
      'idempotency-key': expect.any(String),
    });
    expect(body).toMatchObject({
      event: {
        type: 'task_complete',
        sessionId: expect.any(String),
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        taskId: expect.any(String),
        success: true,
        duration: expect.any(Number),
      },
      context: { model: expect.any(String) },
    });
  });
});

describe('an MCP tool', () => {
  it("of a server in the agent's own configuration decides about a command", async () => {
    const refusal = JSON.stringify({ decision: 'block', reason: 'the scanner says no' });
    const stage = await effectStage(
      commands,
      {
        'hooks.toml': `
[[hooks.exec]]
event = "exec.before"
type = "mcp_tool"
server = "security_scanner"
tool = "gate"
timeout = 20
conditions = { command = { contains = "forbidden" } }

[hooks.exec.arguments]
command = "\${command}"
severity = "high"
`,
      },
      { config: mcpEchoConfig('security_scanner', { GATE_OUT: refusal }) },
    );
    const run = await hooklineCodex(stage);
    expect([run.exitCode, run.filesTouched], run.stderr).toEqual([0, ['allowed.txt']]);
    expect(run.modelSaw('the scanner says no')).toBe(true);
  });
});
