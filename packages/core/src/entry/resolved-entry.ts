/** The contract between the config reader, the dispatcher and the handler kinds: one entry, checked and complete. */
import type { EventName } from '../events/lifecycle-events.ts';
import type { Condition } from './condition.ts';

export type Priority = 'high' | 'normal' | 'low';

/** Where a piece of configuration was written. */
export interface Origin {
  /** Absolute path of the file, or a word such as `--hooks-config` for what no file holds. */
  readonly file: string;
  /** 1-based. */
  readonly line?: number;
  readonly column?: number;
  /** Path inside the file, `hooks.exec[0]`. */
  readonly path: string;
  /** The layer's name, for people: `project`, `user`, `preset @acme/hookline-preset`. */
  readonly layer: string;
}

/** How async work of an entry is delivered. Told by the kind when the config is read, so that no hook has to load it. */
export interface Delivery {
  /**
   * Where it goes, `${NAME}` still in place. Work for one target is done in the order in which it was accepted, over
   * all sessions. Work without a target is kept in order within its session.
   */
  readonly target?: string;
  /** How often it is tried in all, where a failed try says that another one may succeed. */
  readonly attempts?: number;
}

/** One hook of a config, ready to run. JSON-serialisable: it is kept in the snapshot. */
export interface ResolvedEntry {
  /** Stable over runs while file and position stay the same. */
  readonly id: string;
  /** For people and for the journal: the description, else what it runs. */
  readonly name: string;
  /** All wire names that the entry listens to; usually one. */
  readonly events: readonly EventName[];
  /** The handler kind: `script`, `webhook`, `mcp_tool`, or a third party's. */
  readonly type: string;
  /** The keys that belong to the kind, checked by its schema. `${NAME}` is still in place. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly required: boolean;
  readonly timeoutMs: number;
  readonly mode: 'sync' | 'async';
  /** What the kind says of how async work of this entry is delivered. */
  readonly delivery?: Delivery;
  readonly priority: Priority;
  /** `${NAME}` is still in place. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * The variables that a program of it inherits: names, with `*` at the end for any rest. Absent: all of them.
   */
  readonly environmentAllow?: readonly string[];
  /** The variables that it may name as `${NAME}`, where the user's own list holds for a hook of a project. Absent: all. */
  readonly environmentNamed?: readonly string[];
  /** All must hold. */
  readonly conditions: readonly Condition[];
  /** The agent's own matcher rules, on the tool name. Tool events only, unless `native` is set. */
  readonly matcher?: string;
  /**
   * The agent's own event that a hook of a `hooks.json` was written for, `PreToolUse`. It runs as the agent would run
   * it: at that moment and not for what else follows from it, matched on what the agent matches on there, and to its
   * end, whatever others decide meanwhile (second seed: "one hook cannot prevent another from running").
   */
  readonly native?: string;
  /** Absolute folder of the file that says the entry: `./x` is found from here. */
  readonly baseDir: string;
  /** The entry's own `cwd`, else `baseDir`. Absolute, but `${NAME}` is still in place: `entryFolder` fills it in. */
  readonly cwd: string;
  readonly origin: Origin;
  /** The files that it runs, as they were approved. Absent where nothing has to be. */
  readonly files?: readonly ApprovedFile[];
}

/** A file by its content, and by the state in which the content was read. */
export interface ApprovedFile {
  /** Absolute; links are followed. */
  readonly path: string;
  readonly sha256: string;
  readonly ctimeMs: number;
  readonly size: number;
  readonly ino: number;
}

/** `file:line:column` of an entry. */
export function originText({ origin }: Pick<ResolvedEntry, 'origin'>): string {
  const { file, line, column, path } = origin;
  return line === undefined ? `${file} > ${path}` : `${file}:${line}:${column ?? 1}`;
}
