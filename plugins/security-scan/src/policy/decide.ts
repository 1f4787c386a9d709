/** Turns what was found into a verdict. */
import type { Finding, Verdict } from '../finding.ts';
import { ruleOf } from '../rules/index.ts';

export type Level = 'relaxed' | 'standard' | 'strict';

/** How severe the answers are, and which rules answer otherwise. */
export interface Policy {
  readonly level?: Level;
  /** A verdict for a rule, or for a whole category by its name. */
  readonly rules?: Readonly<Record<string, 'off' | 'ask' | 'deny'>>;
}

const WEIGHT: Readonly<Record<Verdict, number>> = { allow: 0, ask: 1, deny: 2 };

/** What one rule says under a policy. */
export function verdictOf(rule: string, policy: Policy = {}): Verdict {
  const own = policy.rules?.[rule] ?? policy.rules?.[rule.slice(0, rule.indexOf('.'))];
  if (own !== undefined) return own === 'off' ? 'allow' : own;
  return ruleOf(rule)?.at[policy.level ?? 'standard'] ?? 'ask';
}

/** The worst of the verdicts of all findings. */
export function decide(findings: readonly Finding[], policy: Policy = {}): Verdict {
  return findings.reduce<Verdict>((worst, finding) => {
    const verdict = verdictOf(finding.rule, policy);
    return WEIGHT[verdict] > WEIGHT[worst] ? verdict : worst;
  }, 'allow');
}
