/**
 * The name of a job's file: `<accepted>[.<attempt>][!<crashes>][+<not before>][@<runner>].json`. Names sort in the
 * order of acceptance. What changes in the life of a job is in its name and not in its text, because a rename is the
 * one change that is whole, that one of many wins, and that needs no second file.
 */

/** What the name of a job says. */
export interface JobName {
  /** The part that never changes; it sorts in the order of acceptance. */
  readonly stem: string;
  /** 1 for the first run. */
  readonly attempt: number;
  /** How often a worker died while it ran it. */
  readonly crashes: number;
  /** Milliseconds since the epoch before which it is not tried again. */
  readonly notBefore?: number;
  /** The process that runs it. */
  readonly runner?: string;
}

const NAME = /^([^.!+@]*)(?:\.(\d+))?(?:!(\d+))?(?:\+(\d+))?(?:@([^@]*))?\.json$/;

/** Reads the name of a job's file. */
export function readJobName(name: string): JobName {
  const [, stem = name, attempt = '1', crashes = '0', notBefore, runner] = NAME.exec(name) ?? [];
  return {
    stem,
    attempt: Number(attempt),
    crashes: Number(crashes),
    ...(notBefore !== undefined && { notBefore: Number(notBefore) }),
    ...(runner !== undefined && { runner }),
  };
}

/** The file name that says this. */
export function jobFileName({ stem, attempt, crashes, notBefore, runner }: JobName): string {
  const parts = [
    stem,
    attempt > 1 ? `.${attempt}` : '',
    crashes > 0 ? `!${crashes}` : '',
    notBefore === undefined ? '' : `+${notBefore}`,
    runner === undefined ? '' : `@${runner}`,
  ];
  return `${parts.join('')}.json`;
}

let sequence = 0;

/** A new stem: by time, then by process and by the order within it. */
export function newStem(createdAt: number): string {
  sequence += 1;
  return [
    String(createdAt).padStart(15, '0'),
    String(process.pid).padStart(8, '0'),
    String(sequence).padStart(6, '0'),
  ].join('-');
}
