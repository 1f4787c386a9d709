/** Reads the ordinary commands that the scan must be silent on, one file a group. */

import { readdirSync, readFileSync } from 'node:fs';

/** A command of ordinary work. */
export interface OrdinaryCommand {
  readonly id: string;
  readonly command: string;
  /** The kind of work, which is the name of its file. */
  readonly group: string;
  /** It holds a risky word or shape and is ordinary all the same. */
  readonly lookalike?: true;
  /** It has 90 characters or more. */
  readonly long?: true;
}

/** Reads all groups, in the order of their names. */
export function loadOrdinaryCommands(): OrdinaryCommand[] {
  const folder = new URL('./', import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) =>
      readFileSync(new URL(name, folder), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as OrdinaryCommand),
    );
}
