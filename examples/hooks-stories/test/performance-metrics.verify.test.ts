// How long each command took, how it ended and how busy the machine was; summed up when the session ends.
import { appendFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { project, script } from './project.ts';

const METRICS = ['python3', script('analytics/performance-metrics.py')];
const daily = (): string => `analytics/performance-${new Date().toISOString().slice(0, 10)}.jsonl`;

const ran = (argv: unknown, more: Readonly<Record<string, string>> = {}) => ({
  env: {
    CODEX_EVENT_TYPE: 'exec.after',
    CODEX_SESSION_ID: 's',
    CODEX_COMMAND: JSON.stringify(argv),
    ...more,
  },
});

describe('performance', () => {
  it('is noted for every command, and summed up when the session ends', async () => {
    const at = project();
    await at.emit('exec.after', { command: 'npm test -- --token abcdefgh', exitCode: 1, duration: 1200 });
    await at.emit('exec.after', { command: 'CI=1 npm run build | tee log', exitCode: 0, duration: 300 });
    await at.emit('exec.after', { command: 'ls' });
    await at.emit('exec.after', { command: 'ls', exitCode: 0, duration: 5 }, { session: 'another' });
    await at.emit('session_end', {});
    const [first, , third] = at.records(daily());
    expect(first).toEqual({
      timestamp: expect.stringMatching(/^\d{4}-/),
      session_id: 'session-1',
      program: 'npm',
      exit_code: 1,
      duration_ms: 1200,
      load: expect.any(Number),
      memory_percent: expect.any(Number),
      disk_percent: expect.any(Number),
    });
    expect(first.memory_percent).toBeGreaterThan(0);
    expect(first.memory_percent).toBeLessThan(100);
    expect(third).not.toHaveProperty('exit_code');
    expect(third).not.toHaveProperty('duration_ms');

    const summary = {
      session_id: 'session-1',
      commands: 3,
      failed: 1,
      total_ms: 1500,
      duration_ms: { average: 750, peak: 1200 },
      load: { average: expect.any(Number), peak: expect.any(Number) },
      memory_percent: { average: expect.any(Number), peak: expect.any(Number) },
      programs: { npm: 2, ls: 1 },
    };
    expect(at.records('analytics/performance-sessions.jsonl')).toEqual([
      { timestamp: expect.any(String), ...summary },
    ]);
    const json = await at.run([...METRICS, '--report', '--json']);
    expect(JSON.parse(json.stdout)).toEqual([summary, expect.objectContaining({ session_id: 'another' })]);
    const { stdout } = await at.run([...METRICS, '--report', '--session', 'session-1']);
    expect(stdout).toContain('session session-1: 3 commands, 1 failed');
    expect(stdout).toContain('duration_ms     average 750 ms, peak 1200 ms');
    expect(stdout).not.toContain('another');
  });

  it('takes psutil where it is installed, and needs nothing', async () => {
    const at = project();
    const fake = join(at.root, 'python');
    mkdirSync(fake);
    writeFileSync(join(fake, 'psutil.py'), 'class virtual_memory:\n  percent = 12.5\n');
    await at.run(METRICS, ran(['ls'], { PYTHONPATH: fake }));
    await at.run(METRICS, ran(['ls']));
    const [withIt, without] = at.records(daily());
    expect(withIt.memory_percent).toBe(12.5);
    expect(without).toHaveProperty('load');
  });

  it('writes whole lines from many commands at once', async () => {
    const at = project();
    await Promise.all(Array.from({ length: 16 }, () => at.run(METRICS, ran(['ls']))));
    expect(at.records(daily())).toHaveLength(16);
    expect(readdirSync(join(at.repo, 'examples/hooks/analytics'))).not.toContain('__pycache__');
  });

  it.each([
    ['no JSON', 'ls', undefined],
    ['no command', '', undefined],
    ['an empty list', '[]', undefined],
    ['a number', '[1]', undefined],
    ['a path', '["/usr/bin/make"]', 'make'],
  ])('notes the program of %s', async (_, CODEX_COMMAND, program) => {
    const at = project();
    const run = await at.run(METRICS, ran([], { CODEX_COMMAND, CODEX_EXIT_CODE: 'x' }));
    expect(run).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(at.records(daily())[0]?.program).toBe(program);
    expect(at.records(daily())[0]).not.toHaveProperty('exit_code');
  });

  it('is read past a line that was cut', async () => {
    const at = project();
    await at.run(METRICS, ran(['ls']));
    appendFileSync(
      join(at.codexHome, daily()),
      '{"session_id": "s", "progr\n[]\n{"session_id": "s", "load": "x"}\n',
    );
    const { stdout } = await at.run([...METRICS, '--report', '--json']);
    expect(JSON.parse(stdout)).toMatchObject([{ session_id: 's', commands: 2 }]);
  });

  it('says that it is run by a hook', async () => {
    const run = await project().run(METRICS, { env: { CODEX_EVENT_TYPE: 'session_start' } });
    expect(run).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('CODEX_EVENT_TYPE is not exec.after'),
    });
    expect((await project().run([...METRICS, '--report'])).stdout).toContain('Nothing was noted');
  });
});
