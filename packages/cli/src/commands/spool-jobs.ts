/** The jobs of the spool as a person sees them: what each waits for, and by which id it is called. */
import { HooklineError, nearest } from '@hookline/core/errors';
import { attemptsOf, listJobs, readJob, type SpoolFile, type SpoolJob } from '@hookline/runtime/spool';

export interface ShownJob {
  readonly file: SpoolFile;
  readonly job: SpoolJob;
  readonly state: 'running' | 'waiting' | 'retrying' | 'dead';
}

const STATES = { active: 'running', pending: 'waiting', dead: 'dead' } as const;

/** All jobs: what runs, what waits, what was given up; each in order of acceptance. */
export function spoolJobs(hooklineHome: string): readonly ShownJob[] {
  return (['active', 'pending', 'dead'] as const).flatMap((folder) =>
    listJobs(hooklineHome, folder).flatMap((file) => {
      const job = readJob(hooklineHome, file);
      if (!job) return [];
      const isRetrying = folder === 'pending' && job.notBefore !== undefined;
      return [{ file, job, state: isRetrying ? 'retrying' : STATES[folder] }];
    }),
  );
}

/** The jobs that are meant by ids, or by the beginnings of ids. */
export function findJobs(ids: readonly string[], jobs: readonly ShownJob[]): readonly ShownJob[] {
  return ids.map((id) => {
    const exact = jobs.find(({ job }) => job.id === id);
    const begun = jobs.filter(({ job }) => job.id.startsWith(id));
    const [only] = begun;
    if (exact) return exact;
    if (only && begun.length === 1) return only;
    throw unknownId(id, jobs, begun);
  });
}

function unknownId(id: string, jobs: readonly ShownJob[], begun: readonly ShownJob[]): HooklineError {
  const known = jobs.map(({ job }) => job.id);
  if (begun.length > 1) {
    return new HooklineError('HOOKLINE_USAGE', {
      what: `"${id}" is the beginning of ${begun.length} ids.`,
      why: `It could be ${begun
        .slice(0, 5)
        .map(({ job }) => job.id)
        .join(', ')}.`,
      fix: 'Write more of the id.',
    });
  }
  const meant = nearest(id, known);
  return new HooklineError('HOOKLINE_USAGE', {
    what: `The spool holds nothing with the id "${id}".`,
    why: known.length === 0 ? 'It is empty: the work may be done already.' : undefined,
    fix: meant ? `Did you mean "${meant}"?` : 'See the ids with: hookline spool list',
  });
}

/** Where a job goes, without what may be a secret: the address of a chat service is one as a whole. */
export function shownTarget({ entry }: SpoolJob): string {
  const target = entry.delivery?.target ?? '';
  const [, scheme, host] = /^([a-z][a-z0-9+.-]*:\/\/)(?:[^/?#@]*@)?([^/?#]*)/i.exec(target) ?? [];
  return scheme === undefined ? target.replace(/[/?#].*$/s, '') : `${scheme}${host}`;
}

/** `waiting`, `retrying in 12 s (attempt 2 of 9)`. */
export function shownState({ job, state }: ShownJob, now: number): string {
  if (state !== 'retrying') return state === 'running' && job.attempt > 1 ? `running (${tries(job)})` : state;
  const left = (job.notBefore ?? now) - now;
  return `${left > 0 ? `retrying in ${duration(left)}` : 'retrying'} (${tries(job)})`;
}

const tries = (job: SpoolJob): string =>
  `attempt ${job.attempt} of ${Math.max(job.attempt, attemptsOf(job))}`;

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** `12 s`, `3 min`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const [unit, size] = UNITS.find(([, least]) => seconds >= least) ?? ['s', 1];
  return `${Math.floor(seconds / size)} ${unit}`;
}
