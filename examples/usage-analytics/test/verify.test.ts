// The story as a team lives it: agents work at the same time, and afterwards two commands say what they did.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { type Project, project } from './project.ts';

const FINE = expect.objectContaining({ code: 0, stderr: '' });
const SECRET = 'the-secret-word';

/** One agent: it runs a command, asks the model, and ends. */
async function agent({ emit }: Project, session: string, exitCode: number): Promise<void> {
  const taskId = `${session}-task`;
  const command = `cd app && npm test -- --grep ${SECRET}`;
  const call = { taskId, command, toolUseId: `${session}-call` };
  const events: readonly (readonly [string, object])[] = [
    ['exec.before', call],
    ['exec.after', { ...call, exitCode, success: exitCode === 0, duration: 1_500 }],
    [
      'model.after',
      {
        taskId,
        model: 'gpt-5.5',
        success: true,
        usage: {
          inputTokens: 900,
          cachedInputTokens: 300,
          outputTokens: 100,
          reasoningOutputTokens: 20,
          totalTokens: 1_000,
        },
      },
    ],
    [
      'task_complete',
      { taskId, success: exitCode === 0, duration: 4_000, lastMessage: SECRET, resumed: false },
    ],
    ['session_end', { duration: 5_000 }],
  ];
  for (const [event, data] of events) expect(await emit(session, event, data), event).toEqual(FINE);
}

it('tells what two agents did at the same time, and keeps nothing of what they said', async () => {
  const place = project();
  const { hookline, analytics } = place;
  await Promise.all(['a', 'b'].map((session, index) => agent(place, session, index === 0 ? 1 : 0)));

  const usage = await hookline('analytics', '--json');
  expect(usage).toEqual(FINE);
  expect(JSON.parse(usage.stdout)).toMatchObject({
    total: {
      sessions: 2,
      session_ms: 10_000,
      tasks: { count: 2, failed: 1 },
      commands: { count: 2, failed: 1, failure_rate: 0.5, duration_ms: { total: 3_000 } },
      model_requests: { count: 2 },
      tokens: { input: 1_800, cached_input: 600, output: 200, reasoning_output: 40, total: 2_000 },
    },
    models: [{ model: 'gpt-5.5' }],
    projects: [{ project: 'shop', sessions: 2 }],
    programs: [{ program: 'npm', count: 2, failed: 1 }],
    unreadable_lines: 0,
  });

  const performance = await hookline('performance', '--json');
  expect(performance).toEqual(FINE);
  const measured = JSON.parse(performance.stdout);
  expect(measured.total).toMatchObject({ commands: 2, failed: 1, total_ms: 3_000, programs: { npm: 2 } });
  expect(measured.total.memory_percent.peak).toBeGreaterThan(0);
  expect(measured.slowest[0].elapsed_ms).toBeGreaterThanOrEqual(0);
  expect(measured.sessions.map(({ session_id }: { session_id: string }) => session_id).sort()).toEqual([
    'a',
    'b',
  ]);

  const names = readdirSync(analytics);
  expect(names).toHaveLength(3);
  for (const name of names) expect(readFileSync(join(analytics, name), 'utf8'), name).not.toContain(SECRET);
  const sessions = readFileSync(join(analytics, 'performance-sessions.jsonl'), 'utf8').trimEnd().split('\n');
  expect(sessions.map((line) => JSON.parse(line).commands)).toEqual([1, 1]);

  expect((await hookline('analytics')).stdout).toMatch(/^tasks +2 .* 1 failed/m);
});

it('goes on where nothing can be counted, and says what is wrong with a question', async () => {
  const { hookline, emit, analytics } = project();
  // A file in place of the folder.
  mkdirSync(dirname(analytics));
  writeFileSync(analytics, '');
  const emitted = await emit('a', 'exec.after', { command: 'ls', exitCode: 0, toolUseId: 'x' });
  expect(emitted.stdout + emitted.stderr).toContain('could not be counted');
  expect(await hookline('analytics')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('HOOKLINE_STATE_UNAVAILABLE'),
  });
  expect(await hookline('analytics', '--dyas', '3')).toMatchObject({
    code: 64,
    stderr: expect.stringContaining('Did you mean --days?'),
  });
  expect((await hookline('--help')).stdout).toContain('analytics');
});
