/** A project whose hooks wait for review, in the form that a snapshot keeps: what a hook needs to know of it and no more. */

/** The events on which something is required. */
export interface RequiredEvents {
  readonly events: readonly string[];
  /** True when that is not known, so that it may be any. */
  readonly any: boolean;
}

export interface WaitingProject {
  /** The real path. */
  readonly root: string;
  /** When something of the project was approved last; absent when nothing was. */
  readonly approvedAt?: string;
  /** The folder from which it was found, from the root; `.` is the root. */
  readonly folder: string;
  /** What waits: paths from the root, the first few of them. */
  readonly paths: readonly string[];
  /** How many there are in all. */
  readonly count: number;
  /** What is required by what waits, or was by what was approved last. */
  readonly required: RequiredEvents;
}

/** Whether a gate of an event is or may be required in what waits. */
export function waitingRequires(waiting: WaitingProject | undefined, event: string): boolean {
  return waiting !== undefined && (waiting.required.any || waiting.required.events.includes(event));
}

const MOST_NAMED = 3;
const LONGEST_NAME = 60;

/** What waits, as the subject of a sentence: `hooks.toml and check.sh`. Names only, which tell nothing of the machine. */
export function waitingSubject({ paths, count }: Pick<WaitingProject, 'paths' | 'count'>): string {
  // Names are chosen by whoever wrote the repository, and the model reads this: no blanks, so no sentences.
  const named = paths
    .slice(0, MOST_NAMED)
    .map((path) => path.slice(-LONGEST_NAME).replaceAll(/[^\w@%+=:,./-]/g, '?'));
  const more = count - named.length;
  if (more > 0) return `${named.join(', ')} and ${more} more`;
  return named.length > 1
    ? `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`
    : (named[0] ?? 'the project');
}
