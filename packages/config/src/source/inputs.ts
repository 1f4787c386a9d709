/**
 * Remembers every file that a load looked at, and in which state, so that a snapshot knows when it is stale. The
 * state is taken before the file is read: a change in between makes the snapshot stale, never wrong.
 */
import { type Stats, statSync } from 'node:fs';
import type { SnapshotInput } from '../snapshot.ts';

/** Looks at files and remembers what it saw. */
export class Inputs {
  readonly #seen = new Map<string, { input: SnapshotInput; stats: Stats | undefined }>();

  /** The state of a file; the snapshot holds while size, time of change and inode stay. */
  stat(path: string): Stats | undefined {
    const known = this.#seen.get(path);
    if (known && (known.input.stamp || !known.input.present)) return known.stats;
    const stats = stateOf(path);
    const stamp = stats && { ctimeMs: stats.ctimeMs, size: stats.size, ino: stats.ino };
    this.#seen.set(path, {
      input: { path, present: stats !== undefined, ...(stamp ? { stamp } : {}) },
      stats,
    });
    return stats;
  }

  /** Whether a path exists; the snapshot holds while that stays so, whatever is in it. */
  exists(path: string): boolean {
    const known = this.#seen.get(path);
    if (known) return known.stats !== undefined;
    const stats = stateOf(path);
    this.#seen.set(path, { input: { path, present: stats !== undefined }, stats });
    return stats !== undefined;
  }

  /** A folder whose rights matter; not an input, because its time changes with every file in it. */
  folder(path: string): Stats | undefined {
    return stateOf(path);
  }

  list(): readonly SnapshotInput[] {
    return [...this.#seen.values()].map((entry) => entry.input);
  }
}

function stateOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // A parent that is a file or may not be entered: nothing can be read there.
    return undefined;
  }
}
