/**
 * One event on its way through the lanes: rewrite, gate, contribute, hand-over, observe. Keeps what ran and what
 * failed, and folds the answers into the outcome.
 */
import type { HandlerAnswer, Rewrite } from '../answer.ts';
import { originText, type ResolvedEntry } from '../entry/resolved-entry.ts';
import { skipReason } from '../entry/skip-reason.ts';
import { errorText } from '../errors/hookline-error.ts';
import type { LifecycleEvent } from '../events/lifecycle-events.ts';
import type { EventSpec } from '../events/table.ts';
import { followedBy } from './change.ts';
import { deepFreeze } from './freeze.ts';
import { runGateLane } from './gate-lane.ts';
import { GRACE_MS, type Guarded, guard } from './guard.ts';
import { handOver } from './hand-over.ts';
import type { Handler } from './handler.ts';
import { Lanes } from './lanes.ts';
import type { DispatchOptions, LifecycleOptions } from './lifecycle-options.ts';
import type { Outcome } from './outcome.ts';
import { type GivenAnswer, reduce } from './reduce.ts';
import { requiredFailureAnswer } from './required-failure.ts';
import type { RunLog } from './run-log.ts';
import { Stop } from './stop.ts';

/** One event on its way through the lanes. */
export class Dispatch {
  readonly #options: LifecycleOptions;
  readonly #spec: EventSpec;
  readonly #lanes: Lanes;
  readonly #dispatch: DispatchOptions;
  readonly #stop: Stop;
  readonly #log: RunLog;

  constructor(
    log: RunLog,
    options: LifecycleOptions,
    spec: EventSpec,
    lanes: Lanes | undefined,
    dispatch: DispatchOptions,
  ) {
    this.#log = log;
    this.#options = options;
    this.#spec = spec;
    this.#lanes = lanes ?? new Lanes(options.settings.parallel);
    this.#dispatch = dispatch;
    this.#stop = Stop.from(dispatch.signal);
  }

  async run(input: LifecycleEvent, asyncEntries: readonly ResolvedEntry[]): Promise<Outcome> {
    const answers: GivenAnswer[] = [];
    const give = (handler: Handler, answer: HandlerAnswer | undefined): void => {
      if (answer) answers.push({ by: handler.by, order: handler.order, priority: handler.priority, answer });
    };

    for (const { required, by } of this.#log.failures) {
      // What could not be set up might have refused.
      const answer = required ? requiredFailureAnswer(this.#spec, by) : undefined;
      if (answer) answers.push({ by, order: -1, priority: 'normal', answer });
    }

    let change: Rewrite | undefined;
    const rewrittenBy: string[] = [];
    const event = await this.#lanes.rewrite(input, async (current, handler) => {
      const answer = await this.#call(handler, current, this.#stop);
      if (!answer?.rewrite) {
        give(handler, answer);
        return current;
      }
      change = followedBy(change, answer.rewrite);
      rewrittenBy.push(handler.by);
      return this.#rewritten(current, answer.rewrite);
    });

    const gate = await runGateLane(
      this.#lanes,
      event,
      (handler, current, stop) => this.#call(handler, current, stop),
      {
        parallel: this.#options.settings.parallel,
        stop: this.#stop,
        apply: (current, rewrite) => this.#rewritten(current, rewrite),
      },
    );
    for (const [handler, answer] of gate.answers) give(handler, this.#withinResumeLimit(handler, answer));
    if (gate.change) change = followedBy(change, gate.change);

    if (!gate.refused) {
      await this.#lanes.all('contribute', async (handler) => {
        give(handler, await this.#call(handler, gate.event, this.#stop));
      });
    }
    for (const entry of asyncEntries) handOver(entry, gate.event, this.#options, this.#log);

    const settle = (): Outcome => ({
      event: gate.event,
      ...reduce(answers, this.#options.settings.contextTokens),
      rewrite: change ? { change, by: [...new Set([...rewrittenBy, ...gate.rewrittenBy])] } : undefined,
      conflicts: gate.conflicts,
      failures: this.#log.failures,
      runs: this.#log.runs,
      durationMs: this.#log.elapsedMs,
    });
    if (this.#lanes.of('observe').length > 0) {
      // Frozen: an observer decides nothing, and what it sees shares parts with what is answered.
      const seen = deepFreeze(settle());
      await this.#lanes.all('observe', async (handler) => {
        give(handler, await this.#call(handler, gate.event, this.#stop, seen));
      });
    }
    this.#stop.detach();
    return this.#log.closed(settle());
  }

  #rewritten(event: LifecycleEvent, change: Rewrite): LifecycleEvent {
    return deepFreeze(this.#options.rewrite(event, change));
  }

  #withinResumeLimit({ resumes }: Handler, answer: HandlerAnswer): HandlerAnswer {
    if (answer.verdict?.kind !== 'resume') return answer;
    const { resumeLimit } = this.#options.settings;
    const limit = resumeLimit === 0 ? 0 : (resumes ?? resumeLimit);
    if (this.#dispatch.mayResume?.(limit) ?? limit > 0) return answer;
    const { verdict, ...rest } = answer;
    return {
      ...rest,
      message: rest.message ?? `The task was resumed often enough; not again for: ${verdict.reason}`,
    };
  }

  /** Runs one handler, keeps the run, and turns the failure of a required one into its answer. */
  async #call(
    handler: Handler,
    event: LifecycleEvent,
    stop: Stop,
    outcome?: Outcome,
  ): Promise<HandlerAnswer | undefined> {
    const { by, lane, priority, entry } = handler;
    const startedMs = this.#log.elapsedMs;
    const run = {
      by,
      ...(entry && { entryId: entry.id }),
      lane,
      priority,
      startedMs,
      durationMs: 0,
      answered: [],
    } as const;
    let why: string | undefined;
    try {
      why = this.#skipped(handler, event);
    } catch (thrown) {
      const message = errorText(thrown);
      this.#log.settled({ ...run, status: 'failed', why: message }, event);
      return this.#failed(handler, { message, code: 'HOOKLINE_CONFIG_INVALID' });
    }
    if (why !== undefined) {
      this.#log.settled({ ...run, status: 'skipped', why }, event);
      return undefined;
    }
    this.#log.started(handler, event);
    const result = await guard((own) => handler.call(event, own, outcome), {
      ...this.#limits(handler, startedMs),
      stop,
    });
    const { durationMs } = result;
    if (result.status === 'ok') {
      const words = answered(result.value);
      this.#log.settled({ ...run, status: 'ok', durationMs, answered: words }, event);
      return result.value;
    }
    this.#log.settled({ ...run, status: result.status, durationMs, why: result.message }, event);
    // Who was aborted because another one refused lost its say: that is no failure. When the whole event was
    // stopped nobody has refused, and what a required one did not judge must not pass.
    if (result.status === 'aborted' && !(handler.required && this.#stop.aborted)) return undefined;
    return this.#failed(handler, result);
  }

  #failed(
    handler: Handler,
    result: Pick<Extract<Guarded<unknown>, { code: unknown }>, 'code' | 'message' | 'where' | 'fix'>,
  ): HandlerAnswer | undefined {
    this.#log.failed({
      by: handler.by,
      required: handler.required,
      code: result.code,
      message: result.message,
      where: result.where ?? (handler.entry ? originText(handler.entry) : undefined),
      fix: result.fix,
    });
    return handler.required ? requiredFailureAnswer(this.#spec, handler.by) : undefined;
  }

  /** A deadline within the budget, and one grace beyond it for all who hang, not one each. */
  #limits(handler: Handler, startedMs: number): { timeoutMs: number; graceMs: number } {
    const { budgetMs = Number.POSITIVE_INFINITY } = this.#dispatch;
    const timeoutMs = Math.max(1, Math.min(handler.timeoutMs, budgetMs - startedMs));
    const graceMs = Math.max(0, Math.min(GRACE_MS, budgetMs + GRACE_MS - startedMs - timeoutMs));
    return { timeoutMs, graceMs };
  }

  #skipped({ entry, required }: Handler, event: LifecycleEvent): string | undefined {
    if (entry === undefined) return undefined;
    const scope = { env: this.#options.env, context: this.#options.settings.context };
    return skipReason(entry, event, scope) ?? (required ? undefined : this.#dispatch.setAside?.(entry));
  }
}

function answered(answer: HandlerAnswer | undefined): string[] {
  if (!answer) return [];
  const words: string[] = [];
  if (answer.verdict) words.push(answer.verdict.kind);
  for (const part of ['rewrite', 'context', 'message', 'halt'] as const)
    if (answer[part] !== undefined) words.push(part);
  return words;
}
