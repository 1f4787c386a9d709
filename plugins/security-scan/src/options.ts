/** The schema of the options. Imports zod: loaded only when a config changed. */
import { nearest } from '@hookline/core/errors';
import { z } from 'zod';
import { LEVELS, RULE_SETTINGS } from './policy/settings.ts';
import { RULES } from './rule-book.ts';

const ids = RULES.map(({ id }) => id);
const names = [...new Set([...ids, ...RULES.map(({ category }) => category)])];

const unknownRule = (id: string): string => {
  const near = nearest(id, names);
  return `There is no rule "${id}".${near === undefined ? '' : ` Did you mean "${near}"?`} docs/rules.md lists them.`;
};

const allow = z.strictObject({
  rule: z
    .string({ error: 'An entry names the rule that it is about.' })
    .refine((id) => id.includes('*') || ids.includes(id), {
      error: ({ input }) => unknownRule(String(input)),
    })
    .describe('The id of a rule; * stands for any text, git-loss.* for instance.'),
  pattern: z
    .string({ error: 'An entry says what may pass: the whole text, in which * stands for any.' })
    .refine((pattern) => pattern.replaceAll('*', '').trim() !== '', {
      error: 'This would let everything pass: set the rule to "off" if that is what you want.',
    })
    .describe('The whole text that was judged; * stands for any text.'),
  reason: z
    .string({ error: 'An entry says why: "reason" is kept in the security log.' })
    .trim()
    .min(1, { error: 'An entry says why: "reason" is kept in the security log.' })
    .describe('Why it may pass. Kept in the security log.'),
});

export default z.strictObject({
  level: z
    .enum(LEVELS, { error: `The level is one of ${LEVELS.join(', ')}.` })
    .default('standard')
    .describe(
      'relaxed refuses what cannot be undone, strict asks before anything that leaves traces elsewhere.',
    ),
  rules: z
    .record(
      z.string(),
      z.enum(RULE_SETTINGS, { error: `A rule is set to one of ${RULE_SETTINGS.join(', ')}.` }),
    )
    .superRefine((rules, ctx) => {
      for (const id of Object.keys(rules))
        if (!names.includes(id)) ctx.addIssue({ code: 'custom', message: unknownRule(id), path: [id] });
    })
    .default({})
    .describe('Rules that are not judged as the level says, by their id or by their category.'),
  allow: z.array(allow).default([]).describe('What may pass although a rule finds it.'),
  dry: z
    .boolean({ error: 'It is true or false.' })
    .default(false)
    .describe('Only records in the security log: nothing is asked or refused.'),
});
