// The page that shows what each behaviour did on each event.
import type { Trace } from './bench.ts';

export interface Row {
  readonly plugin: string;
  readonly event: string;
  /** In words. */
  readonly left: string;
}

const counted = (count: number, one: string): string => (count === 1 ? one : `${count} ${one}s`);

/** What is left of an event, in words; empty when nothing is. */
export function leftBy({ outcome, lines, enqueued, execs, remembered, files }: Trace): string {
  const parts = [
    ...(outcome.verdict ? [`verdict: ${outcome.verdict.kind}`] : []),
    ...(outcome.context.length > 0 ? ['context'] : []),
    ...(lines > 0 ? [counted(lines, 'line')] : []),
    ...(files.length > 0 ? [counted(files.length, 'file')] : []),
    ...enqueued.map((delivery) => `work for later: ${delivery}`),
    ...execs.map((file) => `runs ${file}`),
    ...(remembered.length > 0 ? ['remembers'] : []),
  ];
  return parts.join(', ');
}

/** One table a plugin. */
export function behavioursPage(rows: readonly Row[]): string {
  const plugins = [...new Set(rows.map(({ plugin }) => plugin))].sort();
  const tables = plugins.map((plugin) => {
    const own = rows.filter((row) => row.plugin === plugin);
    return `## ${plugin}

| event | what it leaves of it |
|---|---|
${own.map(({ event, left }) => `| \`${event}\` | ${left} |`).join('\n')}`;
  });
  return `# What each behaviour does at each event

Made by a test that puts the payloads of the real agent (Codex CLI 0.169) through every plugin that comes with Hookline. Where the recorded event
gives a plugin nothing to do, a field of it is replaced: the command is one that deletes, or fails; another plugin has refused. A line is one in a log,
a file one that the plugin keeps itself; work for later is stored, and delivered once the agent was answered. The same test breaks in turn the disk,
the spool, programs, the network, what is remembered and the deadline, and sees that nothing of it harms the agent.

${tables.join('\n\n')}
`;
}
