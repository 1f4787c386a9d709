/** Lists what is in folders, within a bound for the whole event: a tree may have no end that matters here. */
import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Names that are looked at for one event. */
const MOST_NAMES = 50_000;

export class FolderWalk {
  #left = MOST_NAMES;

  /** Whether something was not looked at. */
  get isExhausted(): boolean {
    return this.#left <= 0;
  }

  /** What is in one folder, sorted; empty when it cannot be read. */
  list(folder: string): readonly Dirent[] {
    if (this.isExhausted) return [];
    try {
      const found = readdirSync(folder, { withFileTypes: true });
      this.#left -= found.length;
      return found.sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch {
      return [];
    }
  }

  /** Everything below a folder, what lies near before what lies deep. `enter` says which folders to look into. */
  *below(root: string, enter: (folder: string, name: string) => boolean): Generator<FoundPath> {
    const queue = [root];
    for (let at = 0; at < queue.length; at++) {
      const folder = queue[at] as string;
      for (const one of this.list(folder)) {
        const path = join(folder, one.name);
        const isFolder = one.isDirectory();
        if (isFolder && !enter(path, one.name)) continue;
        yield { path, name: one.name, isFolder };
        if (isFolder) queue.push(path);
      }
    }
  }
}

export interface FoundPath {
  readonly path: string;
  readonly name: string;
  readonly isFolder: boolean;
}
