/** Runs a project's own checks when a task ends, and sends the agent back to work while they fail: a bounded number of times. */
import { definePlugin } from '@hookline/core';
import { DEFAULTS, type QualityGateOptions, TOTAL_SECONDS } from './options-types.ts';

export type { CheckOptions, QualityGateOptions } from './options-types.ts';

declare module '@hookline/core' {
  interface PluginOptions {
    'quality-gate': QualityGateOptions;
  }
}

/** After the gates of others: what they send back needs no check. The time is that of all checks, and some to end the last. */
const GATE = { priority: 'low', timeoutMs: (TOTAL_SECONDS + 10) * 1_000 } as const;

/** Milliseconds. A prompt waits for it. */
const START = { timeoutMs: 15_000 } as const;

export default definePlugin<'task_start' | 'task_complete', QualityGateOptions>({
  name: 'quality-gate',
  events: ['task_start', 'task_complete'],
  options: () => import('./options.ts'),
  setup({ options, on }) {
    const looksAtFiles =
      (options.only_when_changed ?? DEFAULTS.only_when_changed) ||
      options.checks.some((check) => typeof check !== 'string' && check.when !== undefined);
    if (looksAtFiles) {
      on('task_start').observe(async (event, ctx) => {
        if (event.agent || ctx.outcome.verdict) return;
        const { rememberStart } = await import('./task-start.ts');
        await rememberStart(event, ctx);
      }, START);
    }

    let isSentBack = false;
    on('task_complete').gate(
      async (event, ctx) => {
        isSentBack = false;
        if (!event.success || event.agent) return;
        const { judgeTask } = await import('./task-complete.ts');
        const reason = await judgeTask(event, options, ctx);
        isSentBack = reason !== undefined;
        return reason === undefined ? undefined : ctx.resume(reason);
      },
      { ...GATE, resumes: options.attempts ?? DEFAULTS.attempts },
    );

    on('task_complete').observe((_, ctx) => {
      if (!isSentBack || ctx.outcome.verdict) return;
      ctx.log.warn(
        'The task was let go although its checks do not pass: [hooks] resume_limit is 0, or other hooks have sent it back as often already.',
      );
      ctx.emit('integration.quality_gate', { passed: false, why: 'resume_limit' });
    });
  },
  explain(event, { options, env }) {
    if (event.type === 'task_start') return ['remembers what the files are'];
    const why = !event.success
      ? 'the task failed or was interrupted'
      : event.agent
        ? 'it is the task of a sub-agent'
        : env['HOOKLINE_QUALITY_GATE']
          ? 'it runs within a check'
          : undefined;
    if (why !== undefined) return [`runs no check: ${why}`];
    const lines = options.checks.map((check) => {
      const { command, when, timeout } =
        typeof check === 'string' ? { command: check, when: undefined, timeout: undefined } : check;
      const text = typeof command === 'string' ? command : command.join(' ');
      const only = when === undefined ? '' : `, if the task changed ${[when].flat().join(' or ')}`;
      return `  ${text} (at most ${timeout ?? 300} s${only})`;
    });
    const changed = (options.only_when_changed ?? true) ? ', if the task changed a file' : '';
    return [
      `runs${changed}, and sends the agent back at most ${options.attempts ?? DEFAULTS.attempts} times while one fails:`,
      ...lines,
    ];
  },
});
