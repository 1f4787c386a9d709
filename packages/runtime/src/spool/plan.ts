/** Decides what a worker does next. Pure: it sees a moment of the spool and what the worker runs itself. */
import type { Scheduled } from './spool-view.ts';

/** How far ahead a job may be held back. What is later is the doing of a clock that was set back. */
export const LONGEST_WAIT_MS = 60 * 60_000;

/**
 * Who is to run a job: this worker, another one, or nobody who is there: it needs the variables of a terminal whose
 * worker is gone. That one waits for its terminal, and holds nobody up.
 */
export type Owner = 'mine' | 'theirs' | 'nobody';

export interface Moment {
  /** In order of acceptance. */
  readonly pending: readonly Scheduled[];
  readonly active: readonly Scheduled[];
  readonly now: number;
  readonly ownerOf: (one: Scheduled) => Owner;
  /** Set for who delivers now: nothing waits for its moment, and what was tried is not tried again. */
  readonly tried?: ReadonlySet<string>;
}

export interface Plan {
  /** May be begun now, one of a key. */
  readonly ready: readonly Scheduled[];
  /** When the next one that is held back may be tried. */
  readonly wakeAt?: number;
  /** True when own work stands behind what others hold. */
  readonly behindOthers: boolean;
}

/** Of every key the first job counts; what stands behind it waits, whoever it belongs to. */
export function planOf({ pending, active, now, ownerOf, tried }: Moment): Plan {
  const held = new Map<string, 'active' | 'theirs' | 'later'>();
  for (const { job } of active) held.set(job.orderKey, 'active');
  const ready: Scheduled[] = [];
  let wakeAt: number | undefined;
  let behindOthers = false;
  for (const one of pending) {
    const { orderKey } = one.job;
    const by = held.get(orderKey);
    if (by === 'later') continue;
    const owner = ownerOf(one);
    if (owner === 'nobody') continue;
    if (by !== undefined) behindOthers ||= owner === 'mine';
    else if (owner === 'theirs') held.set(orderKey, 'theirs');
    else if (tried?.has(one.stem)) held.set(orderKey, 'later');
    else if (tried === undefined && isHeldBack(one, now)) {
      held.set(orderKey, 'later');
      wakeAt = Math.min(wakeAt ?? Number.POSITIVE_INFINITY, one.notBefore ?? now);
    } else {
      held.set(orderKey, 'later');
      ready.push(one);
    }
  }
  return { ready, behindOthers, ...(wakeAt !== undefined && { wakeAt }) };
}

function isHeldBack({ notBefore = 0 }: Scheduled, now: number): boolean {
  return notBefore > now && notBefore - now <= LONGEST_WAIT_MS;
}
