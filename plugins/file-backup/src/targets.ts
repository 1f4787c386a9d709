/** What an event is going to touch, before anybody has looked whether it is there. */

export interface Target {
  /** Absolute. */
  readonly path: string;
  /**
   * `write`: its content, through a link. `replace`: whatever stands there, a link itself. `remove`: the same, and a
   * folder too.
   */
  readonly how: 'write' | 'replace' | 'remove';
  /** For `remove`: with all that is in the folder. */
  readonly deep?: boolean;
  /** Found by a pattern, a listing or in a folder: folders of generated files are left out. */
  readonly isFound?: boolean;
  readonly reason: string;
}

/** Files that only git can name. */
export interface GitQuery {
  /** Absolute. */
  readonly cwd: string;
  /** `changed`: tracked files that differ from the last commit. The others: files that git does not track. */
  readonly files: 'changed' | 'untracked' | 'untracked-and-ignored' | 'ignored';
  /** Of these paths only. */
  readonly paths: readonly string[];
  readonly reason: string;
}

export interface Touches {
  readonly targets: readonly Target[];
  readonly queries: readonly GitQuery[];
  /** What was not known, in a few words each: `rm $files`. */
  readonly unknown: readonly string[];
}
