/** One piece of work that is done after the agent was answered: an async entry and the event it is for. */
import type { LifecycleEvent, ResolvedEntry } from '@hookline/core';

/** Why a try failed. */
export interface JobFailure {
  readonly code: string;
  readonly message: string;
  readonly fix?: string;
}

/** The variables that an entry names, and a hash of their values. */
export interface Needs {
  readonly names: readonly string[];
  readonly hash: string;
}

export interface SpoolJob {
  readonly version: 1;
  readonly id: string;
  /** Jobs with one key are done one after the other, in the order they were stored. */
  readonly orderKey: string;
  /** The environment of the hook that stored it, as a fingerprint; a worker with that environment runs it. */
  readonly batch: string;
  /** Set when the entry names variables: who has other values must not run it. */
  readonly needs?: Needs;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** 1 for the first run. Stored in the name of its file, as are the next three. */
  readonly attempt: number;
  /** How often a worker died while it ran it. */
  readonly crashes?: number;
  /** Milliseconds since the epoch before which it is not tried again. */
  readonly notBefore?: number;
  /** The process that runs it, while it is active. */
  readonly runner?: string;
  readonly entry: ResolvedEntry;
  readonly event: LifecycleEvent;
  /** Why the latest try failed, of a job that is tried again. */
  readonly lastFailure?: JobFailure & { readonly at: number };
  /** Set in a dead letter. */
  readonly failed?: JobFailure & { readonly at: number };
}

/** Thrown by a run that was told to stop: the job has not failed, and waits for the next worker. */
export class JobInterrupted extends Error {
  override readonly name = 'JobInterrupted';
}
