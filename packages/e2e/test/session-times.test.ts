// How long a session and a task took: by what Hookline has seen, else by the agent's transcript, else not at all.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runOnStage, type Stage, type Turn } from '../src/index.ts';
import { callHook } from './direct.ts';
import { done, effectStage, entry, hooklineCodex, linesOf, sh } from './effects.ts';

const sync = 'mode = "sync"';
const files = {
  'hooks.toml': ['session_start', 'session_end', 'task_complete']
    .map((event) => entry(event, 'tell.sh', sync))
    .join(''),
  'tell.sh': sh(
    'echo "$CODEX_EVENT_TYPE $CODEX_SESSION_ID $CODEX_TASK_ID ms=$CODEX_DURATION" >> "$HOME/told"',
  ),
};
const hello: Turn = { type: 'message', text: 'hello' };

const took = (stage: Stage, event: string): number[] =>
  linesOf(stage, 'told')
    .filter((line) => line.startsWith(`${event} `))
    .map((line) => Number(/ ms=(\d+)$/.exec(line)?.[1] ?? Number.NaN));
const timed = async <T>(run: () => Promise<T>): Promise<number> => {
  const from = performance.now();
  await run();
  return performance.now() - from;
};

describe('a session', () => {
  it('that is taken up again counts from then, under the same name', async () => {
    const stage = await effectStage([{ ...hello, delayMs: 1_500 }, hello], files);
    const first = await timed(() => hooklineCodex(stage));
    const second = await timed(() =>
      runOnStage(stage, ['hookline', 'codex', 'exec', '--json', 'resume', '--last', 'again']),
    );
    const told = linesOf(stage, 'told');
    expect(told.map((line) => line.split(' ')[0])).toEqual([
      'session_start',
      'task_complete',
      'session_end',
      'session_start',
      'task_complete',
      'session_end',
    ]);
    expect(new Set(told.map((line) => line.split(' ')[1])).size).toBe(1);
    const [long = 0, short = 0] = took(stage, 'session_end');
    expect(long).toBeGreaterThan(1_500);
    expect(long).toBeLessThan(first);
    expect(short).toBeLessThan(second);
    const tasks = took(stage, 'task_complete');
    expect(tasks[0]).toBeGreaterThan(1_500);
    expect(tasks[1]).toBeLessThanOrEqual(short);
  });

  it('is timed by itself, also beside another one', async () => {
    const stage = await effectStage([hello], files, { repeatLast: true });
    const both = await timed(() => Promise.all([hooklineCodex(stage), hooklineCodex(stage)]));
    const ends = linesOf(stage, 'told').filter((line) => line.startsWith('session_end '));
    expect(new Set(ends.map((line) => line.split(' ')[1])).size).toBe(2);
    for (const ms of [...took(stage, 'session_end'), ...took(stage, 'task_complete')]) {
      expect(ms).toBeGreaterThan(0);
      expect(ms).toBeLessThan(both);
    }
    expect(took(stage, 'task_complete')).toHaveLength(2);
  });

  it('whose state is broken is timed by the transcript', async () => {
    const stage = await effectStage([done], {
      ...files,
      'hooks.toml': `${files['hooks.toml']}${entry('model.before', 'break.sh', sync)}`,
      'break.sh': sh('for f in "$HOOKLINE_HOME"/sessions/*/hookline.json; do echo "{broken" > "$f"; done'),
    });
    const all = await timed(() => hooklineCodex(stage));
    expect(readFileSync(stateOf(stage), 'utf8')).not.toContain('started');
    for (const event of ['session_end', 'task_complete']) {
      expect(took(stage, event)[0], event).toBeGreaterThan(0);
      expect(took(stage, event)[0], event).toBeLessThan(all);
    }
  });

  it.each([
    ['never seen', undefined],
    [
      'noted by a clock that is far ahead',
      JSON.stringify({ started: Date.now() + 1e9, tasks: { t: Date.now() + 1e9 } }),
    ],
  ])('whose start was %s has no duration, rather than 0', async (_, state) => {
    const stage = await effectStage([], files);
    if (state !== undefined) {
      const folder = path.join(stage.sandbox.hooklineHome, 'sessions', 's');
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, 'hookline.json'), state);
    }
    const common = { session_id: 's', transcript_path: null, cwd: stage.sandbox.repo };
    const payload = { ...common, hook_event_name: 'SessionEnd', reason: 'other' };
    await callHook(stage.sandbox, { event: 'SessionEnd', stdin: JSON.stringify(payload) });
    const stop = { ...common, hook_event_name: 'Stop', turn_id: 't', stop_hook_active: false };
    await callHook(stage.sandbox, { event: 'Stop', stdin: JSON.stringify(stop) });
    expect(linesOf(stage, 'told')).toEqual(['session_end s  ms=', 'task_complete s t ms=']);
  });
});

function stateOf(stage: Stage): string {
  const sessions = path.join(stage.sandbox.hooklineHome, 'sessions');
  return path.join(sessions, readdirSync(sessions)[0] ?? '', 'hookline.json');
}
