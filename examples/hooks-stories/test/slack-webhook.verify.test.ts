// Slack is told of an error: by one request, in JSON that nothing an event says can break out of.
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Project, project, script } from './project.ts';

const SLACK = [script('notifications/slack-webhook.sh')];
const SECRET = 'T0SECRET';

interface Received {
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

interface Server {
  readonly url: string;
  readonly received: Received[];
}

/** A stand-in for Slack; `answer` may look at the machine while the sender waits. */
async function slack(
  answer: (response: http.ServerResponse) => void = (it) => it.end('ok'),
): Promise<Server> {
  const received: Received[] = [];
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push({ headers: request.headers, text: Buffer.concat(chunks).toString() });
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/${SECRET}`, received };
}

const failed = { CODEX_EVENT_TYPE: 'error.occurred', CODEX_ERROR: 'It broke.', CODEX_SESSION_ID: 's' };

/** A folder with these programs and no others, for PATH. */
async function pathWith(at: Project, names: readonly string[]): Promise<string> {
  const bin = join(at.root, 'bin');
  mkdirSync(bin);
  for (const name of names) {
    // What a shim stands for, not the shim: that needs programs of its own.
    const ask = name === 'python3' ? ['python3', '-c', 'import sys; print(sys.executable)'] : ['which', name];
    symlinkSync((await at.run(ask)).stdout.trim(), join(bin, name));
  }
  return bin;
}

describe('the notification as a hook', () => {
  it('is sent when an error occurs, and only where there is an address', async () => {
    const { url, received } = await slack();
    const at = project();
    const error = { error: 'The model refuses.', source: 'model', context: 'POST /responses' };
    expect(await at.emit('error.occurred', error)).toMatchObject({ code: 0, stderr: '' });
    expect(received).toEqual([]);
    await at.emit('error.occurred', error, { env: { SLACK_WEBHOOK_URL: url } });
    expect(received).toHaveLength(1);
    expect(received[0]?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(received[0]?.text ?? '')).toEqual({
      text: ':rotating_light: Error',
      attachments: [
        {
          color: 'danger',
          text: 'The model refuses.\nWhile: POST /responses',
          footer: 'session session-1, repo',
          fallback: ':rotating_light: Error',
        },
      ],
    });
  });

  it.each([
    ['session_start', {}, ':rocket: Session started'],
    ['session_end', { duration: 303_000 }, ':checkered_flag: Session ended after 5m 3s'],
    ['task_start', { prompt: 'tidy up' }, ':arrow_forward: Task started'],
    ['task_complete', { success: true }, ':white_check_mark: Task completed'],
    ['task_complete', { success: false, duration: 61_000 }, ':x: Task failed after 1m 1s'],
    ['exec.before', { command: 'ls' }, ':information_source: exec.before'],
  ])('has a title for %s %j', async (event, data, title) => {
    const { url, received } = await slack();
    const at = project();
    const category = event.split(/[._]/)[0];
    await at.run([
      'sh',
      '-c',
      `printf '[[hooks.${category}]]\\nevent = "${event}"\\ncommand = ["${SLACK[0]}"]\\n' > hooks.toml`,
    ]);
    await at.emit(event, data, { env: { SLACK_WEBHOOK_URL: url } });
    expect(JSON.parse(received[0]?.text ?? '').text).toBe(title);
  });
});

describe.each(['jq', 'python3', 'node'])('the message that %s writes', (encoder) => {
  it('holds every text as text', async () => {
    const { url, received } = await slack();
    const at = project();
    const bin = await pathWith(at, ['bash', 'env', 'curl', 'sed', encoder]);
    const error = `"}],"channel":"#other" <!channel> <https://evil.test|click> & $(touch pwned) \`touch pwned\` \\ ü\t\u0001`;
    const run = await at.run(SLACK, {
      env: { ...failed, CODEX_ERROR: error, CODEX_CONTEXT: 'a\nb', SLACK_WEBHOOK_URL: url, PATH: bin },
    });
    expect(run).toEqual({ code: 0, stdout: '', stderr: '' });
    const message = JSON.parse(received[0]?.text ?? '');
    expect(Object.keys(message).sort()).toEqual(['attachments', 'text']);
    expect(message.attachments[0].text).toBe(
      `${error.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}\nWhile: a\nb`,
    );
    expect(readdirSync(at.repo)).not.toContain('pwned');
  });
});

describe('secrets', () => {
  it('do not leave: neither those in the error nor, on the command line, the address', async () => {
    let commandLines = '';
    const { url, received } = await slack((response) => {
      for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
        try {
          commandLines += `${readFileSync(`/proc/${pid}/cmdline`, 'utf8')}\n`;
        } catch {
          // It has ended.
        }
      }
      response.end('ok');
    });
    const CODEX_ERROR = 'Bearer abcdefgh12345 refused; API_KEY=hunter2222; ghp_abcdefghijklmnop123';
    const run = await project().run(SLACK, { env: { ...failed, CODEX_ERROR, SLACK_WEBHOOK_URL: url } });
    expect(run.code).toBe(0);
    expect(received[0]?.text).not.toMatch(/abcdefgh|hunter2/);
    expect(commandLines).toContain('curl');
    expect(commandLines).not.toContain(SECRET);
  });
});

describe('what goes wrong', () => {
  it.each([
    ['no address', {}, 'SLACK_WEBHOOK_URL is not set'],
    ['http: to another machine', { SLACK_WEBHOOK_URL: 'http://slack.test/x' }, 'not an https:// address'],
    ['a file', { SLACK_WEBHOOK_URL: 'file:///etc/passwd' }, 'not an https:// address'],
    [
      'an option of curl in the address',
      { SLACK_WEBHOOK_URL: 'https://slack.test/x"\noutput = "pwned' },
      'not an https:// address',
    ],
    [
      'a port that nobody listens on',
      { SLACK_WEBHOOK_URL: `http://127.0.0.1:1/${SECRET}` },
      'Slack was not reached',
    ],
    [
      'a time limit that is no number',
      { SLACK_WEBHOOK_URL: 'https://slack.test/x', SLACK_TIMEOUT: '-1' },
      'SLACK_TIMEOUT is not a number',
    ],
  ])('%s is said on stderr, with exit code 1', async (_, env, says) => {
    const at = project();
    const run = await at.run(SLACK, { env: { ...failed, ...env } });
    expect(run).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(says) });
    expect(run.stderr).not.toContain(SECRET);
    expect(readdirSync(at.repo)).not.toContain('pwned');
  });

  it.each([
    ['an error', (it: http.ServerResponse) => void it.writeHead(500).end('no'), 'status 500'],
    ['a refusal', (it: http.ServerResponse) => void it.writeHead(404).end('no_team'), 'status 404'],
    [
      'a redirect',
      (it: http.ServerResponse) => void it.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      'status 302',
    ],
    ['silence', () => {}, 'Slack was not reached'],
    ['an answer without end', (it: http.ServerResponse) => void it.write('x'.repeat(70_000)), 'not reached'],
  ])('%s from the other side as well', async (_, answer, says) => {
    const { url } = await slack(answer);
    const env = { ...failed, SLACK_WEBHOOK_URL: url, SLACK_TIMEOUT: '1' };
    const run = await project().run(SLACK, { env });
    expect(run).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(says) });
    expect(run.stderr).not.toContain(SECRET);
  });

  it('is kept where a person finds it: as a hook that failed', async () => {
    const { url } = await slack((response) => response.writeHead(500).end());
    const at = project();
    const env = { SLACK_WEBHOOK_URL: url };
    await at.hookline(['emit', 'error.occurred', '--data', '{"error":"x","source":"tool"}'], { env });
    await at.hookline(['spool', 'flush'], { env });
    expect(JSON.parse((await at.hookline(['spool', 'list', '--json'])).stdout)).toMatchObject([
      { state: 'dead', event: { type: 'error.occurred' }, failed: { code: 'HOOKLINE_SCRIPT_FAILED' } },
    ]);
  });
});
