import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { codexHome, EVENT, inline, isAlive, runTool, SERVER, seen, temporaryFolder } from './run-entry.ts';

const DENY = '{"decision": "block", "reason": "Not this."}';
const quoted = JSON.stringify;
/** A machine that does much else takes its time. */
const POLL = { timeout: 30_000 };

describe('a tool of a program', () => {
  it('decides by JSON', async () => {
    const answer = await runTool({ tool: 'scan_command', server: inline({ ANSWER: DENY }) });
    expect(answer).toEqual({ verdict: { kind: 'deny', reason: 'Not this.' } });
  });

  it('gets its arguments from the event, whole values as they are', async () => {
    const answer = await runTool({
      tool: 'echo',
      server: inline(),
      arguments: { command: '${command}', all: '${input}', text: 'in ${cwd}', severity: 'high', n: 3 },
    });
    expect(seen(answer)['args']).toEqual({
      command: 'rm -rf build',
      all: { command: 'rm -rf build' },
      text: 'in /repo',
      severity: 'high',
      n: 3,
    });
  });

  it('fails when an argument is unset, without starting anything', async () => {
    const run = runTool({ tool: 'echo', server: { command: ['./missing'] }, arguments: { a: '${NOT_SET}' } });
    await expect(run).rejects.toMatchObject({ code: 'HOOKLINE_ENTRY_VARIABLE_UNSET' });
  });

  it('gives plain text as context where the agent has it, and to the log elsewhere', async () => {
    const fields = { tool: 'scan_command', server: inline({ ANSWER: 'Mind the gap.' }) };
    const event = { ...EVENT, type: 'session_start' };
    expect(await runTool(fields, { event })).toEqual({ context: 'Mind the gap.' });
    const logged: string[] = [];
    expect(await runTool(fields, { onLog: (message) => logged.push(message) })).toBeUndefined();
    expect(logged).toEqual(['scanner: Mind the gap.']);
  });

  it('has no opinion when its JSON is data of its own, also at the start of a session', async () => {
    const fields = { tool: 'scan_command', server: inline({ ANSWER: '{"findings": []}' }) };
    for (const type of ['exec.before', 'session_start'])
      expect(await runTool(fields, { event: { ...EVENT, type } })).toBeUndefined();
  });

  it('does not decide when it is async', async () => {
    const fields = { tool: 'scan_command', server: inline({ ANSWER: DENY }) };
    expect(await runTool(fields, { entry: { mode: 'async' } })).toBeUndefined();
  });

  it.each(['noise', 'prompt', 'rubbish', 'stderr-flood', 'large'])(
    'passes over what is no message (%s)',
    async (MODE) => {
      const answer = await runTool({ tool: 'scan_command', server: inline({ MODE, ANSWER: DENY }) });
      expect(answer?.verdict?.kind).toBe('deny');
    },
  );

  it('fills arguments in at any depth, and keeps the type of a whole value', async () => {
    const answer = await runTool({
      tool: 'echo',
      server: inline(),
      arguments: {
        deep: { list: ['${command}', { all: '${input}', n: 1, on: true }], text: 'a ${toolName} b' },
      },
    });
    expect(seen(answer)['args']).toEqual({
      deep: {
        list: ['rm -rf build', { all: { command: 'rm -rf build' }, n: 1, on: true }],
        text: 'a Bash b',
      },
    });
  });

  it('rewrites the input and adds context', async () => {
    const ANSWER = JSON.stringify({
      hookSpecificOutput: { updatedInput: { command: 'ls' }, additionalContext: 'Only listed.' },
    });
    expect(await runTool({ tool: 'scan_command', server: inline({ ANSWER }) })).toEqual({
      rewrite: { command: 'ls' },
      context: 'Only listed.',
    });
  });

  it.each([
    ['an argument of the tool', { server: inline(), arguments: { a: ['x', { b: '${NOT_SET}' }] } }],
    ['an argument of the server', { server: { command: [process.execPath, SERVER, '--key=${NOT_SET}'] } }],
    ['its program', { server: { command: '${NOT_SET}' } }],
    ['its environment', { server: { ...inline(), env: { TOKEN: '${NOT_SET}' } } }],
    ['its folder', { server: { ...inline(), cwd: '${NOT_SET}' } }],
    ['its address', { server: { url: 'http://127.0.0.1:1/${NOT_SET}' } }],
    ['a header', { server: { url: 'http://127.0.0.1:1/', headers: { Authorization: 'Bearer ${NOT_SET}' } } }],
  ])('fails when %s needs a variable that is not set, or is empty', async (_, fields) => {
    for (const env of [{ PATH: process.env['PATH'] }, { PATH: process.env['PATH'], NOT_SET: '' }]) {
      await expect(runTool({ tool: 'echo', ...fields }, { env })).rejects.toMatchObject({
        code: 'HOOKLINE_ENTRY_VARIABLE_UNSET',
        message: '${NOT_SET} is not set.',
      });
    }
  });

  it('sees its own variables and not those of the hook', async () => {
    const server = { ...inline(), env: { FROM_ENTRY: '${STAGE}' } };
    const env = { PATH: process.env['PATH'], STAGE: 'prod', API_TOKEN: 'abc' };
    const answer = await runTool(
      { tool: 'environment', server },
      { env, entry: { environment: { MORE: '1' } } },
    );
    expect(seen(answer)).toMatchObject({ FROM_ENTRY: 'prod', MORE: '1' });
    expect(seen(answer)).not.toHaveProperty('API_TOKEN');
  });
});

describe('a server of config.toml', () => {
  const config = (env = ''): string =>
    `[mcp_servers.security_scanner]\ncommand = ${quoted(process.execPath)}\nargs = [${quoted(SERVER)}]\n${env}`;

  it('is found by its name and runs in the home of the agent', async () => {
    const home = codexHome(config('env_vars = ["STAGE"]\nenv = { OWN = "1" }\n'));
    const env = { PATH: process.env['PATH'], STAGE: 'prod' };
    const fields = { server: 'security_scanner' };
    expect(seen(await runTool({ ...fields, tool: 'environment' }, { codexHome: home, env }))).toMatchObject({
      STAGE: 'prod',
      OWN: '1',
    });
    expect(seen(await runTool({ ...fields, tool: 'echo' }, { codexHome: home }))['cwd']).toBe(home);
  });

  it.each([
    ['has another name', config(), 'security_scaner', /Did you mean "security_scanner"/],
    ['is switched off', config('enabled = false\n'), 'security_scanner', /enabled = false/],
    ['is nowhere', '', 'security_scanner', /codex mcp add/],
    ['is in a broken file', '[mcp_servers', 'security_scanner', /Repair/],
  ])('is unknown when it %s', async (_, text, server, fix) => {
    await expect(runTool({ tool: 'echo', server }, { codexHome: codexHome(text) })).rejects.toMatchObject({
      code: 'HOOKLINE_MCP_SERVER_UNKNOWN',
      details: { fix: expect.stringMatching(fix) },
    });
  });

  it.each([
    ['disabled_tools = ["echo"]', 'disabled_tools'],
    ['enabled_tools = ["scan_command"]', 'enabled_tools'],
  ])('has no tool that the agent may not use: %s', async (line, key) => {
    const run = runTool({ tool: 'echo', server: 'security_scanner' }, { codexHome: codexHome(config(line)) });
    await expect(run).rejects.toMatchObject({
      code: 'HOOKLINE_MCP_TOOL_FAILED',
      message: expect.stringContaining(`is switched off by "${key}"`),
    });
  });

  it('has the tools that are not switched off', async () => {
    const home = codexHome(config('enabled_tools = ["echo", "fail"]\ndisabled_tools = ["fail"]\n'));
    expect(
      seen(await runTool({ tool: 'echo', server: 'security_scanner' }, { codexHome: home }))['args'],
    ).toEqual({});
  });

  it.each([
    ['startup_timeout_sec = 0.2', 'hang'],
    ['startup_timeout_ms = 200', 'hang'],
    ['tool_timeout_sec = 0.2', 'hang-call'],
  ])('is given the time that it has with the agent: %s', async (line, MODE) => {
    const home = codexHome(config(`${line}\nunknown_key = 1\nenv = { MODE = "${MODE}" }\n`));
    await expect(runTool({ tool: 'echo', server: 'security_scanner' }, { codexHome: home })).rejects.toThrow(
      /timed out/i,
    );
  });

  it('never runs a relative path', async () => {
    const home = codexHome('[mcp_servers.x]\ncommand = "./server"\n');
    await expect(runTool({ tool: 'echo', server: 'x' }, { codexHome: home })).rejects.toThrow(
      /relative path/,
    );
  });

  it('is not taken from a folder of PATH inside the project', async () => {
    const project = temporaryFolder();
    const home = codexHome('[mcp_servers.x]\ncommand = "node"\n');
    mkdirSync(`${project}/.git`);
    mkdirSync(`${project}/bin`);
    symlinkSync(process.execPath, `${project}/bin/node`);
    const run = runTool(
      { tool: 'echo', server: 'x' },
      {
        codexHome: home,
        env: { PATH: `${project}/bin:bin:` },
        event: { ...EVENT, cwd: `${project}/bin` } as typeof EVENT,
      },
    );
    await expect(run).rejects.toThrow(/No program "node"/);
  });
});

describe('a tool that fails', () => {
  it.each(['', 'rpc-error'])('says what it answered (%s)', async (MODE) => {
    await expect(runTool({ tool: 'fail', server: inline({ MODE }) })).rejects.toMatchObject({
      code: 'HOOKLINE_MCP_TOOL_FAILED',
      message: expect.stringMatching(MODE ? /not found/ : /no such thing: fail/),
      details: { where: '/repo/hooks.toml:3:1' },
    });
  });

  it.each(['', 'rpc-error'])('is told its nearest name when there is no such tool (%s)', async (MODE) => {
    await expect(runTool({ tool: 'scan_comand', server: inline({ MODE }) })).rejects.toMatchObject({
      code: 'HOOKLINE_MCP_TOOL_FAILED',
      details: { fix: 'Did you mean "scan_command"?' },
    });
  });

  it.each(['{"decision": "blo', '{"decision": "perhaps"}'])(
    'fails for the broken answer %s',
    async (ANSWER) => {
      await expect(runTool({ tool: 'scan_command', server: inline({ ANSWER }) })).rejects.toMatchObject({
        code: 'HOOKLINE_MCP_TOOL_FAILED',
      });
    },
  );
});

describe('a server that fails', () => {
  it.each([
    ['crash', /exit code 3/],
    ['crash-late', /exit code 4/],
    ['endless', /more than a hook can take/],
    ['huge', /more than a hook can take/],
  ])('is reported (%s)', async (MODE, message) => {
    await expect(runTool({ tool: 'echo', server: inline({ MODE }) })).rejects.toMatchObject({
      code: 'HOOKLINE_MCP_SERVER_FAILED',
      message: expect.stringMatching(message),
    });
  });

  it('is quoted with its last words', async () => {
    await expect(runTool({ tool: 'echo', server: inline({ MODE: 'crash' }) })).rejects.toMatchObject({
      details: { why: 'It said: no database' },
    });
  });

  it('is reported when it does not exist', async () => {
    await expect(runTool({ tool: 'echo', server: { command: ['./missing'] } })).rejects.toMatchObject({
      code: 'HOOKLINE_MCP_SERVER_FAILED',
      message: expect.stringContaining('missing is not a program'),
    });
  });

  it('is reported when its folder does not exist', async () => {
    const server = { ...inline(), cwd: './missing' };
    await expect(runTool({ tool: 'echo', server })).rejects.toThrow(/missing, does not exist/);
  });

  it.skipIf(process.platform !== 'linux').each(['hang', 'hang-call', 'stubborn-hang'])(
    'is given up when it hangs (%s)',
    async (MODE) => {
      const before = new Set(ownChildren());
      const stop = new AbortController();
      const run = runTool({ tool: 'echo', server: inline({ MODE }) }, { signal: stop.signal });
      await expect
        .poll(() => ownChildren().filter((pid) => !before.has(pid)).length, POLL)
        .toBeGreaterThan(0)
        .finally(() => stop.abort());
      await expect(run).rejects.toMatchObject({ code: 'HOOKLINE_MCP_SERVER_FAILED' });
      expect(ownChildren().filter((pid) => !before.has(pid))).toEqual([]);
    },
  );
});

describe('the end of a server', () => {
  it.each(['', 'stubborn'])('comes with the end of the hook (%s)', async (MODE) => {
    const { pid } = seen(await runTool({ tool: 'echo', server: inline({ MODE }) }));
    expect(isAlive(pid)).toBe(false);
  });

  it.skipIf(process.platform !== 'linux')('takes what it started with it', async () => {
    const before = new Set(ownChildren());
    const { pid } = seen(await runTool({ tool: 'echo', server: inline({ MODE: 'parent' }) }));
    expect(isAlive(pid)).toBe(false);
    await expect.poll(() => sleepers(before), POLL).toEqual([]);
  });
});

it.skipIf(process.platform !== 'linux').each(['daemon', 'daemon-crash', 'daemon-hang'])(
  'ends what has left its group, its session and its parent (%s)',
  async (MODE) => {
    const pidFile = `${temporaryFolder()}/pid`;
    const stop = new AbortController();
    const run = runTool(
      { tool: 'echo', server: inline({ MODE, PID_FILE: pidFile }) },
      { signal: stop.signal },
    ).catch(() => {});
    try {
      if (MODE === 'daemon-hang') await expect.poll(() => existsSync(pidFile), POLL).toBe(true);
    } finally {
      if (MODE === 'daemon-hang') stop.abort();
      await run;
    }
    const pid = Number(readFileSync(pidFile, 'utf8'));
    expect(pid).toBeGreaterThan(0);
    expect(isAlive(pid)).toBe(false);
  },
);

it.skipIf(process.platform !== 'linux')(
  'ends with a hook process that ends in the middle of a call',
  async () => {
    const script = fileURLToPath(new URL('./exit-early.mjs', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [script, SERVER]);
    expect(Number(stdout)).toBeGreaterThan(0);
    await expect.poll(() => isAlive(Number(stdout)), POLL).toBe(false);
  },
);

/** Living children of this process. */
function ownChildren(): number[] {
  return processes().flatMap(({ pid, parent }) => (parent === process.pid ? [pid] : []));
}

/** Living processes that a server of this test left behind. */
function sleepers(before: ReadonlySet<number>): number[] {
  return processes().flatMap(({ pid, command }) =>
    !before.has(pid) && command.includes('process.on("SIGTERM",()=>{});setInterval(()=>{},1000)')
      ? [pid]
      : [],
  );
}

function processes(): { pid: number; parent: number; command: string }[] {
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid) || !isAlive(pid)) return [];
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return [{ pid, parent, command: readFileSync(`/proc/${pid}/cmdline`, 'latin1') }];
    } catch {
      return [];
    }
  });
}
