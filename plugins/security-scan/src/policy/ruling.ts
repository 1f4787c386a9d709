/**
 * Turns what was found into what is said: by the level, by what a rule is set to, and by the allow-list. Pure: the
 * gates and the log do the rest.
 */
import type { Finding, Rule, Verdict } from '../finding.ts';
import { fitsGlob } from './glob.ts';
import type { AllowEntry, RuleSetting, Settings } from './settings.ts';

/** A finding with the verdict that it gets here. */
export interface Ruled {
  readonly finding: Finding;
  readonly verdict: Verdict;
  /** The entry that lets it pass. */
  readonly allowedBy?: AllowEntry;
}

/** What came of all findings of one event. */
export interface Ruling {
  /** The worst of the verdicts. */
  readonly verdict: Verdict;
  /** What asks or refuses, worst first. */
  readonly said: readonly Ruled[];
  /** What would have, and is on the allow-list. */
  readonly allowed: readonly Ruled[];
}

const WEIGHT: Readonly<Record<Verdict, number>> = { allow: 0, ask: 1, deny: 2 };
const SEVERITY = { low: 0, medium: 1, high: 2, critical: 3 } as const;

/** What a rule is set to, by its id or else by its category. */
function settingOf(id: string, rules: Settings['rules']): RuleSetting | undefined {
  const name = [id, id.slice(0, id.indexOf('.'))].find((one) => Object.hasOwn(rules, one));
  return name === undefined ? undefined : rules[name];
}

/** Rules on the findings of a text. `ruleOf` gives the rule of an id. */
export function ruleOn(
  findings: readonly Finding[],
  text: string,
  { level, rules, allow }: Settings,
  ruleOf: (id: string) => Pick<Rule, 'at'> | undefined,
): Ruling {
  const ruled = findings.map((finding): Ruled => {
    const set = settingOf(finding.rule, rules);
    // A finding of a rule that nobody knows is one of a newer part: it is not dropped.
    const byLevel = ruleOf(finding.rule)?.at[level] ?? 'ask';
    const verdict = set === 'off' ? 'allow' : (set ?? byLevel);
    if (verdict === 'allow') return { finding, verdict };
    const allowedBy = allow.find(
      ({ rule, pattern }) => fitsGlob(rule, finding.rule) && fitsGlob(pattern, text.trim()),
    );
    return allowedBy ? { finding, verdict: 'allow', allowedBy } : { finding, verdict };
  });
  const said = ruled
    .filter(({ verdict }) => verdict !== 'allow')
    .sort(
      (a, b) =>
        WEIGHT[b.verdict] - WEIGHT[a.verdict] || SEVERITY[b.finding.severity] - SEVERITY[a.finding.severity],
    );
  return {
    verdict: said[0]?.verdict ?? 'allow',
    said,
    allowed: ruled.filter(({ allowedBy }) => allowedBy !== undefined),
  };
}
