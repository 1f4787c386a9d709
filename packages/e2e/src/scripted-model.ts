// A stand-in for the "Responses API" that the agent talks to: it answers every request with the next turn of a script
// and keeps the request, so a test can see what really reached the model. It listens on 127.0.0.1 and knows nothing
// of hooks: what a hook did shows only in what the agent asks next.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { heardIn, type ModelRequest, type ModelRequestBody } from './model-request.ts';
import { flattenTools, isFault, toItems } from './response-items.ts';
import type { Turn } from './turn.ts';

/** A model that says what its script says. */
export interface ScriptedModel {
  /** Base address for the provider's `base_url`. */
  readonly url: string;
  /** Requests for a response, in the order of arrival. */
  readonly requests: readonly ModelRequest[];
  /** Other requests (`GET /models` and the like), answered with 404. */
  readonly strays: readonly string[];
  /** Calls the listener for every further request; returns what removes it. */
  onRequest(listener: () => void): () => void;
  /** Answers the requests that a turn with `hold` keeps open. */
  release(): void;
  /** Ends every connection, also those held open. */
  close(): Promise<void>;
}

/** Settings of a scripted model. */
export interface ScriptedModelOptions {
  /** Repeats the last turn for ever; otherwise a plain message follows the end of the script. */
  readonly repeatLast?: boolean;
}

/** Starts a scripted model on a free port of 127.0.0.1. */
export async function startScriptedModel(
  turns: readonly Turn[],
  options: ScriptedModelOptions = {},
): Promise<ScriptedModel> {
  const takeTurn = createQueue(turns, options.repeatLast ?? false);
  const requests: ModelRequest[] = [];
  const strays: string[] = [];
  const listeners = new Set<() => void>();
  const closing = new AbortController();
  let held = Promise.withResolvers<void>();
  let count = 0;
  const nextId = (prefix: string) => `${prefix}_${String(++count).padStart(6, '0')}`;

  async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const text = await readText(request);
    const path = request.url?.split('?')[0] ?? '';
    if (request.method !== 'POST' || !/\/responses(\/compact)?$/.test(path)) {
      strays.push(`${request.method} ${path}`);
      sendJson(response, 404, { error: { message: 'not part of the script' } });
      return;
    }
    const body = JSON.parse(text) as ModelRequestBody;
    const turn = takeTurn(body);
    requests.push({ path, body, turn });
    for (const listener of [...listeners]) listener();
    if (turn.hold) await held.promise;
    if (turn.delayMs) await delay(turn.delayMs, undefined, { signal: closing.signal });
    sendTurn(response, turn, { tools: flattenTools(body.tools), text, nextId });
  }

  const server = http.createServer((request, response) => {
    // A request can end early from either side; the agent then sees a broken connection, as it would in life.
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    strays,
    onRequest(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    release() {
      held.resolve();
      held = Promise.withResolvers();
    },
    close() {
      closing.abort();
      held.resolve();
      listeners.clear();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function createQueue(turns: readonly Turn[], repeatLast: boolean): (body: ModelRequestBody) => Turn {
  const reserved = turns.filter((turn) => turn.when !== undefined);
  const queue = turns.filter((turn) => turn.when === undefined);
  return (body) => {
    const heard = heardIn(body);
    const index = reserved.findIndex(({ when = '' }) => heard.some((part) => part.includes(when)));
    const [match] = index >= 0 ? reserved.splice(index, 1) : [];
    if (match) return match;
    const next = repeatLast && queue.length === 1 ? queue[0] : queue.shift();
    return next ?? { type: 'message', text: 'script exhausted' };
  };
}

function sendTurn(response: http.ServerResponse, turn: Turn, scope: Parameters<typeof toItems>[1]): void {
  if (turn.type === 'http_error') {
    const { status = 500, message = 'scripted error', code = null } = turn;
    sendJson(response, status, { error: { message, type: 'scripted_error', code } });
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  const send = (event: { readonly type: string; readonly [field: string]: unknown }) =>
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  const id = scope.nextId('resp');
  send({ type: 'response.created', response: { id } });
  if (isFault(turn)) {
    if (turn.type === 'disconnect') return void response.destroy();
    const error = {
      code: turn.code ?? 'server_error',
      message: ('message' in turn ? turn.message : undefined) ?? 'scripted failure',
    };
    send({ type: 'response.failed', response: { id, status: 'failed', error } });
    return void response.end();
  }
  toItems(turn, scope).forEach((item, output_index) => {
    const isMessage = item.type === 'message';
    send({
      type: 'response.output_item.added',
      output_index,
      item: isMessage ? { ...item, content: [] } : item,
    });
    if (isMessage) {
      const [part] = item['content'] as [{ text: string }];
      const place = { output_index, content_index: 0, item_id: item.id };
      send({ type: 'response.output_text.delta', ...place, delta: part.text });
    }
    send({ type: 'response.output_item.done', output_index, item });
  });
  const { input_tokens = 10, output_tokens = 5 } = turn.usage ?? {};
  const usage = {
    input_tokens,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: input_tokens + output_tokens,
  };
  send({ type: 'response.completed', response: { id, usage } });
  response.end();
}

function sendJson(response: http.ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

async function readText(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
