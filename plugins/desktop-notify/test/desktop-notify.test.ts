/** The plugin by its public entry: what it hands over, and how that is shown. */
import desktopNotify from '@hookline/plugin-desktop-notify';
import { expectNoOpinion, type PluginTestOptions, testPlugin } from '@hookline/testkit';
import { describe, expect, it } from 'vitest';

/** A desktop on every platform. */
const env = { DISPLAY: ':0', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' };
const tested = (options: object = {}, more: Omit<PluginTestOptions, 'options'> = {}) =>
  testPlugin(desktopNotify, { env, ...more, options });

const long = { duration: 125_000, cwd: '/home/user/shop' };

async function told(
  name: 'task_complete' | 'permission.request' | 'error.occurred' | 'session_end',
  fields: object,
  options?: object,
  more?: Omit<PluginTestOptions, 'options'>,
) {
  const result = await (await tested(options, more)).run(name, fields);
  expectNoOpinion(result);
  expect(result.execs).toEqual([]);
  return result.enqueued.map(({ delivery, data }) => {
    expect(delivery).toBe('notice');
    const { title, body } = data as { title: string; body: string };
    return [title, body];
  });
}

describe('a notification', () => {
  it('tells of a task that took long, and how long', async () => {
    expect(await told('task_complete', long)).toEqual([['Codex: task finished', 'shop · 2m 5s']]);
    expect(await told('task_complete', { ...long, success: false })).toEqual([
      ['Codex: task failed', 'shop · 2m 5s'],
    ]);
  });

  it.each([
    [9_999, {}, 0],
    [10_000, {}, 1],
    [undefined, {}, 0],
    [undefined, { min_seconds: 0 }, 1],
    [59_000, { min_seconds: 60 }, 0],
  ])('of a task of %s ms with %j is handed over %d times', async (duration, options, times) => {
    expect(await told('task_complete', { duration }, options)).toHaveLength(times);
  });

  it('tells what permission is asked for', async () => {
    const asked = {
      toolName: 'Bash',
      command: 'npm publish',
      justification: 'To release.',
      cwd: '/home/user/shop',
    };
    expect(await told('permission.request', asked)).toEqual([
      ['Codex: waits for permission', 'shop · Bash: npm publish'],
    ]);
    expect(
      await told('permission.request', asked, { commands: false, show_message: true, title: 'Agent' }),
    ).toEqual([['Agent: waits for permission', 'shop · Bash · To release.']]);
  });

  it('tells of errors of the agent, not of tools and hooks', async () => {
    const error = { error: 'stream disconnected', cwd: '/home/user/shop' };
    expect(await told('error.occurred', { ...error, source: 'model' })).toEqual([
      ['Codex: error', 'shop · stream disconnected'],
    ]);
    for (const source of ['tool', 'hook'])
      expect(await told('error.occurred', { ...error, source })).toEqual([]);
  });

  it('tells of the end of a session only when it is asked to, once', async () => {
    expect(await told('session_end', long)).toEqual([]);
    expect(await told('session_end', long, { events: ['session_end', 'session_end'] })).toHaveLength(1);
    expect(await told('task_complete', long, { events: ['session_end'] })).toEqual([]);
  });

  it('shows what the agent says only when it is asked to', async () => {
    const said = { ...long, lastMessage: 'The token is hunter2.' };
    expect(await told('task_complete', said)).toEqual([['Codex: task finished', 'shop · 2m 5s']]);
    expect(await told('task_complete', said, { show_message: true }, { secrets: ['hunter2'] })).toEqual([
      ['Codex: task finished', 'shop · 2m 5s · The token is [redacted].'],
    ]);
  });

  it('is one line of what can be seen, bounded', async () => {
    const command = `--help\r\n\u001b[2K\u202ea\u2028b\u0000${'x'.repeat(1024 * 1024)}`;
    const [[title, body] = []] = await told(
      'permission.request',
      { toolName: 'Bash', command, cwd: '/-e' },
      {
        title: '--urgency=critical\n',
      },
    );
    expect(title).toBe('urgency=critical: waits for permission');
    expect(body).toMatch(/^-e · Bash: --help \[2K a b x+…$/);
    expect(body?.length).toBe(300);
  });

  it.each([
    ['no desktop', {}],
    ['SSH', { ...env, SSH_CONNECTION: 'x' }],
    ['CI', { ...env, CI: 'true' }],
  ])('is not handed over with %s', async (_, surroundings) => {
    expect(await told('task_complete', long, {}, { env: { ...surroundings } })).toEqual(
      process.platform === 'linux' || Object.keys(surroundings).length > 0 ? [] : [expect.anything()],
    );
  });
});

describe.runIf(process.platform === 'linux')('showing it', () => {
  const notice = (at = Date.now()) => ({ event: 'task_complete', title: 'T', body: 'b', at });

  it('runs notify-send, with little time', async () => {
    const plugin = await tested({}, { exec: { 'notify-send': {} } });
    const { execs, logs } = await plugin.deliver('notice', notice());
    expect(execs).toEqual([
      {
        file: 'notify-send',
        args: ['--app-name=Hookline', '--urgency=normal', '--', 'T', 'b'],
        options: expect.objectContaining({ timeoutMs: 2_000 }),
      },
    ]);
    expect(logs).toEqual([]);
  });

  it.each([
    [{ status: 'not-started', errorCode: 'ENOENT' }, 'No notification: notify-send (ENOENT)'],
    [{ exitCode: 1, stderr: 'no daemon\n' }, 'No notification: notify-send (exit code 1): no daemon'],
    [{ status: 'timed-out' }, 'No notification: notify-send (timed-out)'],
  ] as const)('that fails is no failure, and is told once a session (%#)', async (ended, message) => {
    const plugin = await tested({}, { exec: { 'notify-send': ended } });
    const levels = [];
    for (let round = 0; round < 3; round += 1) {
      const { logs } = await plugin.deliver('notice', notice());
      expect(logs.map((log) => log.message)).toEqual([message]);
      levels.push(logs[0]?.level);
    }
    expect(levels).toEqual(['info', 'debug', 'debug']);
  });

  it('through WSL falls back to notify-send', async () => {
    const plugin = await tested(
      {},
      {
        env: { WSL_DISTRO_NAME: 'Debian', WSL_INTEROP: 'x' },
        exec: { 'powershell.exe': { status: 'not-started', errorCode: 'ENOENT' }, 'notify-send': {} },
      },
    );
    const { execs } = await plugin.deliver('notice', notice());
    expect(execs.map(({ file }) => file)).toEqual(['powershell.exe', 'notify-send']);
  });

  it('by a program of the person’s own says that it failed', async () => {
    const plugin = await tested(
      { command: ['mine', '{title}'] },
      { env: {}, exec: { 'mine T': { exitCode: 3 } } },
    );
    expect((await plugin.deliver('notice', notice())).logs).toEqual([
      { level: 'warn', message: 'No notification: mine (exit code 3) Correct "command" of desktop-notify.' },
    ]);
  });

  it('is not done when it is no news any more', async () => {
    const plugin = await tested();
    const { execs, logs } = await plugin.deliver('notice', notice(Date.now() - 61_000));
    expect(execs).toEqual([]);
    expect(logs).toMatchObject([{ level: 'debug' }]);
  });
});

it.each([
  [
    { events: ['exec.after'] },
    'It can be about task_complete, permission.request, error.occurred, session_end.',
  ],
  [{ min_seconds: -1 }, 'It is a number of seconds, 0 for every task.'],
  [{ urgency: 'high' }, 'The urgency is one of low, normal, critical.'],
  [{ title: ' ' }, 'The title is empty.'],
  [{ command: 'notify-send x' }, 'It is a list: the program, then its arguments. No shell reads it.'],
  [{ command: [] }, 'The first item is the program.'],
  [{ command: ['./mine.sh'] }, 'The program is an absolute path, or a name that is found on the PATH.'],
  [{ command: ['bin/mine'] }, 'The program is an absolute path, or a name that is found on the PATH.'],
  [{ colour: 1 }, 'colour'],
])('says what is wrong with %j', async (options, message) => {
  await expect(tested(options)).rejects.toThrow(message);
});

it.each([['/usr/bin/x'], ['x'], ['C:\\x.exe'], ['${HOME}/x']])('takes the program %s', async (file) => {
  await expect(tested({ command: [file] }, { env: { ...env, HOME: '/home/user' } })).resolves.toBeDefined();
});
