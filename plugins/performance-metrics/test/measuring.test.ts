/** What is measured and written: by the public entry, on the events that the agent really sent, in real folders. */
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import performanceMetrics from '@hookline/plugin-performance-metrics';
import { expectFailed, expectNoOpinion, type RunResult } from '@hookline/testkit';
import { describe, expect, it } from 'vitest';
import { makePlaces } from './places.ts';

const recordOf = ({ lines }: RunResult): Record<string, unknown> => {
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0]?.line ?? '');
};
const here = { cwd: import.meta.dirname };

describe('a command', () => {
  it('is measured from its beginning to its end', async () => {
    const { plugin, analytics } = makePlaces();
    const { run } = await plugin();
    const command = 'npm test -- --token abcdefgh';
    const begun = await run('exec.before', { ...here, toolUseId: 'call-1', command });
    expectNoOpinion(begun);
    expect(begun.lines).toEqual([]);
    const ended = await run('exec.after', {
      ...here,
      toolUseId: 'call-1',
      command,
      exitCode: 1,
      success: false,
      duration: 1_234.4,
    });
    expectNoOpinion(ended);
    expect(ended.lines[0]?.file).toBe(join(analytics, 'performance-2026-11-21.jsonl'));
    expect(ended.lines[0]?.line).not.toMatch(/token|abcdefgh|test/);
    expect(recordOf(ended)).toMatchObject({
      timestamp: '2026-11-21T05:00:00.000Z',
      event: 'exec.after',
      session_id: '01a1fc55-9032-7b02-85e0-3c944d7e6c9e',
      program: 'npm',
      exit_code: 1,
      success: false,
      duration_ms: 1_234,
      elapsed_ms: expect.any(Number),
      memory_percent: expect.any(Number),
      memory_change_bytes: expect.any(Number),
      disk_percent: expect.any(Number),
      disk_change_bytes: expect.any(Number),
    });
    expect(recordOf(ended)).not.toHaveProperty('parallel');
  });

  it.runIf(process.platform === 'linux')(
    'has the processor time of the children that the agent waited for',
    async () => {
      const { run } = await makePlaces().plugin();
      await run('exec.before', { ...here, toolUseId: 'a' });
      expect(recordOf(await run('exec.after', { ...here, toolUseId: 'a' }))).toHaveProperty(
        'agent_children_cpu_ms',
      );
      // An event that was raised by hand has no agent above it.
      const host = { name: 'hookline' };
      await run('exec.before', { ...here, toolUseId: 'b', host });
      expect(recordOf(await run('exec.after', { ...here, toolUseId: 'b', host }))).not.toHaveProperty(
        'agent_children_cpu_ms',
      );
    },
  );

  it('has no field for what is not known', async () => {
    const { run } = await makePlaces().plugin({ commands: 'none' });
    const record = recordOf(
      await run('exec.after', {
        cwd: '/nowhere',
        exitCode: undefined,
        success: undefined,
        duration: undefined,
      }),
    );
    for (const key of [
      'program',
      'exit_code',
      'success',
      'duration_ms',
      'elapsed_ms',
      'disk_percent',
      'system_cpu_percent',
    ]) {
      expect(record, key).not.toHaveProperty(key);
    }
  });

  it('that runs beside another one says so, whichever ends first', async () => {
    const { run } = await makePlaces().plugin();
    const begin = (toolUseId: string) => run('exec.before', { ...here, toolUseId });
    const parallel = async (toolUseId: string) =>
      recordOf(await run('exec.after', { ...here, toolUseId }))['parallel'];
    await begin('outer');
    await begin('inner');
    expect(await parallel('inner')).toBe(true);
    expect(await parallel('outer')).toBe(true);
    await begin('alone');
    expect(await parallel('alone')).toBeUndefined();
  });

  it('takes the beginning of its own, whatever stands in ids', async () => {
    const { plugin, hooklineHome } = makePlaces();
    const { run } = await plugin();
    for (const [sessionId, toolUseId] of [
      ['../../x', '../y'],
      ['..', '.'],
      ['a/b', 'a\nb'],
      ['a:b', 'a\u0000b'],
      ['x'.repeat(10_000), 'y'.repeat(10_000)],
    ]) {
      const ids = { ...here, sessionId, toolUseId };
      await run('exec.before', ids);
      expect(recordOf(await run('exec.after', ids)), JSON.stringify(ids).slice(0, 80)).toHaveProperty(
        'elapsed_ms',
      );
    }
    expect(readdirSync(hooklineHome)).toEqual(['performance']);
    expect(readdirSync(join(hooklineHome, 'performance'))).toHaveLength(5);
  });
});

describe('what is kept between beginning and end', () => {
  const only = (folder: string): string => join(folder, readdirSync(folder)[0] ?? '');

  it('is private, and gone when the session ends', async () => {
    const { plugin, hooklineHome } = makePlaces();
    const { run } = await plugin();
    await run('exec.before', { ...here, toolUseId: 'call-1' });
    const session = only(join(hooklineHome, 'performance'));
    expect(statSync(session).mode & 0o777).toBe(0o700);
    expect(readdirSync(session)).toHaveLength(2);
    for (const name of readdirSync(session)) expect(statSync(join(session, name)).mode & 0o777).toBe(0o600);
    // A session that was killed ends without a word.
    const killed = join(hooklineHome, 'performance', 'killed.1');
    const another = join(hooklineHome, 'performance', 'another.1');
    for (const folder of [killed, another]) mkdirSync(folder);
    utimesSync(killed, new Date(0), new Date(0));
    await run('session_end');
    expect(readdirSync(join(hooklineHome, 'performance'))).toEqual(['another.1']);
  });

  it('is no sample where something else stands there', async () => {
    const { plugin, hooklineHome } = makePlaces();
    const { run } = await plugin();
    for (const text of ['', 'null', '{}', '{"sample":{}}', '{"sample":{"at":"x"}}', 'x'.repeat(1_000)]) {
      await run('exec.before', { ...here, toolUseId: 'call-1' });
      const session = only(join(hooklineHome, 'performance'));
      const name = readdirSync(session).find((one) => one.startsWith('call-1')) ?? '';
      writeFileSync(join(session, name), text);
      expect(recordOf(await run('exec.after', { ...here, toolUseId: 'call-1' })), text).not.toHaveProperty(
        'elapsed_ms',
      );
    }
  });

  it('is not written through a link', async () => {
    const { plugin, hooklineHome, codexHome } = makePlaces();
    const { run } = await plugin();
    await run('exec.before', { ...here, toolUseId: 'call-1' });
    const session = only(join(hooklineHome, 'performance'));
    const name = readdirSync(session).find((one) => one.startsWith('call-1')) ?? '';
    await run('exec.after', { ...here, toolUseId: 'call-1' });
    const elsewhere = join(codexHome, 'precious');
    writeFileSync(elsewhere, 'kept');
    symlinkSync(elsewhere, join(session, name));
    expectFailed(await run('exec.before', { ...here, toolUseId: 'call-1' }), /could not be kept/);
    expect(readFileSync(elsewhere, 'utf8')).toBe('kept');
  });

  it.skipIf(process.getuid?.() === 0)('is missed, and told, where the folder is not writable', async () => {
    const { plugin, hooklineHome } = makePlaces();
    chmodSync(hooklineHome, 0o500);
    expectFailed(await (await plugin()).run('exec.before', { ...here, toolUseId: 'a' }), /could not be kept/);
    chmodSync(hooklineHome, 0o700);
  });

  it('is missed, and told, where a file is in place of the folder', async () => {
    const { plugin, hooklineHome } = makePlaces();
    writeFileSync(join(hooklineHome, 'performance'), '');
    const { run } = await plugin();
    expectFailed(await run('exec.before', { ...here, toolUseId: 'a' }), /could not be kept/);
    expect(recordOf(await run('exec.after', { ...here, toolUseId: 'a' }))).toHaveProperty('memory_percent');
  });
});

describe('the end of a session', () => {
  const line = (session_id: string, more: object) => ({
    timestamp: '2026-11-21T04:00:00.000Z',
    event: 'exec.after',
    session_id,
    ...more,
  });

  it('leaves a summary of its own commands', async () => {
    const { plugin, write, analytics } = makePlaces();
    write('performance-2026-11-20.jsonl', line('s', { program: 'npm', exit_code: 1, duration_ms: 3_000 }));
    write('performance-2026-11-01.jsonl', line('s', { program: 'old' }));
    write(
      'performance-2026-11-21.jsonl',
      line('s', {
        program: 'npm',
        exit_code: 0,
        duration_ms: 1_000,
        load: 0.5,
        system_cpu_percent: 50,
        agent_children_cpu_ms: 700,
      }),
      line('s', { program: 'ls', load: 1.5, system_cpu_percent: 20, agent_children_cpu_ms: 10 }),
      line('other', { program: 's', duration_ms: 9 }),
      'torn "s',
    );
    const { run } = await plugin();
    const result = await run('session_end', { sessionId: 's', duration: 7_200_000 * 4 });
    expectNoOpinion(result);
    expect(result.lines[0]?.file).toBe(join(analytics, 'performance-sessions.jsonl'));
    expect(recordOf(result)).toEqual({
      timestamp: '2026-11-21T05:00:00.000Z',
      session_id: 's',
      commands: 3,
      failed: 1,
      total_ms: 4_000,
      duration_ms: { average: 2_000, p50: expect.any(Number), p95: 3_000, peak: 3_000 },
      system_cpu_percent: { average: 35, peak: 50 },
      agent_children_cpu_ms: 710,
      load: { average: 1, peak: 1.5 },
      programs: { npm: 2, ls: 1 },
    });
  });

  it('leaves nothing where nothing was measured, and removes what is past keeping', async () => {
    const { plugin, write, analytics } = makePlaces();
    write('performance-2020-01-01.jsonl', line('x', {}));
    write('usage-2020-01-01.jsonl', '{}');
    const { run } = await plugin({ keep_days: 0 });
    expect((await run('session_end')).lines).toEqual([]);
    expect(readdirSync(analytics)).toHaveLength(2);
    expect((await (await plugin()).run('session_end')).lines).toEqual([]);
    expect(readdirSync(analytics)).toEqual(['usage-2020-01-01.jsonl']);
  });

  it('says that it lacks days, where there are too many to read in time', async () => {
    const { plugin, write } = makePlaces();
    for (let day = 10; day < 20; day += 1) write(`performance-2026-11-${day}.jsonl`, line('s', {}));
    const result = await (await plugin()).run('session_end', { sessionId: 's', duration: 20 * 86_400_000 });
    expect(recordOf(result)).toMatchObject({ commands: 4, partial: true });
  });
});

it('says what is wrong with an option', async () => {
  const { plugin } = makePlaces();
  await expect(plugin({ commands: 'all' })).rejects.toThrow('Whole commands are never kept.');
  await expect(plugin({ keep_days: 1.5 })).rejects.toThrow('keep_days: It is a whole number of days');
  expect(performanceMetrics.events).toEqual(['exec.before', 'exec.after', 'session_end']);
});
