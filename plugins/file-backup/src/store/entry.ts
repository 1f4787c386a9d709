/** What the manifest says of one file of one event. The names are those of the line, which other programs may read. */

/** Why a file was not copied. */
export type Skipped =
  /** It was gone, or a folder on the way was, when its turn came. */
  | 'gone'
  /** Larger than `max_file_size`. */
  | 'too_large'
  /** The event touches more than `max_files`. */
  | 'too_many'
  /** There is no room within `max_total`. */
  | 'store_full'
  /** The system does not let us read it. */
  | 'unreadable'
  /** A pipe, a socket or a device. */
  | 'not_a_file'
  /** The deadline had passed. */
  | 'deadline'
  /** It could not be written to the store. */
  | 'store_failed';

/** A path that an event touches. */
export interface Touched {
  /** Absolute. */
  readonly path: string;
  /** What touches it, in a few words: `patch update`, `rm`. */
  readonly reason: string;
}

export type Found =
  | {
      readonly kind: 'file';
      readonly sha256: string;
      /** Bytes. */
      readonly size: number;
      /** Permission bits, as a number. */
      readonly mode: number;
    }
  | { readonly kind: 'symlink'; readonly target: string }
  | { readonly kind: 'folder'; readonly mode: number }
  | { readonly kind: 'skipped'; readonly why: Skipped; readonly size?: number; readonly error?: string };

export type Entry = Found &
  Touched & {
    readonly version: 1;
    /** Twelve hexadecimal digits. */
    readonly id: string;
    /** ISO 8601, UTC. */
    readonly time: string;
    readonly session_id: string;
    readonly task_id?: string;
    /** `patch.before`, `exec.before`, or `restore`: what was there before something was put back. */
    readonly event: string;
    /** The folder that the agent worked in. */
    readonly cwd: string;
    /** The folder of `path` without links, where that is another one. */
    readonly folder?: string;
  };

/** An entry that can be put back. */
export type Kept = Exclude<Entry, { readonly kind: 'skipped' }>;

export const isKept = (entry: Entry): entry is Kept => entry.kind !== 'skipped';

/** The sentence that a person reads. */
export const WHY_SKIPPED: Readonly<Record<Skipped, string>> = {
  gone: 'it was gone when its turn came',
  too_large: 'it is larger than max_file_size',
  too_many: 'the event touches more than max_files',
  store_full: 'there is no room within max_total',
  unreadable: 'it may not be read',
  not_a_file: 'it is a pipe, a socket or a device',
  deadline: 'the deadline of the hook had passed',
  store_failed: 'the copy could not be written',
};
