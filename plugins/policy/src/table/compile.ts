/** Makes of the table what judging needs. What is wrong with it the schema has said; a variable can still bring something new. */
import { HooklineError } from '@hookline/core/errors';
import { type CommandPattern, parseCommandPattern } from '../match/command-prefix.ts';
import { type PathGlob, parsePathGlob } from '../match/path-glob.ts';
import { type Action, CONDITIONS, type Judged, listOf, type PolicyOptions, type PolicyRule } from './rule.ts';
import { parseTimeWindow, type TimeWindow } from './time-window.ts';

/** A rule, ready; a condition that it does not have is an empty list. */
export interface Rule {
  /** `no-push`, or `rule 3`. */
  readonly name: string;
  readonly action: Action;
  readonly reason: string;
  readonly paths: readonly PathGlob[];
  readonly tools: readonly string[];
  readonly commands: readonly CommandPattern[];
  readonly hosts: readonly string[];
  readonly branches: readonly string[];
  readonly times: readonly TimeWindow[];
  readonly events: readonly Judged[];
  /** It has no condition. */
  readonly isCatchAll: boolean;
}

export interface Table {
  readonly rules: readonly Rule[];
  readonly byDefault: Action;
  readonly defaultReason: string;
  readonly unknown: Action;
  readonly timezone: string | undefined;
}

export const DEFAULT_REASON = 'No rule of this project permits it.';

/**
 * Compiles the options. `home`: what `~/` stands for.
 *
 * @throws HooklineError for a glob or a window that became wrong when a variable was filled in.
 */
export function compileTable(options: PolicyOptions | undefined, home: string | undefined): Table {
  return {
    rules: (options?.rules ?? []).map((rule, index) => compileRule(rule, index, home)),
    byDefault: options?.default ?? 'allow',
    defaultReason: options?.default_reason ?? DEFAULT_REASON,
    unknown: options?.unknown ?? 'ask',
    timezone: options?.timezone,
  };
}

function compileRule(rule: PolicyRule, index: number, home: string | undefined): Rule {
  const name = rule.id ?? `rule ${index + 1}`;
  const sound = <T extends object>(text: string, parsed: T | { readonly problem: string }): T => {
    if (!('problem' in parsed)) return parsed as T;
    throw new HooklineError('HOOKLINE_CONFIG_INVALID', {
      what: `"${text}" of the policy (${name}) can not be read: ${parsed.problem}`,
      fix: 'Correct the rule, or the variable in it.',
    });
  };
  return {
    name,
    action: rule.action,
    reason: rule.reason?.trim() ?? '',
    paths: listOf(rule.path).map((text) => sound(text, parsePathGlob(text, home))),
    tools: listOf(rule.tool),
    commands: listOf(rule.command).map(parseCommandPattern),
    hosts: listOf(rule.host).map((host) => host.toLowerCase().replace(/\.$/, '')),
    branches: listOf(rule.branch),
    times: listOf(rule.time).map((text) => sound(text, parseTimeWindow(text))),
    events: listOf(rule.event),
    isCatchAll: CONDITIONS.every((condition) => rule[condition] === undefined),
  };
}
