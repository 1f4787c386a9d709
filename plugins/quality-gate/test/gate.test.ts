/** A task is sent back while a check fails, is let go when it passes or when it was sent back often enough, and never for ever. */
import { expectFailed, expectNoOpinion, expectResumed, type RunResult } from '@hookline/testkit';
import { describe, expect, it } from 'vitest';
import type { QualityGateOptions } from '../src/index.ts';
import { gateIn, project } from './project.ts';

const node = (code: string): readonly string[] => ['node', '-e', code];
const always = (options: QualityGateOptions): QualityGateOptions => ({
  only_when_changed: false,
  ...options,
});
const reasonOf = ({ outcome }: RunResult): string => outcome.verdict?.reasons[0]?.text ?? '';

describe('a task whose check fails', () => {
  it('is sent back with what was printed, and ends when the check passes', async () => {
    const { root, write } = project({ 'a.txt': 'broken' });
    const check = `const text = require('node:fs').readFileSync('a.txt', 'utf8');
      if (text !== 'fine') { console.log('expected fine, got ' + text); console.error('1 failed'); process.exit(3); }`;
    const { end } = await gateIn(root, always({ checks: [{ name: 'unit tests', command: node(check) }] }));
    const first = await end();
    expectResumed(first, '"unit tests" fails with exit code 3:\nexpected fine, got broken\n1 failed');
    expect(reasonOf(first)).toMatch(
      /^This is not finished: a check of the project does not pass\. Repair the cause/,
    );
    write('a.txt', 'fine');
    const second = await end({ resumed: true });
    expectNoOpinion(second);
    expect(second.logs).toEqual([]);
  });

  it('is let go after the attempts, with a word in the log and an event for others', async () => {
    const { end } = await gateIn(project().root, always({ checks: ['false'], attempts: 2 }));
    expectResumed(await end());
    const last = await end({ resumed: true });
    expectResumed(last, 'This is the last time that you are sent back');
    const gone = await end({ resumed: true });
    expectNoOpinion(gone);
    expect(gone.logs.at(-1)).toEqual({
      level: 'warn',
      message:
        'The task was let go after 2 attempts, and its checks do not pass: "false" fails with exit code 1.',
    });
    expect(gone.emitted).toEqual([
      {
        name: 'integration.quality_gate',
        data: { passed: false, failed: ['"false" fails with exit code 1'], why: 'after 2 attempts' },
      },
    ]);
    expectNoOpinion(await end({ resumed: true }));
    // The next task begins anew.
    expectResumed(await end({ taskId: 'task-2' }));
  });

  it('is not sent back when that could not be counted', async () => {
    const { end } = await gateIn(project().root, always({ checks: ['false'] }), {
      state: { attempts: { task: 'task-1', count: 'many' } },
    });
    expectNoOpinion(await end({ resumed: true }));
  });

  it('is told of all that fails, each with its part of the output', async () => {
    const noise = (what: string): readonly string[] =>
      node(`for (let i = 0; i < 2000; i++) console.log('${what} line ' + i); process.exitCode = 1`);
    const { end } = await gateIn(
      project().root,
      always({
        checks: [{ name: 'one', command: noise('A') }, 'true', { name: 'two', command: noise('B') }],
        max_output: 2_000,
      }),
    );
    const reason = reasonOf(await end());
    expect(reason).toContain('2 checks of the project do not pass');
    for (const part of ['A line 0\n', 'A line 1999', 'B line 0\n', 'B line 1999'])
      expect(reason).toContain(part);
    expect(reason).toMatch(/\[… \d+ lines left out …\]/);
    expect(reason.length).toBeLessThan(2_600);
  });
});

describe('checks are not run', () => {
  it.each([
    ['of a task that failed or was interrupted', { success: false }],
    ['of a sub-agent', { agent: { id: 'a' } }],
  ])('%s', async (_, fields) => {
    const { gate } = await gateIn(project().root, always({ checks: ['false'] }));
    const result = await gate.run('task_complete', { cwd: project().root, success: true, ...fields });
    expectNoOpinion(result);
    expect(result.execs).toEqual([]);
  });

  it('within a check: an agent that it starts has no gate', async () => {
    const { root } = project();
    const { end } = await gateIn(root, always({ checks: ['false'] }), {
      env: { HOOKLINE_QUALITY_GATE: '1' },
    });
    expectNoOpinion(await end());
    const outer = await gateIn(
      root,
      always({
        checks: [{ command: node('process.exit(process.env.HOOKLINE_QUALITY_GATE === "1" ? 0 : 1)') }],
      }),
    );
    expectNoOpinion(await outer.end());
  });
});

describe('a check', () => {
  it('that does not end is stopped, and the model is told so', async () => {
    const slow = { name: 'slow', command: 'slow', timeout: 0.7 };
    const { end } = await gateIn(project().root, always({ checks: [slow] }), {
      exec: { slow: { status: 'timed-out', stdout: 'began' } },
    });
    const result = await end();
    expectResumed(result, '"slow" did not end within 0.7 s and was stopped:\nbegan');
    expect(result.execs[0]?.options.timeoutMs).toBe(700);
  });

  it('that does not end can be let pass', async () => {
    const { end } = await gateIn(
      project().root,
      always({
        checks: [{ name: 'slow', command: node('setInterval(() => {}, 1000)'), timeout: 0.3 }],
        on_timeout: 'pass',
      }),
    );
    const result = await end();
    expectNoOpinion(result);
    expect(result.logs[0]?.level).toBe('warn');
  });

  it('that cannot be started is no fault of the agent, unless one says so', async () => {
    const { root } = project();
    const { end } = await gateIn(root, always({ checks: ['no-such-program --x'] }));
    const result = await end();
    expectNoOpinion(result);
    expect(result.logs).toEqual([
      {
        level: 'warn',
        message:
          'The check "no-such-program --x" could not be started: "no-such-program" was not found in the PATH or from the root of the repository.',
      },
    ]);
    const strict = await gateIn(root, always({ checks: ['no-such-program'], on_not_started: 'resume' }));
    expectResumed(await strict.end(), 'could not be started');
  });

  it('that is killed by a signal fails', async () => {
    const { end } = await gateIn(
      project().root,
      always({ checks: [{ name: 'x', command: node('process.kill(process.pid, "SIGTERM")') }] }),
    );
    expectResumed(await end(), '"x" was ended by SIGTERM.');
  });

  it('reads nothing from its standard input', async () => {
    const { end } = await gateIn(
      project().root,
      always({ checks: [{ command: node('process.stdin.on("end", () => process.exit(0)).resume()') }] }),
    );
    expectNoOpinion(await end());
  });

  it('runs where and with what it says', async () => {
    const { root } = project({ 'packages/a/x': '' });
    const code = 'process.exit(process.cwd().endsWith("packages/a") && process.env.MODE === "ci" ? 0 : 1)';
    const checks = [{ command: node(code), cwd: 'packages/a', environment: { MODE: 'ci' } }];
    expectNoOpinion(await (await gateIn(root, always({ checks }))).end());
    // From the root of the repository, wherever the session is.
    expectNoOpinion(await (await gateIn(`${root}/packages`, always({ checks }))).end());
  });

  it('shows no secret, no escape and not where the repository is', async () => {
    const { root } = project();
    const code = `console.log('\\u001b[31mfailed\\u001b[0m at ' + process.cwd() + '/src/a.ts token hunter2\\u202e\\u0007\\rdone hunter2 in ' + process.cwd() + '/b.ts'); process.exit(1)`;
    const { end } = await gateIn(root, always({ checks: [{ name: 'x', command: node(code) }] }), {
      secrets: ['hunter2'],
    });
    expect(reasonOf(await end())).toMatch(/"x" fails with exit code 1:\ndone \[redacted\] in b\.ts$/);
  });

  it('that prints what is no text shows none of it', async () => {
    const { end } = await gateIn(
      project().root,
      always({
        checks: [
          { name: 'x', command: node('process.stdout.write(Buffer.alloc(9000, 1)); process.exitCode = 1') },
        ],
      }),
    );
    expectResumed(await end(), '"x" fails with exit code 1:\n[binary output, left out]');
  });

  it('whose output was dropped says that its end is missing', async () => {
    const { end } = await gateIn(project().root, always({ checks: ['false'] }), {
      exec: { false: { exitCode: 1, stdout: 'x\n'.repeat(2_000_000), dropped: ['stdout'] } },
    });
    const reason = reasonOf(await end());
    expect(reason).toContain('the end is missing');
    expect(reason.length).toBeLessThan(4_500);
  });
});

describe('the time of all checks', () => {
  it('is shared: what is left of it bounds each', async () => {
    const { end } = await gateIn(
      project().root,
      always({
        checks: [
          { name: 'a', command: 'true', timeout: 500 },
          { name: 'b', command: 'true', timeout: 500 },
        ],
        parallel: true,
      }),
      {
        exec: (_, __, { timeoutMs }) => ({ stdout: String(timeoutMs) }),
      },
    );
    const { execs } = await end();
    expect(execs.map(({ options }) => options.timeoutMs)).toEqual([500_000, 500_000]);
    expect(execs.every(({ options }) => options.dropsExcess)).toBe(true);
  });

  it('ends with the deadline of the handler', async () => {
    const { end } = await gateIn(project().root, always({ checks: ['true', 'false'] }), {
      exec: () => Promise.reject(new Error('broken')),
    });
    const result = await end();
    expectFailed(result, 'broken');
    expect(result.outcome.verdict).toBeUndefined();
  });
});
