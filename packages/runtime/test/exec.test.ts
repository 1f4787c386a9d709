import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Bench, createBench } from './exec-programs.ts';

let bench: Bench;
beforeEach(() => {
  bench = createBench();
});
afterEach(() => {
  const left = bench.survivors();
  bench.close();
  expect(left).toEqual([]);
});

const appears = (path: string): Promise<void> =>
  vi.waitFor(() => expect(existsSync(path)).toBe(true), { timeout: 30_000, interval: 5 });

/** Leaves its group and session, loses its parent, and keeps the pipes when told so. */
const daemonised = (pipes: 'kept' | 'closed'): string => `#!/usr/bin/env python3
import os, sys, time, signal
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        ${pipes === 'closed' ? 'os.close(0); os.close(1); os.close(2)' : 'pass'}
        open("daemon", "w").close()
        time.sleep(600)
    os._exit(0)
while not os.path.exists("daemon"): time.sleep(0.005)
print("started", flush=True)
if len(sys.argv) > 1: time.sleep(600)
`;

describe('a program that ends by itself', () => {
  it('gives its output, its exit code and what it read from stdin', async () => {
    const file = bench.program('echo.sh', '#!/bin/bash\ncat\necho "warned $1" >&2\nexit 3\n');
    const result = await bench.run(file, ['a b; $(c)'], { input: 'hello ü' });
    expect(result).toMatchObject({
      status: 'exited',
      exitCode: 3,
      stdout: 'hello ü',
      stderr: 'warned a b; $(c)\n',
    });
    expect(result.durationMs).toBeGreaterThan(0);
  });

  it('has the environment and the folder it was given, and nothing else', async () => {
    const file = bench.program('env.sh', '#!/bin/bash\npwd -P\n/usr/bin/env\n');
    mkdirSync(join(bench.dir, 'inner'));
    const result = await bench.run(file, [], {
      cwd: join(bench.dir, 'inner'),
      env: { ONLY: 'this', GONE: undefined },
    });
    const [folder, ...variables] = result.stdout.trim().split('\n');
    expect(folder).toMatch(/inner$/);
    const names = variables.map((line) => line.split('=')[0]);
    expect(names.filter((name) => !['_', 'PWD', 'SHLVL'].includes(name ?? '')).sort()).toEqual([
      'HOOKLINE_RUN_ID',
      'ONLY',
    ]);
  });

  it('adds its mark to the one of a run around it', async () => {
    const file = bench.program('mark.sh', '#!/bin/bash\nprintf %s "$HOOKLINE_RUN_ID"\n');
    const result = await bench.run(file, [], { env: { ...process.env, HOOKLINE_RUN_ID: 'outer' } });
    expect(result.stdout).toMatch(/^outer:[0-9a-f-]{36}$/);
  });

  it('stays in the process group of the hook', async () => {
    const file = bench.program('group.sh', "#!/bin/bash\ncut -d' ' -f5 /proc/$$/stat\n");
    const own = spawnSync('cut', ['-d', ' ', '-f5', '/proc/self/stat'], { encoding: 'utf8' }).stdout;
    expect((await bench.run(file)).stdout).toBe(own);
  });

  it('inherits no open file but the three standard ones', async () => {
    const file = bench.program(
      'files.py',
      '#!/usr/bin/env python3\nimport os\nprint(*os.listdir("/proc/self/fd"), sep="\\n")\n',
    );
    const own = openSync(file, 'r');
    const open = (await bench.run(file)).stdout.trim().split('\n');
    closeSync(own);
    expect(open).toContain('0');
    expect(open).not.toContain(String(own));
  });

  it('may close its stdin at once, whatever is written to it', async () => {
    const file = bench.program('deaf.sh', '#!/bin/bash\nexec 0<&-\necho done\n');
    const result = await bench.run(file, [], { input: 'x'.repeat(5_000_000) });
    expect(result).toMatchObject({ status: 'exited', exitCode: 0, stdout: 'done\n' });
  });

  it('may end without reading its stdin', async () => {
    expect(await bench.run('/bin/true', [], { input: 'x'.repeat(5_000_000) })).toMatchObject({
      status: 'exited',
      exitCode: 0,
    });
  });

  it('reads five megabytes from its stdin', async () => {
    const file = bench.program('count.sh', '#!/bin/bash\nwc -c\n');
    const result = await bench.run(file, [], { input: 'x'.repeat(5_000_000) });
    expect(result.stdout.trim()).toBe('5000000');
  });

  it('has its output passed on as it is when it stops half way through', async () => {
    const file = bench.program('half.sh', `#!/bin/bash\nprintf '{"decision": "blo'\n`);
    expect(await bench.run(file)).toMatchObject({
      status: 'exited',
      exitCode: 0,
      stdout: '{"decision": "blo',
    });
  });

  it('has everything it printed read, up to the limit', async () => {
    const file = bench.program('full.py', '#!/usr/bin/env python3\nprint("y" * 1048575)\n');
    const result = await bench.run(file);
    expect(result.status).toBe('exited');
    expect(result.stdout).toHaveLength(1_048_576);
  });

  it('may die of a signal', async () => {
    const file = bench.program('suicide.sh', '#!/bin/bash\necho before\nkill -SEGV $$\n');
    const result = await bench.run(file);
    expect(result).toMatchObject({ status: 'signalled', signal: 'SIGSEGV', stdout: 'before\n' });
    expect(result.exitCode).toBeUndefined();
  });

  it('may print through a helper that outlives it a little', async () => {
    const file = bench.program('tee.sh', '#!/bin/bash\nexec > >(sleep 0.02; cat)\necho late\n');
    expect((await bench.run(file, [], { drainMs: 30_000 })).stdout).toBe('late\n');
  });
});

describe('a program that cannot be started', () => {
  it.each<[string, () => string, string]>([
    ['is missing', () => join(bench.dir, 'nowhere'), 'ENOENT'],
    ['is not executable', () => bench.program('plain', 'x', 0o644), 'EACCES'],
    ['is a folder', () => bench.dir, 'EACCES'],
    ['is under a file', () => join(bench.program('file', 'x'), 'inner'), 'ENOTDIR'],
    ['has no interpreter', () => bench.program('lost.sh', '#!/nowhere/bash\n'), 'ENOENT'],
    ['has a NUL byte in its name', () => 'a\0b', 'ERR_INVALID_ARG_VALUE'],
  ])('is told apart when it %s', async (_, file, errorCode) => {
    expect(await bench.run(file())).toMatchObject({
      status: 'not-started',
      errorCode,
      stdout: '',
      stderr: '',
    });
  });

  it('is told apart from a missing working directory', async () => {
    const result = await bench.run('/bin/true', [], { cwd: join(bench.dir, 'nowhere') });
    expect(result).toMatchObject({ status: 'not-started', errorCode: 'ENOENT_CWD' });
  });

  it('is told apart from a working directory that is a file', async () => {
    const result = await bench.run('/bin/true', [], { cwd: bench.program('file', '') });
    expect(result).toMatchObject({ status: 'not-started', errorCode: 'ENOTDIR_CWD' });
  });

  it('reports an environment with a NUL byte and one that is too large, and never throws', async () => {
    expect(await bench.run('/bin/true', [], { env: { A: 'b\0c' } })).toMatchObject({ status: 'not-started' });
    expect(await bench.run('/bin/true', [], { env: { A: 'x'.repeat(200_000) } })).toMatchObject({
      status: 'not-started',
      errorCode: 'E2BIG',
    });
  });

  it('is not even tried when the run was given up before', async () => {
    const file = bench.program('touch.sh', '#!/bin/bash\ntouch touched\n');
    expect(await bench.run(file, [], { signal: AbortSignal.abort() })).toMatchObject({ status: 'aborted' });
    expect(existsSync(join(bench.dir, 'touched'))).toBe(false);
  });
});

describe('a program that does not end', () => {
  it('is ended at the deadline, and what it printed is kept', async () => {
    const file = bench.program('hang.sh', '#!/bin/bash\necho early\nsleep 600\n');
    const result = await bench.run(file, [], { timeoutMs: 1_000 });
    expect(result).toMatchObject({ status: 'timed-out', signal: 'SIGTERM', stdout: 'early\n' });
  });

  it('is killed when it ignores the request to end', async () => {
    const file = bench.program(
      'deaf.sh',
      '#!/bin/bash\ntrap "" TERM\ntouch ready\nwhile :; do sleep 600; done\n',
    );
    const stop = new AbortController();
    const result = bench.run(file, [], { signal: stop.signal, killGraceMs: 50 });
    await appears(join(bench.dir, 'ready'));
    stop.abort();
    expect(await result).toMatchObject({ status: 'aborted', signal: 'SIGKILL' });
  });

  it('may clean up when it is asked to end', async () => {
    const file = bench.program(
      'kind.sh',
      '#!/bin/bash\ntrap "echo bye; exit 7" TERM\ntouch ready\nsleep 600 & wait\n',
    );
    const stop = new AbortController();
    const result = bench.run(file, [], { signal: stop.signal, killGraceMs: 30_000 });
    await appears(join(bench.dir, 'ready'));
    stop.abort();
    expect(await result).toMatchObject({ status: 'aborted', exitCode: 7, stdout: 'bye\n' });
  });

  it('is ended together with a daemon that left its group', async () => {
    const file = bench.program('daemon.py', daemonised('closed'));
    const stop = new AbortController();
    const result = bench.run(file, ['stay'], { signal: stop.signal, killGraceMs: 50 });
    await appears(join(bench.dir, 'daemon'));
    stop.abort();
    expect((await result).status).toBe('aborted');
  });

  it('is ended together with children that keep forking', async () => {
    const file = bench.program(
      'forks.sh',
      '#!/bin/bash\ntrap "" TERM\nspawn() { while :; do sleep 600 & sleep 0.01; done; }\nspawn & spawn & touch ready; wait\n',
    );
    const stop = new AbortController();
    const result = bench.run(file, [], { signal: stop.signal, killGraceMs: 50 });
    await appears(join(bench.dir, 'ready'));
    stop.abort();
    expect((await result).status).toBe('aborted');
  });

  it('is ended when it prints more than the limit, and no more than the limit is kept', async () => {
    const file = bench.program('flood.sh', '#!/bin/bash\nyes\n');
    const result = await bench.run(file, [], { maxOutputBytes: 1_000 });
    expect(result.status).toBe('output-too-large');
    expect(result.stdout).toHaveLength(1_000);
  });

  it('runs on to its end where what is too much is dropped, and says of which stream something was', async () => {
    const file = bench.program(
      'flood.sh',
      '#!/bin/bash\nhead -c 3000000 /dev/zero >&2\necho answer\nexit 2\n',
    );
    const result = await bench.run(file, [], { maxOutputBytes: 1_000, dropsExcess: true });
    expect(result).toMatchObject({
      status: 'exited',
      exitCode: 2,
      stdout: 'answer\n',
      dropped: ['stderr'],
    });
    expect(result.stderr).toHaveLength(1_000);
  });

  it('is ended when its stderr floods', async () => {
    const file = bench.program('flood.sh', '#!/bin/bash\nyes >&2\n');
    expect(await bench.run(file)).toMatchObject({ status: 'output-too-large' });
  });
});

describe('a program that leaves something behind', () => {
  it('is not waited for when a child keeps stdout open, and the child is ended', async () => {
    const file = bench.program('background.sh', '#!/bin/bash\nsleep 600 &\necho answer\n');
    expect(await bench.run(file)).toMatchObject({ status: 'exited', exitCode: 0, stdout: 'answer\n' });
  });

  it.each(['kept', 'closed'] as const)('has its daemon ended when the pipes are %s', async (pipes) => {
    const file = bench.program('daemon.py', daemonised(pipes));
    expect(await bench.run(file)).toMatchObject({ status: 'exited', exitCode: 0, stdout: 'started\n' });
  });

  it('does not end what other runs beside it started', async () => {
    const other = bench.program(
      'other.sh',
      '#!/bin/bash\nwhile [ ! -e go ]; do sleep 0.01; done\necho whole\n',
    );
    const slow = bench.run(other);
    const file = bench.program('background.sh', '#!/bin/bash\nsleep 600 &\n');
    await bench.run(file);
    writeFileSync(join(bench.dir, 'go'), '');
    expect(await slow).toMatchObject({ status: 'exited', exitCode: 0, stdout: 'whole\n' });
  });
});

describe('the process that runs a program', () => {
  const helper = (name: string, ...args: string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, name), ...args], {
      encoding: 'utf8',
      env: { ...process.env, BENCH: bench.env['BENCH'] },
    });

  it('stays small when the program prints a hundred megabytes', () => {
    const quiet = bench.program('quiet.sh', '#!/bin/bash\necho\n');
    const flood = bench.program('flood.sh', '#!/bin/bash\nhead -c 100000000 /dev/zero\n');
    const small = JSON.parse(helper('exec-memory.ts', quiet).stdout);
    const large = JSON.parse(helper('exec-memory.ts', flood).stdout);
    expect(large).toMatchObject({ status: 'output-too-large', stdout: 1_048_576 });
    expect(large.peakKiB - small.peakKiB).toBeLessThan(50_000);
  });

  it.each(['exit', 'signal'])('takes the program with it when it ends by %s', (how) => {
    const ready = join(bench.dir, 'ready');
    const file = bench.program('hang.sh', `#!/bin/bash\nsetsid sleep 600 &\ntouch '${ready}'\nsleep 600\n`);
    const ended = helper('exec-exit.ts', file, ready, how);
    expect([ended.status, ended.signal]).toEqual(how === 'exit' ? [0, null] : [null, 'SIGTERM']);
    return vi.waitFor(() => expect(bench.survivors()).toEqual([]), { timeout: 30_000, interval: 5 });
  });
});
