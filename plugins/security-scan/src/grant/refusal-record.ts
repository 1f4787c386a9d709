/**
 * What was refused, for the person who may permit it: a line of JSON in `$HOOKLINE_HOME/allow/refused.jsonl`, read by
 * `hookline allow`. The format is described in docs/state.md.
 */
import { join } from 'node:path';
import type { Places } from '@hookline/core';

/** One refusal. */
export interface RefusalRecord {
  readonly version: 1;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly session_id: string;
  /** The plugin that has refused. */
  readonly by: string;
  readonly event: string;
  readonly verdict: 'ask' | 'deny';
  readonly rules: readonly string[];
  readonly reason: string;
  /** Redacted. */
  readonly text: string;
  readonly cwd: string;
  /** The name of the call: a grant for it has the same. */
  readonly call: string;
}

/** Where refusals are recorded. */
export const refusalsFile = ({ hooklineHome }: Places): string =>
  join(hooklineHome, 'allow', 'refused.jsonl');
