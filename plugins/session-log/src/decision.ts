/** What hooks have decided on an event, and who. */
import type { Outcome } from '@hookline/core';

type Attributed = NonNullable<Outcome['halt']>;

/** The strongest of what was decided. */
export interface Decision {
  readonly kind: 'deny' | 'ask' | 'allow' | 'resume' | 'feedback' | 'halt' | 'rewrite';
  readonly reasons: readonly { readonly by: string; readonly reason?: string }[];
}

const said = ({ by, text }: Attributed): { by: string; reason: string } => ({ by, reason: text });

/** What was decided; undefined when nobody had an opinion. */
export function decisionOf({ verdict, halt, rewrite }: Outcome): Decision | undefined {
  if (halt) return { kind: 'halt', reasons: [said(halt)] };
  if (verdict && (verdict.kind !== 'allow' || !rewrite))
    return { kind: verdict.kind, reasons: verdict.reasons.map(said) };
  return rewrite && { kind: 'rewrite', reasons: rewrite.by.map((by) => ({ by })) };
}

const MOST_REASONS = 3;

/** Who decided and why, for a line of text. */
export function reasonTexts({ reasons }: Decision): string[] {
  const shown = reasons
    .slice(0, MOST_REASONS)
    .map(({ by, reason }) => (reason === undefined ? `by ${by}` : `by ${by}: ${reason}`));
  const more = reasons.length - MOST_REASONS;
  return more > 0 ? [...shown, `and ${more} more`] : shown;
}
