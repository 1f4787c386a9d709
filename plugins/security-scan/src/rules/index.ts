/** All rules, and the ids by which findings name them. */
import type { Rule } from '../finding.ts';
import { CLOUD_DESTROY } from './cloud-destroy.ts';
import { DB_DROP } from './db-drop.ts';
import { ASK, defineRule } from './define.ts';
import { DISABLE_SECURITY } from './disable-security.ts';
import { DOS } from './dos.ts';
import { EXFIL } from './exfil.ts';
import { FS_DESTROY } from './fs-destroy.ts';
import { GIT_LOSS } from './git-loss.ts';
import { HOOK_TAMPER } from './hook-tamper.ts';
import { PRIVESC } from './privesc.ts';
import { PUBLISH } from './publish.ts';
import { RCE } from './rce.ts';
import { REVSHELL } from './revshell.ts';
import { SECRET_READ } from './secret-read.ts';

const ALL = [
  ...FS_DESTROY,
  ...RCE,
  ...GIT_LOSS,
  ...SECRET_READ,
  ...EXFIL,
  ...CLOUD_DESTROY,
  ...PRIVESC,
  ...HOOK_TAMPER,
  ...DB_DROP,
  ...REVSHELL,
  ...DISABLE_SECURITY,
  ...DOS,
  ...PUBLISH,
] as const;

/** The id of a rule that judges commands. */
export type RuleId = (typeof ALL)[number]['id'] | typeof UNREADABLE.id;

/** A text that no shell could read, or that is too much to read, with words in it that may do harm. */
export const UNREADABLE = defineRule('rce.unreadable', 'medium', ASK, {
  reason:
    'This command cannot be read for certain, and holds words that may do harm. Write it in a simpler way.',
  doc: 'Text that cannot be parsed, or is too long or too deep, with a risky word in it.',
  found: ['rm -rf "/tmp/x'],
  silent: ['echo "hello'],
});

export const RULES: readonly Rule[] = [...ALL, UNREADABLE];

const BY_ID = new Map<string, Rule>(RULES.map((rule) => [rule.id, rule]));

export function ruleOf(id: string): Rule | undefined {
  return BY_ID.get(id);
}
