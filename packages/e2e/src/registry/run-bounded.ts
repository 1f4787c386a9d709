import { type ChildResult, runChild } from '../child.ts';

/** A program that runs without an agent, and where. */
export interface BoundedRun {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Milliseconds until it is killed with all that it started; 120,000 unless told. */
  readonly timeoutMs?: number;
}

/** Runs a program to its end, bounded in time. */
export function runBounded(command: readonly string[], options: BoundedRun): Promise<ChildResult> {
  return runChild({
    ...options,
    command,
    timeoutMs: options.timeoutMs ?? 120_000,
    modelRequests: () => 0,
    onRequest: () => () => {},
  });
}

/** For tests that run several such programs: each has its own bound, and names what it ran and what that printed. */
export const PATIENT = { timeout: 300_000 } as const;
