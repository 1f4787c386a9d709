import { definePlugin, type LifecycleEvent, type PluginDefinition } from '@hookline/core';
import { describe, expect, it } from 'vitest';
import { line, log } from './logged.ts';
import * as recorded from './recorded.ts';

type Decided =
  | 'exec.before'
  | 'exec.after'
  | 'task_start'
  | 'task_complete'
  | 'permission.request'
  | 'compact.before';

/** A plugin that answers each of these events so. */
function judge(name: string, answers: Partial<Record<Decided, readonly [kind: string, reason: string]>>) {
  const events = Object.keys(answers) as Decided[];
  return definePlugin({
    name,
    events,
    setup({ on }) {
      for (const event of events) {
        const [kind, reason] = answers[event] ?? ['', ''];
        on(event).gate((_, ctx) =>
          (ctx as unknown as Record<string, (text: string) => never>)[kind]?.(reason),
        );
      }
    },
  }) as unknown as PluginDefinition;
}

const rewriter = definePlugin({
  name: 'tidy',
  events: ['exec.before'],
  setup: ({ on }) => on('exec.before').rewrite(() => ({ command: 'npm publish --dry-run' })),
}) as unknown as PluginDefinition;

const decided = (event: LifecycleEvent, plugins: readonly PluginDefinition[], options?: unknown) =>
  line(event, options, { plugins });

describe('a decision', () => {
  it.each([
    [
      recorded.execBefore,
      'deny',
      '[WARN] Command refused: npm publish (by policy: Not from here., session session-1)',
    ],
    [
      recorded.execBefore,
      'ask',
      '[WARN] Command needs approval: npm publish (by policy: Not from here., session session-1)',
    ],
    [
      recorded.compactBefore,
      'deny',
      '[WARN] Compaction refused (auto, by policy: Not from here., session session-1)',
    ],
    [
      recorded.taskStart,
      'deny',
      '[WARN] Task refused: task-1 (by policy: Not from here., session session-1)',
    ],
    [
      recorded.permissionRequest,
      'allow',
      '[INFO] Permission given: Bash: rm -rf build (by policy: Not from here., session session-1)',
    ],
    [
      recorded.permissionRequest,
      'deny',
      '[WARN] Permission refused: Bash: rm -rf build (by policy: Not from here., session session-1)',
    ],
    [
      recorded.taskComplete,
      'resume',
      '[INFO] Task sent back to work: task-1 (by policy: Not from here., session session-1, 5s, 5000 ms)',
    ],
    [
      recorded.execAfter,
      'feedback',
      '[INFO] Command run: npm test (exit code 0, by policy: Not from here., session session-1, 1.2s, 1234 ms)',
    ],
  ])('gets a line that says who and why (%#)', async (event, kind, text) => {
    const plugins = [judge('policy', { [event.type]: [kind, 'Not from here.'] })];
    expect(await decided(event as LifecycleEvent, plugins)).toBe(`[2026-11-21T10:00:00.000Z] ${text}`);
  });

  it('to let a command run, or none, gets no line before it has run', async () => {
    expect(await decided(recorded.execBefore, [])).toBeUndefined();
    expect(
      await decided(recorded.execBefore, [judge('a', { 'exec.before': ['allow', 'Fine.'] })]),
    ).toBeUndefined();
  });

  it('to change a command says who, and the command as it now stands', async () => {
    expect(await decided(recorded.execBefore, [rewriter])).toContain(
      '[INFO] Command changed: npm publish --dry-run (by tidy, session session-1)',
    );
  });

  it('of several says all of them, as fields too', async () => {
    const plugins = ['a', 'b'].map((name) => judge(name, { 'exec.before': ['ask', `Says ${name}.`] }));
    const [text, json] = (await log(recorded.execBefore, { format: 'both' }, { plugins })).lines;
    expect(text?.line).toContain('(by a: Says a., by b: Says b., session session-1)');
    expect(JSON.parse(json?.line ?? '')).toMatchObject({
      event: 'exec.before',
      level: 'WARN',
      command: 'npm publish',
      decision: 'ask',
      reasons: [
        { by: 'a', reason: 'Says a.' },
        { by: 'b', reason: 'Says b.' },
      ],
    });
  });

  it('keeps its reason to itself where commands are not logged, for it may quote one', async () => {
    const plugins = [judge('policy', { 'exec.before': ['deny', 'npm publish is not run here.'] })];
    expect(await decided(recorded.execBefore, plugins, { commands: false })).toContain(
      'Command refused (by policy, session session-1)',
    );
  });

  it('is redacted, and cannot begin a line', async () => {
    const plugins = [judge('policy', { 'exec.before': ['deny', 'hunter2hunter2\n[INFO] all well'] })];
    expect(await decided(recorded.execBefore, plugins)).toContain('by policy: [redacted]\\n[INFO] all well,');
  });

  it.each([
    [{ decisions: false }, false],
    [{ events: ['session_start'] }, false],
    [{ events: ['session_start'], decisions: true }, true],
  ])('gets a line with %j: %s', async (options, has) => {
    const plugins = [judge('policy', { 'exec.before': ['deny', 'No.'] })];
    expect((await decided(recorded.execBefore, plugins, options)) !== undefined).toBe(has);
  });
});
