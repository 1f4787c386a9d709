import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { type Person, person } from './person.ts';
import { spoolServer, webhook } from './spool-server.ts';

const FAILING = `[[hooks.session]]
event = "session_start"
command = ["sh", "-c", "exit 5"]
description = "Fails later"
mode = "async"
`;

interface Listed {
  readonly id: string;
  readonly state: string;
  readonly attempt: number;
  readonly attempts?: number;
}

const listed = async (someone: Person): Promise<Listed[]> =>
  JSON.parse((await someone.hookline(['spool', 'list', '--json'])).stdout);

/** Waits until the one job of the spool is in a state. */
const reaches = (someone: Person, state: string, count = 1): Promise<Listed[]> =>
  vi.waitFor(
    async () => {
      const jobs = await listed(someone);
      expect(jobs.map((job) => job.state)).toEqual(Array.from({ length: count }, () => state));
      return jobs;
    },
    { timeout: 50_000, interval: 100 },
  );

const deploy = (someone: Person, data: unknown, env?: NodeJS.ProcessEnv) =>
  someone.hookline(['emit', 'integration.deploy', '--data', JSON.stringify(data)], env ? { env } : {});

describe('hookline spool list', () => {
  it('shows what waits and failed, and flushes', async () => {
    const someone = person({ 'hooks.toml': FAILING });
    expect((await someone.hookline(['spool', 'list'])).stdout).toBe('Nothing waits.\n');
    expect(await someone.hookline(['spool', 'flush'])).toMatchObject({
      code: 0,
      stdout: '0 done, 0 failed, 0 left.\n',
    });
    await someone.hookline(['emit', 'session_start']);
    await someone.hookline(['spool', 'flush']);
    const { stdout } = await someone.hookline(['spool', 'list']);
    expect(stdout).toMatch(/^dead +\S+-1 +session_start +Fails later +\d+ s +HOOKLINE_SCRIPT_FAILED: /);
    expect(stdout).toContain('hookline spool retry');
    expect(await listed(someone)).toMatchObject([
      {
        state: 'dead',
        hook: 'Fails later',
        event: { type: 'session_start' },
        failed: { code: 'HOOKLINE_SCRIPT_FAILED' },
      },
    ]);
    const trace = (await someone.hookline(['trace'])).stdout;
    expect(trace).toMatch(/└ Fails later .* handed-over$/m);
    expect(trace).toMatch(/└ Fails later .* failed: /m);
  });

  it('says of a delivery when it is tried again, how often, and why; never the path of its address', async () => {
    const server = await spoolServer();
    server.status = 503;
    server.headers['retry-after'] = '600';
    const someone = person({ 'hooks.toml': webhook(`${server.url}/services/s3cret`) });
    await deploy(someone, 1);
    const [job] = await reaches(someone, 'retrying');
    expect(job).toMatchObject({ attempt: 2, attempts: 9, target: server.url, hook: 'Tell' });
    const { stdout } = await someone.hookline(['spool', 'list']);
    expect(stdout).toMatch(
      /^retrying in \d+ (?:s|min) \(attempt 2 of 9\) +\S+ +integration\.deploy +Tell +http:\/\/127\S+ +\d+ s +HOOKLINE_WEBHOOK_FAILED: .*503/,
    );
    expect(stdout).toContain('hookline spool flush');
    expect(stdout).not.toContain('s3cret');
    expect(someone.files()['home/.codex/hooks.log']).toMatch(/Try 1 of 9; the next one in 600 s\./);
    await someone.hookline(['spool', 'drop', job?.id ?? '']);
  });
});

describe('hookline spool flush', () => {
  it('does not wait for the moment of a retry, tries each once, and ends with 1 while something is left', async () => {
    const server = await spoolServer();
    server.status = 503;
    server.headers['retry-after'] = '600';
    const someone = person({ 'hooks.toml': webhook(server.url) });
    await deploy(someone, 'first');
    await server.got(1);
    await deploy(someone, 'second');
    await vi.waitFor(
      async () => expect((await listed(someone)).map(({ state }) => state)).toEqual(['retrying', 'waiting']),
      { timeout: 50_000, interval: 100 },
    );
    const first = await someone.hookline(['spool', 'flush']);
    expect(first.code).toBe(1);
    expect(first.stdout).toMatch(/^0 done, 0 failed, 2 left\.\nretrying in .*\(attempt 3 of 9\)/);
    expect(first.stdout).toContain('tried again in the background');
    expect(server.received.map(({ event }) => event.data)).toEqual(['first', 'first']);
    server.status = 204;
    // The worker may be so fast as to deliver what stands behind it.
    expect(await someone.hookline(['spool', 'flush'])).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^[12] done, 0 failed, 0 left\.\n$/),
      stderr: '',
    });
    expect(server.received.map(({ event }) => event.data)).toEqual(['first', 'first', 'first', 'second']);
    expect(new Set(server.received.map(({ headers }) => headers['idempotency-key'])).size).toBe(2);
  });

  it('leaves what needs the variables of another terminal to that one, and says so', async () => {
    const server = await spoolServer();
    server.status = 503;
    server.headers['retry-after'] = '600';
    const someone = person({
      'hooks.toml': webhook(server.url, 'headers = { Authorization = "Bearer ${API_TOKEN}" }'),
    });
    await deploy(someone, 1, { API_TOKEN: 'of-terminal-a' });
    const [job] = await reaches(someone, 'retrying');
    server.status = 204;
    const other = await someone.hookline(['spool', 'flush'], { env: { API_TOKEN: 'of-terminal-b' } });
    expect(other.code).toBe(1);
    expect(other.stdout).toMatch(/1 of these need the variables of another terminal \(API_TOKEN\)/);
    expect(server.received).toHaveLength(1);
    const own = await someone.hookline(['spool', 'flush'], { env: { API_TOKEN: 'of-terminal-a' } });
    expect(own.stdout).toBe('1 done, 0 failed, 0 left.\n');
    expect(server.received.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer of-terminal-a',
      'Bearer of-terminal-a',
    ]);
    expect(job?.id).toBeDefined();
    expect(JSON.stringify(someone.files())).not.toContain('of-terminal-a');
  });
});

describe('hookline spool retry', () => {
  it('puts a dead letter back, as it is configured and with the variables of now, before what came later', async () => {
    const server = await spoolServer();
    const config = (path: string) =>
      webhook(`${server.url}${path}`, 'headers = { Authorization = "Bearer ${API_TOKEN:-none}" }');
    const someone = person({ 'hooks.toml': config('/wrong') });
    server.status = 404;
    await deploy(someone, 'first');
    const [letter] = await reaches(someone, 'dead');
    server.status = 204;
    someone.write('hooks.toml', config('/right'));
    const retried = await someone.hookline(['spool', 'retry', (letter?.id ?? '').slice(0, -3)], {
      env: { API_TOKEN: 'new' },
    });
    expect(retried).toMatchObject({ code: 0, stderr: '' });
    expect(retried.stdout).toMatch(/^waiting +\S+ .*\n\n1 put back to work/);
    await server.got(2);
    expect(server.received[1]).toMatchObject({
      path: '/right',
      headers: {
        authorization: 'Bearer new',
        'idempotency-key': server.received[0]?.headers['idempotency-key'],
      },
    });
    await reaches(someone, 'dead', 0);
  });

  it('takes all dead letters, and says when there are none', async () => {
    const server = await spoolServer();
    server.status = 400;
    const someone = person({ 'hooks.toml': webhook(server.url) });
    expect((await someone.hookline(['spool', 'retry', '--all'])).stdout).toBe('There are no dead letters.\n');
    for (const data of ['a', 'b', 'c']) await deploy(someone, data);
    await reaches(someone, 'dead', 3);
    server.status = 204;
    expect((await someone.hookline(['spool', 'retry', '--all'])).stdout).toContain('3 put back to work');
    await server.got(6);
    const sent = server.received.filter(({ status }) => status === 204).map(({ event }) => event.data);
    expect(sent).toEqual(['a', 'b', 'c']);
  });

  it('names the nearest id for one that is not there, and asks for one', async () => {
    const someone = person({ 'hooks.toml': FAILING });
    await someone.hookline(['emit', 'session_start']);
    const [letter] = await reaches(someone, 'dead');
    const id = letter?.id ?? '';
    for (const command of ['retry', 'drop']) {
      const unknown = await someone.hookline(['spool', command, `${id.slice(0, -1)}x`]);
      expect(unknown.code).toBe(1);
      expect(unknown.stderr).toMatch(/^HOOKLINE_USAGE {2}The spool holds nothing with the id/);
      expect(unknown.stderr).toContain(`Did you mean "${id}"?`);
      expect((await someone.hookline(['spool', command])).code).toBe(64);
    }
    expect(await listed(someone)).toHaveLength(1);
  });
});

describe('hookline spool drop', () => {
  it('removes what is named and says what it was; all dead letters only with a yes', async () => {
    const server = await spoolServer();
    server.status = 400;
    const someone = person({ 'hooks.toml': webhook(server.url) });
    for (const data of ['a', 'b', 'c']) await deploy(someone, data);
    const [first] = await reaches(someone, 'dead', 3);
    const one = await someone.hookline(['spool', 'drop', first?.id ?? '']);
    expect(one).toMatchObject({ code: 0, stderr: '' });
    expect(one.stdout).toMatch(
      new RegExp(`^dead +${first?.id} +integration\\.deploy +Tell .*\\n\\n1 removed\\.\\n$`),
    );
    const asked = await someone.hookline(['spool', 'drop', '--all', '--dead']);
    expect(asked.code).toBe(1);
    expect(asked.stderr).toContain('--yes');
    expect(await listed(someone)).toHaveLength(2);
    expect((await someone.hookline(['spool', 'drop', '--all'])).code).toBe(64);
    expect((await someone.hookline(['spool', 'drop', '--all', '--dead', '--yes'])).stdout).toContain(
      '2 removed.',
    );
    expect(await listed(someone)).toEqual([]);
  });
});

describe('hookline emit', () => {
  it('ends with 1 and the reason when its work cannot be stored', async () => {
    const someone = person({ 'hooks.toml': FAILING });
    mkdirSync(someone.hooklineHome, { recursive: true });
    writeFileSync(join(someone.hooklineHome, 'spool'), 'a file in place of the folder');
    const { code, stderr } = await someone.hookline(['emit', 'session_start']);
    expect(code).toBe(1);
    expect(stderr).toContain('HOOKLINE_SPOOL_WRITE_FAILED');
    expect(stderr).toMatch(/fix +Make \$HOOKLINE_HOME .* writable/);
  });
});

describe('hookline hook', () => {
  it('has stored the work of what follows when it answers, and is killed then', async () => {
    const someone = person({
      'hooks.toml': `[[hooks.exec]]
event = "exec.before"
command = ["sh", "-c", "exit 5"]

[[hooks.error]]
event = "error.occurred"
mode = "sync"
command = ["sh", "-c", "kill -9 $PPID"]

[[hooks.error]]
event = "error.occurred"
mode = "async"
command = ["sh", "-c", "echo told >> told"]
description = "Told later"
`,
    });
    const payload = {
      session_id: 'session-1',
      cwd: someone.project,
      hook_event_name: 'PreToolUse',
      tool_name: 'Bash',
      tool_input: { command: 'ls' },
      tool_use_id: 'call-1',
    };
    const { code } = await someone.hookline(['hook'], { stdin: JSON.stringify(payload) });
    expect(code).toBeNull();
    expect(await listed(someone)).toMatchObject([{ hook: 'Told later', state: 'waiting', attempt: 1 }]);
    expect((await someone.hookline(['spool', 'flush'])).stdout).toBe('1 done, 0 failed, 0 left.\n');
    expect(someone.files()['project/told']).toBe('told\n');
  });

  it('does it once where nothing is killed', async () => {
    const someone = person({
      'hooks.toml': `[[hooks.exec]]
event = "exec.before"
command = ["sh", "-c", "exit 5"]

[[hooks.error]]
event = "error.occurred"
mode = "async"
command = ["sh", "-c", "echo told >> told"]
`,
    });
    const payload = {
      session_id: 'session-1',
      cwd: someone.project,
      hook_event_name: 'PreToolUse',
      tool_name: 'Bash',
      tool_input: { command: 'ls' },
      tool_use_id: 'call-1',
    };
    expect((await someone.hookline(['hook'], { stdin: JSON.stringify(payload) })).code).toBe(0);
    await someone.hookline(['spool', 'flush']);
    await reaches(someone, 'waiting', 0);
    expect(someone.files()['project/told']).toBe('told\n');
  });
});
