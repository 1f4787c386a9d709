/**
 * The gate lane of one event. Rewrites by entries are applied as they come; whoever must have judged the final
 * input (plugin gates, required entries) and judged an older one judges again, at most three times.
 */
import type { HandlerAnswer, Rewrite } from '../answer.ts';
import type { LifecycleEvent } from '../events/lifecycle-events.ts';
import { followedBy, TakenFields } from './change.ts';
import type { Handler } from './handler.ts';
import type { Lanes } from './lanes.ts';
import type { Outcome } from './outcome.ts';
import { refuses } from './reduce.ts';
import { sameJson } from './same-json.ts';
import { Stop } from './stop.ts';

const MAX_ROUNDS = 3;

/** A hook that was written for the agent's own engine, where no hook keeps another one from running. */
const isIndependent = (handler: Handler): boolean => handler.entry?.native !== undefined;

/** The turns of a batch that runs one by one; independent handlers share the turn of the first of them. */
function oneByOne(batch: readonly Handler[]): readonly (readonly Handler[])[] {
  const together = batch.filter(isIndependent);
  return batch.flatMap((handler) => {
    if (!isIndependent(handler)) return [[handler]];
    return handler === together[0] ? [together] : [];
  });
}

/** Runs one handler and keeps its run and its failure; gives what it answered. */
export type Judge = (
  handler: Handler,
  event: LifecycleEvent,
  stop: Stop,
) => Promise<HandlerAnswer | undefined>;

export interface GateLaneResult {
  readonly event: LifecycleEvent;
  readonly answers: ReadonlyMap<Handler, HandlerAnswer>;
  readonly change?: Rewrite;
  readonly rewrittenBy: readonly string[];
  readonly conflicts: Outcome['conflicts'];
  readonly refused: boolean;
}

/** Runs all gates of an event. `parallel`: the handlers of one priority at once, else one by one. */
export async function runGateLane(
  lanes: Lanes,
  first: LifecycleEvent,
  judge: Judge,
  options: {
    readonly parallel: boolean;
    readonly stop: Stop;
    readonly apply: (event: LifecycleEvent, change: Rewrite) => LifecycleEvent;
  },
): Promise<GateLaneResult> {
  const answers = new Map<Handler, HandlerAnswer>();
  const judged = new Map<Handler, LifecycleEvent>();
  const rewrittenBy: string[] = [];
  const conflicts: Outcome['conflicts'][number][] = [];
  let event = first;
  let change: Rewrite | undefined;
  let lastRewriter: Handler | undefined;

  /** Applies the rewrites of one batch in registration order; of two for one field the first stands. */
  const applyRewrites = (batch: readonly Handler[]): void => {
    const taken = new TakenFields();
    for (const handler of [...batch].sort((a, b) => a.order - b.order)) {
      const rewrite = answers.get(handler)?.rewrite;
      if (!rewrite) continue;
      const clash = taken.clash(rewrite);
      if (clash) {
        addConflict({ by: handler.by, with: clash.with, field: clash.field });
        continue;
      }
      taken.take(rewrite, handler.by);
      const next = options.apply(event, rewrite);
      // Who answers the same rewrite in every round changes nothing any more, and so nobody need judge again.
      if (sameJson(next, event)) continue;
      event = next;
      change = followedBy(change, rewrite);
      lastRewriter = handler;
      if (!rewrittenBy.includes(handler.by)) rewrittenBy.push(handler.by);
    }
  };
  const addConflict = (conflict: Outcome['conflicts'][number]): void => {
    if (!conflicts.some((known) => sameJson(known, conflict))) conflicts.push(conflict);
  };
  const runBatch = async (batch: readonly Handler[]): Promise<true | undefined> => {
    const stop = new Stop(options.stop);
    const seen = event;
    let refused: true | undefined;
    const one = async (handler: Handler): Promise<void> => {
      judged.set(handler, seen);
      answers.delete(handler);
      const answer = await judge(handler, seen, isIndependent(handler) ? options.stop : stop);
      if (answer === undefined) return;
      answers.set(handler, answer);
      if ((answer.verdict && refuses(answer.verdict.kind)) || answer.halt !== undefined) {
        refused = true;
        stop.abort(new DOMException('Another hook has decided.', 'AbortError'));
      }
    };
    await Promise.all(batch.map(one));
    if (!refused) applyRewrites(batch);
    return refused;
  };

  const due = (handler: Handler): boolean => {
    const seen = judged.get(handler);
    return seen === undefined || (seen !== event && (handler.entry === undefined || handler.required));
  };

  let refused = false;
  for (let round = 1; ; round++) {
    refused = await lanes.gate(async (handlers) => {
      const batch = handlers.filter(due);
      if (options.parallel) return batch.length > 0 ? runBatch(batch) : undefined;
      for (const turn of oneByOne(batch)) if (await runBatch(turn)) return true;
      return undefined;
    });
    if (refused || !lanes.of('gate').some(due)) break;
    if (round === MAX_ROUNDS) {
      if (lastRewriter) {
        const reason =
          'The checks kept changing this input and did not agree on one, so it was not let through. Ask the user to look at the hook log.';
        answers.set(lastRewriter, { ...answers.get(lastRewriter), verdict: { kind: 'deny', reason } });
      }
      refused = true;
      break;
    }
  }
  return { event, answers, change, rewrittenBy, conflicts, refused };
}
