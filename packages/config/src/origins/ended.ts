import type { Path } from '../report/path.ts';
import type { SourceFile } from '../source/source-file.ts';

/** A part of a file. */
export interface WrittenAt {
  readonly source: SourceFile;
  readonly path: Path;
}

/** A hook or a plugin that was written and does not run, and the part of a file that is why. */
export interface Ended {
  readonly what: 'hook' | 'plugin';
  readonly name: string;
  readonly how: 'switched off' | 'replaced';
  /** Of a hook: what it would listen to. */
  readonly events?: readonly string[];
  readonly written: WrittenAt;
  readonly by: WrittenAt;
}
