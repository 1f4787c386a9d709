/** What is wrong with rules that are each well-formed: alone, and beside the others. */
import { CONDITIONS, listOf, type PolicyOptions, type PolicyRule } from './rule.ts';

export interface TableProblem {
  /** From the rule, or from the table. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** The faults of one rule. */
export function checkRule(rule: PolicyRule): readonly TableProblem[] {
  if (rule.action === 'allow' || rule.reason?.trim()) return [];
  return [
    {
      path: ['reason'],
      message: `A rule that ${rule.action === 'ask' ? 'asks' : 'denies'} has a reason: one or two sentences for the model, what is refused and what to do instead.`,
    },
  ];
}

/** The faults of the table: what can never match, and names that two rules have. */
export function checkTable({ rules = [], ...options }: PolicyOptions): readonly TableProblem[] {
  const problems: TableProblem[] = [];
  if (rules.length === 0 && (options.default ?? 'allow') === 'allow')
    problems.push({
      path: ['rules'],
      message:
        'The table has no rule, so it does nothing. Write [[plugins.policy.rules]], or another "default".',
    });
  const names = new Map<string, number>();
  const seen = new Map<string, number>();
  for (const [index, rule] of rules.entries()) {
    const at = (message: string, key?: string): void =>
      void problems.push({ path: ['rules', index, ...(key === undefined ? [] : [key])], message });
    const isCatchAll = CONDITIONS.every((condition) => rule[condition] === undefined);
    if (isCatchAll && index < rules.length - 1)
      at(
        `The rule has no condition, so no rule after it is ever reached. Give it one (${CONDITIONS.join(', ')}), or put it last.`,
      );
    if (rule.id !== undefined) {
      const first = names.get(rule.id);
      if (first !== undefined) at(`Rule ${first + 1} has the id "${rule.id}" already.`, 'id');
      else names.set(rule.id, index);
    }
    const key = JSON.stringify(CONDITIONS.map((condition) => [...listOf<string>(rule[condition])].sort()));
    const before = seen.get(key);
    if (before !== undefined && !isCatchAll)
      at(
        `The rule is never reached: rule ${before + 1} has the same conditions and comes first. Take one out.`,
      );
    else if (before === undefined) seen.set(key, index);
  }
  return problems;
}
