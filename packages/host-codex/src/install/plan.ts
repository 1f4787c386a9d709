/** A plan says every byte that would change before anything does: it is what the user is shown and asked about. */

import type { NativeEventName } from '../wire/native-events.ts';
import { lineChanges } from './line-changes.ts';

/** One file that changes. */
export interface FileChange {
  /** Absolute. */
  readonly path: string;
  /** The present text. Absent: there is no file. */
  readonly before?: string;
  /** The text to come. Absent: the file is deleted. */
  readonly after?: string;
  /** For people: `create`, `edit` or `delete`, and what for. */
  readonly summary: string;
  /** The exact lines that come (`+ …`) and go (`- …`). Empty for Hookline's own record. */
  readonly lines: readonly string[];
}

/** One write; without a text the file is deleted. */
export interface FileWrite {
  readonly path: string;
  readonly text?: string;
}

/** Everything that an installation or its removal does. */
export interface InstallPlan {
  readonly changes: readonly FileChange[];
  /**
   * The order of the writes where it matters what a crash between two of them leaves: a file may be written more than
   * once on the way to what `changes` says. Absent: each change once, in its order.
   */
  readonly writes?: readonly FileWrite[];
  /** Folders to remove when they are empty afterwards, innermost first. */
  readonly removeFolders: readonly string[];
  /** What Codex will run, for each event; what a trust question must show. */
  readonly commands: readonly { readonly event: NativeEventName; readonly command: string }[];
  /** True when the plan also writes trust records. */
  readonly trusts: boolean;
  /** What the user should know, a sentence each. */
  readonly notes: readonly string[];
}

/** The change of one file, or nothing when its text stays. */
export function fileChange(
  path: string,
  before: string | undefined,
  after: string | undefined,
  purpose: string,
  listLines = true,
): readonly FileChange[] {
  if (before === after) return [];
  const verb = before === undefined ? 'create' : after === undefined ? 'delete' : 'edit';
  return [
    {
      path,
      before,
      after,
      summary: `${verb}: ${purpose}`,
      lines: listLines ? lineChanges(before, after) : [],
    },
  ];
}
