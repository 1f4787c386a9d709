/** What the command can be asked for. */

/** What the rows of the table may be. */
export const GROUPS = ['day', 'model', 'project', 'program'] as const;

/** What one row of the table is. */
export type Group = (typeof GROUPS)[number];

export const HELP = `Usage: hookline analytics [options]

Shows what the agent did, day by day, from what usage-analytics has counted. Days are days in UTC.

  --days N            the last N days, today included (default 14)
  --since YYYY-MM-DD  from that day on
  --by WHAT           one table, by day, model, project or program
  --json              as JSON
  --help              this text
`;
