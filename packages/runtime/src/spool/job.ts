/** One piece of work that is done after the agent was answered: an async entry and the event it is for. */
import type { LifecycleEvent, ResolvedEntry } from '@hookline/core';

export interface SpoolJob {
  readonly version: 1;
  readonly id: string;
  /** Jobs with one key are done one after the other, in the order they were stored. */
  readonly orderKey: string;
  /** The hook process that stored it; its own worker runs it, with that process's environment. */
  readonly batch: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** 1 for the first run; more when a worker died in the middle. Stored in the name of its file. */
  readonly attempt: number;
  readonly entry: ResolvedEntry;
  readonly event: LifecycleEvent;
  /** The process that runs it, while it is active. Stored in the name of its file. */
  readonly runner?: string;
  /** Set in a dead letter. */
  readonly failed?: { readonly code: string; readonly message: string; readonly at: number };
}

/** Thrown by a run that was told to stop: the job has not failed, and waits for the next worker. */
export class JobInterrupted extends Error {
  override readonly name = 'JobInterrupted';
}
