/** What the hook log says of one event: one line of who ran and what came of it, and with `debug` one line a hook. */
import type { Outcome } from '@hookline/core';
import type { HookLog } from './hook-log.ts';
import { decisionOf } from './journal.ts';

type Run = Outcome['runs'][number];

const shown = ({ by, status, durationMs, answered }: Run): string => {
  const said = status === 'ok' ? answered.join('+') : status;
  return `${by}${said && ` ${said}`}${status === 'handed-over' ? '' : ` (${Math.round(durationMs)} ms)`}`;
};

/** Writes the lines of an event. An event for which nothing ran is no news. */
export function logRuns(outcome: Outcome, log: HookLog): void {
  const { runs, event } = outcome;
  const ran = runs.filter(({ status }) => status !== 'skipped');
  if (ran.length > 0) log.write('INFO', event.type, `${decisionOf(outcome)}: ${ran.map(shown).join(', ')}`);
  for (const run of runs) {
    const told = run.why ?? run.answered.join(', ');
    log.write(
      'DEBUG',
      run.by,
      `${event.type} ${run.lane} ${run.status} in ${run.durationMs} ms ${told}`.trimEnd(),
    );
  }
}
