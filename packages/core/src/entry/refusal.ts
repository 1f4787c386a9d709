/** The one "no" that an event has, and the reason that never lacks: the agent ignores a refusal without one. */
import type { HandlerAnswer } from '../answer.ts';
import type { LifecycleEvent, VerdictKind } from '../events/lifecycle-events.ts';
import { eventSpec } from '../events/table.ts';
import { shortened } from './shortened.ts';

/** Characters of a reason or message. The agent passes long ones on whole: the reason of a stop is its next prompt. */
const LONGEST = 64_000;

/** A reason or message without white space around it and without what is beyond the bound. */
export const bounded = (text: string, { redact }: { readonly redact?: (text: string) => string }): string =>
  shortened(text.trim(), LONGEST, redact);

type RefusalKind = Extract<VerdictKind, 'deny' | 'feedback' | 'resume'>;

const NO_REASON: Readonly<Record<RefusalKind, string>> = {
  deny: 'refused this.',
  feedback: 'objects to what was done.',
  resume: 'does not take this as finished.',
};

/** The one word for "no" that the event has; undefined for one that cannot be refused. */
export const refusalKind = (event: LifecycleEvent): RefusalKind | undefined =>
  eventSpec(event.type)?.verdicts.find((kind) => kind === 'deny' || kind === 'feedback' || kind === 'resume');

/** What a hook's refusal is for an event: its verdict, or a message where nothing can be refused. */
export function refusalOf(
  reason: string | undefined,
  scope: {
    readonly name: string;
    readonly event: LifecycleEvent;
    readonly redact?: (text: string) => string;
  },
): HandlerAnswer {
  const { name, event } = scope;
  const kind = refusalKind(event);
  const text =
    bounded(reason ?? '', scope) || `The hook "${name}" ${NO_REASON[kind ?? 'deny']} It gave no reason.`;
  return kind === undefined ? { message: text } : { verdict: { kind, reason: text } };
}
