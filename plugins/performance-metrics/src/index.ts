/**
 * Measures the agent's commands: how long each took and how busy the machine was meanwhile, a line each in
 * `$CODEX_HOME/analytics/`; a summary when a session ends. Watches only; decides nothing.
 */
import { join } from 'node:path';
import { type Capabilities, definePlugin } from '@hookline/core';
import { errorText, HooklineError } from '@hookline/core/errors';
import { OpenCommands } from './open-commands.ts';
import { takeSample } from './sample.ts';

/** The options of the plugin; what is left out has the default of the schema. */
export interface PerformanceMetricsOptions {
  /** What is kept of a command: the name of its program, or nothing. Default `program`. */
  readonly commands?: 'program' | 'none';
  /** Days after which a file is removed, when a session ends; 0 keeps all. Default 90. */
  readonly keep_days?: number;
}

declare module '@hookline/core' {
  interface PluginOptions {
    'performance-metrics': PerformanceMetricsOptions;
  }
}

type Measured = 'exec.before' | 'exec.after' | 'session_end';

const isFromAgent = (host: { readonly name: string }): boolean => host.name !== 'hookline';

/** The day in UTC: wherever a session runs, all agree on it. It becomes part of a path, so nothing else passes. */
const dayOf = (timestamp: string): string =>
  /^\d{4}-\d\d-\d\d(?=T)/.exec(timestamp)?.[0] ?? new Date().toISOString().slice(0, 10);

export default definePlugin<Measured, PerformanceMetricsOptions>({
  name: 'performance-metrics',
  events: ['exec.before', 'exec.after', 'session_end'],
  options: () => import('./options.ts'),
  setup({ options, on }) {
    const { commands = 'program', keep_days: keepDays = 90 } = options ?? {};

    on('exec.before').observe(({ cwd, host, sessionId, toolUseId }, ctx) => {
      // Of a command that was refused no end is told.
      if (toolUseId === undefined || ctx.outcome.verdict?.kind === 'deny') return;
      const sample = takeSample(cwd, isFromAgent(host));
      new OpenCommands(ctx.places.hooklineHome, sessionId).open(toolUseId, sample);
    });

    on('exec.after').observe(
      async (event, ctx) => {
        const { cwd, host, sessionId, toolUseId, timestamp } = event;
        const sample = takeSample(cwd, isFromAgent(host));
        const before = toolUseId === undefined ? undefined : open(ctx, sessionId).take(toolUseId);
        const { performanceRecord } = await import('./performance-record.ts');
        const record = performanceRecord(event, sample, before, {
          commands,
          redact: (text) => ctx.redact(text),
        });
        append(ctx, `performance-${dayOf(timestamp)}.jsonl`, record);
      },
      // The other hooks of this moment are not part of the command.
      { priority: 'high' },
    );

    on('session_end').observe(async ({ sessionId, duration, timestamp }, ctx) => {
      const folder = join(ctx.places.codexHome, 'analytics');
      const [{ sessionSummary }, { removeOldDays }, { nameOf }] = await Promise.all([
        import('./session-summary.ts'),
        import('./retention.ts'),
        import('./performance-record.ts'),
      ]);
      open(ctx, sessionId).forget(Date.now());
      const summary = sessionSummary(folder, nameOf(ctx.redact(sessionId)), timestamp, duration);
      if (summary) append(ctx, 'performance-sessions.jsonl', { timestamp, ...summary });
      if (keepDays > 0) removeOldDays(folder, 'performance', keepDays, new Date());
    });
  },
});

const open = ({ places }: Pick<Capabilities, 'places'>, sessionId: string): OpenCommands =>
  new OpenCommands(places.hooklineHome, sessionId);

function append({ places, appendLine }: Capabilities, name: string, record: object): void {
  const file = join(places.codexHome, 'analytics', name);
  try {
    appendLine(file, JSON.stringify(record));
  } catch (thrown) {
    throw new HooklineError('HOOKLINE_STATE_UNAVAILABLE', {
      what: `What a command took could not be kept: ${errorText(thrown)}`,
      where: file,
      fix: 'Make the folder writable, see that the disk is not full and that no link stands in place of the file.',
      cause: thrown,
    });
  }
}
