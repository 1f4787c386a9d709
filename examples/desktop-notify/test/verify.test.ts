// The story as a person lives it: the plugin in a repository, a task that took long, and a notify-send that writes down
// what it was asked to show.
import { execFile } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const EXAMPLE = fileURLToPath(new URL('..', import.meta.url));
const { resolve: find } = createRequire(import.meta.url);
const manifest = find('hookline/package.json');
const hooklineBin = join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin.hookline);

const DESKTOP = { DISPLAY: ':0', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' };

/** Each argument on a line of its own, then a line of its own for the end. */
const RECORDS = '#!/bin/sh\nprintf "%s\\n" "$@" end >>"$SHOWN"\n';

interface Run {
  readonly code: number | string | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** A repository with the example in it, a home of its own, and a `notify-send` that does what the script says. */
function desk(notifySend: string | undefined, surroundings: Record<string, string> = DESKTOP) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-example-')));
  const [repo, home, programs, shown] = ['repo', 'home', 'bin', 'shown'].map((name) => join(root, name)) as [
    string,
    string,
    string,
    string,
  ];
  const scope = join(repo, 'node_modules/@hookline');
  for (const folder of [join(repo, '.git'), home, programs, scope]) mkdirSync(folder, { recursive: true });
  symlinkSync(
    dirname(find('@hookline/plugin-desktop-notify/package.json')),
    join(scope, 'plugin-desktop-notify'),
  );
  cpSync(join(EXAMPLE, 'hooks.toml'), join(repo, 'hooks.toml'));
  if (notifySend !== undefined) {
    writeFileSync(join(programs, 'notify-send'), notifySend);
    chmodSync(join(programs, 'notify-send'), 0o755);
  }
  const env = {
    // Alone: a notify-send of this machine must not be found.
    PATH: programs,
    HOME: home,
    CODEX_HOME: join(home, '.codex'),
    HOOKLINE_HOME: join(home, '.hookline'),
    HOOKLINE_TRUST: 'all',
    SHOWN: shown,
    ...surroundings,
  };
  const hookline = (...args: string[]): Promise<Run> =>
    new Promise((resolve) => {
      execFile(process.execPath, [hooklineBin, ...args], { cwd: repo, env }, (error, stdout, stderr) =>
        resolve({ code: error ? error.code : 0, stdout, stderr }),
      );
    });
  // What was handed over is over before its folder goes.
  onTestFinished(async () => {
    await hookline('spool', 'flush');
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  });
  const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  return {
    /** An event, and what follows from it. */
    async happens(event: string, data: object): Promise<void> {
      const { code, stderr } = await hookline('emit', event, '--data', JSON.stringify(data));
      expect([code, stderr]).toEqual([0, '']);
      expect(await hookline('spool', 'flush')).toMatchObject({ code: 0 });
    },
    shown: () =>
      read(shown)
        .split('end\n')
        .slice(0, -1)
        .map((args) => args.trimEnd().split('\n')),
    hooksLog: () => read(join(home, '.codex', 'hooks.log')),
    waiting: async () => (await hookline('spool', 'list')).stdout,
  };
}

describe.runIf(process.platform === 'linux')('the desktop', () => {
  it('shows a task that took long, and what the agent waits for', async () => {
    const { happens, shown, waiting } = desk(RECORDS);
    await happens('task_complete', { success: true, duration: 125_000 });
    await happens('task_complete', { success: true, duration: 29_000 });
    await happens('permission.request', {
      toolName: 'Bash',
      input: {},
      command: '--help; <b>$(id)</b>\n"x"',
    });
    expect(shown()).toEqual([
      ['--app-name=Hookline', '--urgency=normal', '--', 'Codex: task finished', 'repo · 2m 5s'],
      [
        '--app-name=Hookline',
        '--urgency=normal',
        '--',
        'Codex: waits for permission',
        'repo · Bash: --help; &lt;b&gt;$(id)&lt;/b&gt; "x"',
      ],
    ]);
    expect(await waiting()).toBe('Nothing waits.\n');
  });

  it.each([
    ['is missing', undefined, 'ENOENT'],
    ['finds no desktop', '#!/bin/sh\necho "no daemon" >&2\nexit 1\n', 'exit code 1): no daemon'],
  ])('whose notify-send %s is told of in one line, and nothing is kept', async (_, program, why) => {
    const { happens, hooksLog, waiting } = desk(program);
    await happens('task_complete', { success: true, duration: 125_000 });
    expect(hooksLog().match(/\[INFO\] \[desktop-notify\] No notification: .*/g)).toEqual([
      expect.stringContaining(why),
    ]);
    expect(await waiting()).toBe('Nothing waits.\n');
  });

  it('of another machine is left alone', async () => {
    const { happens, shown } = desk(RECORDS, { ...DESKTOP, SSH_CONNECTION: '192.0.2.1 50000 192.0.2.2 22' });
    await happens('task_complete', { success: true, duration: 125_000 });
    expect(shown()).toEqual([]);
  });
});
