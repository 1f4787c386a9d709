import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { testCommand } from '@hookline/testkit';
import { describe, expect, it } from 'vitest';
import command from '../src/performance-command.ts';
import { makePlaces, type Places } from './places.ts';

const line = (session_id: string, program: string, duration_ms: number, more: object = {}) => ({
  timestamp: '2026-11-21T04:00:00.000Z',
  event: 'exec.after',
  session_id,
  program,
  exit_code: 0,
  duration_ms,
  ...more,
});

function measured(): Places {
  const places = makePlaces();
  places.write(
    'performance-2026-11-20.jsonl',
    line('s1', 'npm', 60_000, {
      exit_code: 1,
      system_cpu_percent: 80,
      agent_children_cpu_ms: 90_000,
      load: 1.2,
      memory_percent: 55,
    }),
    line('s1', 'ls', 10, { system_cpu_percent: 20, agent_children_cpu_ms: 0, load: 0.2, memory_percent: 50 }),
  );
  // As the example script writes it.
  places.write('performance-2026-11-21.jsonl', {
    timestamp: '2026-11-21T05:00:00.000Z',
    session_id: 's2',
    program: 'git',
    exit_code: 0,
    duration_ms: 250,
    load: 0.1,
  });
  return places;
}

const report = (places: Places, args: readonly string[], more: object = {}) =>
  testCommand(command, { args: ['--since', '2026-11-01', ...args], places, columns: 120, ...more });

describe('hookline performance', () => {
  it('shows days, programs, the slowest commands and sessions', async () => {
    const { code, stdout, stderr } = await report(measured(), []);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(
      stdout
        .split('\n')
        .slice(1)
        .map((text) => text.replaceAll(/ +/g, ' ')),
    ).toEqual([
      '',
      'day commands failed p50 p95 longest total machine peak CPU load peak memory peak',
      '2026-11-20 2 1 10 ms 1 m 0 s 1 m 0 s 1 m 0 s 50 % 80 % 1 m 30 s 1.20 55 %',
      '2026-11-21 1 0 250 ms 250 ms 250 ms 250 ms - - - 0.10 -',
      '',
      'program commands failed p50 p95 longest total machine peak CPU load peak memory peak',
      'npm 1 1 1 m 0 s 1 m 0 s 1 m 0 s 1 m 0 s 80 % 80 % 1 m 30 s 1.20 55 %',
      'git 1 0 250 ms 250 ms 250 ms 250 ms - - - 0.10 -',
      'ls 1 0 10 ms 10 ms 10 ms 10 ms 20 % 20 % 0 ms 0.20 50 %',
      '',
      'slowest took exit machine CPU at session',
      'npm 1 m 0 s 1 80 % 1 m 30 s 2026-11-21T04:00:00 s1',
      'git 250 ms 0 - - 2026-11-21T05:00:00 s2',
      'ls 10 ms 0 20 % 0 ms 2026-11-21T04:00:00 s1',
      '',
      'session commands failed p50 p95 longest total machine peak CPU load peak memory peak',
      's2 1 0 250 ms 250 ms 250 ms 250 ms - - - 0.10 -',
      's1 2 1 10 ms 1 m 0 s 1 m 0 s 1 m 0 s 50 % 80 % 1 m 30 s 1.20 55 %',
      '',
    ]);
  });

  it('sums up as JSON, without what is not known', async () => {
    const json = JSON.parse((await report(measured(), ['--json'])).stdout);
    expect(json).toMatchObject({
      since: '2026-11-01',
      total: {
        commands: 3,
        failed: 1,
        total_ms: 60_260,
        agent_children_cpu_ms: 90_000,
        system_cpu_percent: { average: 50, peak: 80 },
      },
      sessions: [{ session_id: 's1' }, { session_id: 's2', commands: 1 }],
      slowest: [{ program: 'npm', duration_ms: 60_000 }, { program: 'git' }, { program: 'ls' }],
      unreadable_lines: 0,
    });
    expect(json.sessions[1]).not.toHaveProperty('system_cpu_percent');
    expect(json.programs.map(({ program }: { program: string }) => program)).toEqual(['npm', 'ls', 'git']);
  });

  it.each(['day', 'session', 'program'])('shows one table by %s, as wide as there is room', async (by) => {
    const { stdout } = await report(measured(), ['--by', by], { columns: 50 });
    const lines = stdout.split('\n').slice(2);
    expect(lines[0]).toMatch(new RegExp(`^${by} +commands`));
    for (const one of lines) expect(one.length).toBeLessThanOrEqual(50);
  });

  it('says what to do where nothing was measured', async () => {
    const { code, stdout } = await report(makePlaces(), []);
    expect(code).toBe(0);
    expect(stdout).toContain('[plugins.performance-metrics]');
  });

  it('passes over what is no command, and tells of a file that it cannot read', async () => {
    const places = measured();
    places.write(
      'performance-2026-11-19.jsonl',
      'torn',
      '[]',
      { event: 'exec.after' },
      { timestamp: 'x', event: 'y' },
    );
    symlinkSync('/dev/zero', join(places.analytics, 'performance-2026-11-18.jsonl'));
    const { code, stdout, stderr } = await report(places, ['--json']);
    expect(code).toBe(1);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({
      total: { commands: 3 },
      unreadable_lines: 4,
      unreadable_files: [{}],
    });
    expect((await report(places, [])).stderr).toMatch(
      /performance-2026-11-18\.jsonl could not be read.*\n4 lines could not/,
    );
  });

  it('refuses what it does not take, and helps', async () => {
    const places = makePlaces();
    await expect(report(places, ['--by', 'sesion'])).rejects.toMatchObject({
      code: 'HOOKLINE_USAGE',
      details: { fix: 'Did you mean --by session?' },
    });
    expect((await testCommand(command, { args: ['--help'], places })).stdout).toContain(
      'hookline performance',
    );
  });
});
