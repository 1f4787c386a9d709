/** What a plugin did during one event, as the fakes saw it. */
import type { AppendOptions, EnqueueOptions, ExecOptions } from '@hookline/core';

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
}

export interface RecordedExec {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: ExecOptions;
}

export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty where none was sent. */
  readonly body: string;
}

/** Work that was handed over; recorded, not done. */
export interface EnqueuedWork {
  readonly delivery: string;
  /** As it comes out of the spool: JSON, with the secrets replaced. */
  readonly data: unknown;
  readonly options: EnqueueOptions;
}

/** A line that was appended to a file. */
export interface RecordedLine {
  readonly file: string;
  readonly line: string;
  /** Where a rotation was asked for. */
  readonly options?: AppendOptions;
}

/** Filled while an event is dispatched. */
export interface Journal {
  readonly logs: LogLine[];
  readonly execs: RecordedExec[];
  readonly requests: RecordedRequest[];
  readonly lines: RecordedLine[];
  readonly emitted: { readonly name: string; readonly data: unknown }[];
  readonly enqueued: EnqueuedWork[];
  /** Calls that no plan covers. A plugin may catch what they throw; the run fails all the same. */
  readonly unplanned: Error[];
}

export const newJournal = (): Journal => ({
  logs: [],
  execs: [],
  requests: [],
  lines: [],
  emitted: [],
  enqueued: [],
  unplanned: [],
});
