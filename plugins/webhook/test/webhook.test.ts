import { describe, expect, it } from 'vitest';
import { json, nobody, notHttp, receiver } from './receiver.ts';
import { AFTER, EVENT, runWebhook } from './run-entry.ts';

describe('what a webhook sends', () => {
  it('sends the payload of the reference', async () => {
    const server = await receiver((response) => response.writeHead(204).end());
    expect(await runWebhook({ url: server.url }, { event: AFTER })).toBeUndefined();
    const [sent] = server.received;
    const body = JSON.parse(sent?.body ?? '');
    expect(sent?.method).toBe('POST');
    expect(sent?.headers['content-type']).toBe('application/json');
    expect(body.event).toMatchObject({
      type: 'exec.after',
      sessionId: 'session-1',
      timestamp: '2026-11-21T10:00:00.000Z',
      taskId: 'task-1',
      success: true,
      duration: 12,
      command: 'ls -la',
      exitCode: 0,
    });
    expect(body.context).toEqual({ model: 'gpt-5.5', provider: 'openai' });
    expect(Object.keys(body.event).slice(0, 6)).toEqual([
      'type',
      'sessionId',
      'timestamp',
      'taskId',
      'success',
      'duration',
    ]);
  });

  it('keeps the raw payload and the transcript back, and redacts', async () => {
    const server = await receiver((response) => response.writeHead(204).end());
    await runWebhook(
      { url: server.url },
      { event: { ...EVENT, command: 'login hunter2hunter2' } as typeof EVENT },
    );
    const body = server.received[0]?.body ?? '';
    expect(body).not.toMatch(/secret_raw|transcript|hunter2/);
    expect(JSON.parse(body).event.command).toBe('login [redacted]');
  });

  it('fills headers from the environment and the address also from the event', async () => {
    const server = await receiver((response) => response.writeHead(204).end());
    await runWebhook(
      {
        url: '${BASE}/hook/${session_id}?c=${command}&r=${REGION:-eu}',
        headers: { Authorization: 'Bearer ${API_TOKEN}', 'X-Env': '${STAGE}' },
      },
      {
        env: { BASE: server.url, API_TOKEN: 'abc' },
        entry: { environment: { STAGE: 'prod' } },
        event: { ...EVENT, command: 'a&b=${API_TOKEN} ü' } as typeof EVENT,
      },
    );
    expect(server.received[0]?.path).toBe(
      `/hook/session-1?c=${encodeURIComponent('a&b=${API_TOKEN} ü')}&r=eu`,
    );
    expect(server.received[0]?.headers).toMatchObject({ authorization: 'Bearer abc', 'x-env': 'prod' });
  });

  it('sends no body with GET', async () => {
    const server = await receiver((response) => response.writeHead(204).end());
    await runWebhook({ url: server.url, method: 'GET' });
    expect(server.received[0]).toMatchObject({ method: 'GET', body: '' });
  });

  it('sends nothing when a variable is unset', async () => {
    const server = await receiver((response) => response.writeHead(204).end());
    const run = runWebhook({ url: server.url, headers: { Authorization: 'Bearer ${API_TOKEN}' } });
    await expect(run).rejects.toMatchObject({ code: 'HOOKLINE_ENTRY_VARIABLE_UNSET' });
    expect(server.received).toEqual([]);
  });

  it.each([
    ['http://example.com/hook', {}],
    ['ftp://example.com/hook', {}],
    ['https://user:pass@example.com/', {}],
    ['not an address', {}],
    ['https://${command}/hook', {}],
    ['https://example.com/a/${command}/b', { command: '..' }],
  ])('refuses to call %s', async (url, fields) => {
    const event = { ...EVENT, command: 'evil.example', ...fields } as typeof EVENT;
    await expect(runWebhook({ url }, { event })).rejects.toMatchObject({
      code: 'HOOKLINE_WEBHOOK_ADDRESS_REFUSED',
    });
  });

  it('does not quote a header that cannot be sent', async () => {
    const run = runWebhook(
      { url: 'https://example.com', headers: { Authorization: '${API_TOKEN}' } },
      { env: { API_TOKEN: 'top\nsecret' } },
    );
    await expect(run).rejects.toMatchObject({ code: 'HOOKLINE_WEBHOOK_FAILED' });
    await expect(run).rejects.not.toThrow(/secret/);
  });
});

describe('what a webhook may answer', () => {
  it('decides by JSON', async () => {
    const server = await receiver((response) => json(response, { decision: 'block', reason: 'No.' }));
    expect(await runWebhook({ url: server.url })).toEqual({ verdict: { kind: 'deny', reason: 'No.' } });
  });

  it.each<[string, object, object]>([
    ['"deny" as well', { decision: 'deny', reason: 'No.' }, { verdict: { kind: 'deny', reason: 'No.' } }],
    [
      'a question, context, a message and a new input',
      {
        systemMessage: 'm',
        reason: 'sure?',
        hookSpecificOutput: {
          permissionDecision: 'ask',
          additionalContext: 'c',
          updatedInput: { command: 'ls' },
        },
      },
      {
        verdict: { kind: 'ask', reason: 'sure?' },
        rewrite: { command: 'ls' },
        context: 'c',
        message: 'm',
      },
    ],
    ['the end of the turn', { continue: false }, { halt: 'The hook "policy" ended this turn.' }],
  ])('may say %s', async (_, said, answer) => {
    const server = await receiver((response) => json(response, said));
    expect(await runWebhook({ url: server.url })).toEqual(answer);
  });

  it('does not decide when it is async', async () => {
    const server = await receiver((response) => json(response, { decision: 'block', reason: 'No.' }));
    expect(await runWebhook({ url: server.url }, { entry: { mode: 'async' } })).toBeUndefined();
  });

  it.each([
    ['plain text', 'text/plain', 'ok'],
    ['a page', 'text/html', '<h1>{"decision":"block"}</h1>'],
    ['its own JSON', 'application/json', '{"id": 7, "ok": true}'],
    ['a JSON text', 'application/json', '"ok"'],
    ['nothing', 'application/json', ''],
  ])('has no opinion when it answers with %s', async (_, type, body) => {
    const server = await receiver((response) => response.writeHead(200, { 'content-type': type }).end(body));
    expect(await runWebhook({ url: server.url })).toBeUndefined();
  });

  it.each(['{"decision": "blo', '{"decision": "perhaps"}', '\u0000\u0001rubbish'])(
    'fails when it answers with the broken JSON %j',
    async (body) => {
      const server = await receiver((response) =>
        response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(body),
      );
      await expect(runWebhook({ url: server.url })).rejects.toMatchObject({
        code: 'HOOKLINE_WEBHOOK_ANSWER_INVALID',
      });
    },
  );

  it('stops reading an answer without end', async () => {
    let wasCut = false;
    const cut = Promise.withResolvers<void>();
    const server = await receiver((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = (): void => {
        while (response.writable && response.write('x'.repeat(65_536)));
      };
      response.on('drain', more);
      response.on('close', () => {
        wasCut = true;
        cut.resolve();
      });
      more();
    });
    await expect(runWebhook({ url: server.url })).rejects.toMatchObject({
      code: 'HOOKLINE_WEBHOOK_ANSWER_INVALID',
    });
    await cut.promise;
    expect(wasCut).toBe(true);
  });

  it('is done with an endless text once the server has said 200', async () => {
    const server = await receiver((response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.write('and on and on');
    });
    expect(await runWebhook({ url: server.url })).toBeUndefined();
  });
});

describe('how a webhook fails', () => {
  it.each([
    [401, /token/],
    [403, /token/],
    [404, /url/],
    [500, /server/],
  ])('fails with the status %i and says what to do', async (status, fix) => {
    const server = await receiver((response) => response.writeHead(status).end('secret details'));
    const failure = await runWebhook({
      url: `${server.url}/s3cret?k=s3cret`,
      headers: { Authorization: 'Bearer s3cret' },
    })
      .then(() => undefined)
      .catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({
      code: 'HOOKLINE_WEBHOOK_FAILED',
      message: expect.stringContaining(String(status)),
      details: { fix: expect.stringMatching(fix), where: '/repo/hooks.toml:3:1' },
    });
    expect(JSON.stringify(failure)).not.toMatch(/s3cret|secret details/);
    expect(server.received).toHaveLength(1);
  });

  it('fails when nobody listens', async () => {
    await expect(runWebhook({ url: await nobody() })).rejects.toMatchObject({
      code: 'HOOKLINE_WEBHOOK_FAILED',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('fails when the other side does not speak HTTP', async () => {
    await expect(runWebhook({ url: await notHttp(), retry_count: 3 })).rejects.toThrow(/does not speak HTTP/);
  });

  it.each(['before its headers', 'after its headers'])('gives up a server that hangs %s', async (when) => {
    const stop = new AbortController();
    const server = await receiver((response) => {
      if (when === 'after its headers') {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"decision":');
      }
      stop.abort();
    });
    await expect(
      runWebhook({ url: server.url, retry_count: 3 }, { signal: stop.signal }),
    ).rejects.toMatchObject({
      code: 'HOOKLINE_WEBHOOK_FAILED',
    });
    expect(server.received).toHaveLength(1);
  });

  it('tries again after 429 and 500, with one key for all tries', async () => {
    const server = await receiver((response, _, count) => {
      if (count === 1) response.writeHead(429, { 'retry-after': '0' }).end();
      else if (count === 2) response.writeHead(500).end();
      else json(response, { decision: 'block', reason: 'No.' });
    });
    expect(await runWebhook({ url: server.url, retry_count: 3 })).toMatchObject({
      verdict: { kind: 'deny' },
    });
    expect(server.received).toHaveLength(3);
    expect(new Set(server.received.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  });

  it('tries as often as it may and no more', async () => {
    const server = await receiver((response) => response.writeHead(503).end());
    await expect(runWebhook({ url: server.url, retry_count: 1 })).rejects.toThrow(/tried 2 times/);
    expect(server.received).toHaveLength(2);
  });

  it('does not wait for what its timeout does not allow', async () => {
    const server = await receiver((response) => response.writeHead(429, { 'retry-after': '3600' }).end());
    await expect(runWebhook({ url: server.url, retry_count: 3 })).rejects.toThrow(
      /would not fit its timeout/,
    );
    expect(server.received).toHaveLength(1);
  });
});

describe('where a webhook follows', () => {
  it.each([301, 302, 307, 308])('follows %i on the same origin with method and body', async (status) => {
    const server = await receiver((response, { path }) => {
      if (path === '/new') response.writeHead(204).end();
      else response.writeHead(status, { location: '/new' }).end();
    });
    await runWebhook({ url: `${server.url}/old`, headers: { Authorization: 'Bearer abc' } });
    const [first, second] = server.received;
    expect(second).toMatchObject({ method: 'POST', path: '/new', body: first?.body });
    expect(second?.headers.authorization).toBe('Bearer abc');
  });

  it('fetches the result where 303 says', async () => {
    const server = await receiver((response, { path }) => {
      if (path === '/result') json(response, { decision: 'block', reason: 'No.' });
      else response.writeHead(303, { location: '/result' }).end();
    });
    expect(await runWebhook({ url: server.url })).toMatchObject({ verdict: { kind: 'deny' } });
    expect(server.received[1]).toMatchObject({ method: 'GET', body: '' });
  });

  it.each([302, 303, 307])('never follows %i to another origin', async (status) => {
    const thief = await receiver((response) => response.writeHead(204).end());
    const server = await receiver((response) =>
      response.writeHead(status, { location: `${thief.url}/x` }).end(),
    );
    const run = runWebhook({ url: server.url, headers: { Authorization: 'Bearer abc' }, retry_count: 3 });
    await expect(run).rejects.toThrow(/another origin/);
    expect(thief.received).toEqual([]);
    expect(server.received).toHaveLength(1);
  });

  it('gives up a redirect that says nowhere', async () => {
    const server = await receiver((response) => response.writeHead(302).end());
    await expect(runWebhook({ url: server.url })).rejects.toThrow(/no address/);
  });

  it('gives up a redirect in a circle', async () => {
    const server = await receiver((response) => response.writeHead(307, { location: '/' }).end());
    await expect(runWebhook({ url: server.url })).rejects.toThrow(/followed 5 times/);
    expect(server.received).toHaveLength(6);
  });
});
