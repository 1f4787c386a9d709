/** All rules, by their ids. */
import type { Rule } from './finding.ts';
import { PATCH_RULES } from './patch/rules.ts';
import { RULES as COMMAND_RULES } from './rules/index.ts';
import { SECRET_RULES } from './secrets/rules.ts';

/** In the order of the documentation. */
export const RULES: readonly Rule[] = [...COMMAND_RULES, ...PATCH_RULES, ...SECRET_RULES];

const BY_ID = new Map(RULES.map((rule) => [rule.id, rule]));

/** The rule of an id. */
export const ruleOf = (id: string): Rule | undefined => BY_ID.get(id);
