/** What the command can be asked for. */

/** What the rows of the table may be. */
export const GROUPS = ['day', 'session', 'program'] as const;

/** What one row of the table is. */
export type Group = (typeof GROUPS)[number];

export const HELP = `Usage: hookline performance [options]

Shows how long the agent's commands took and how busy the machine was, from what performance-metrics has measured. Days
are days in UTC.

  --days N            the last N days, today included (default 14)
  --since YYYY-MM-DD  from that day on
  --by WHAT           one table, by day, session or program
  --json              as JSON
  --help              this text

"machine" is the share of all processors that were busy during commands, whoever used them. "CPU" is the processor time
of the agent's own programs, on Linux only.
`;
