/** Whether a rule is about an item: all its conditions must hold, and of each any value. */

import { holdsCommand, speaks } from '../match/command-prefix.ts';
import { longestLiteral, speaksOf } from '../match/hint.ts';
import { type Holds, holds, isKnown } from '../match/unknown.ts';
import type { Part } from '../parts/part.ts';
import type { Rule } from '../table/compile.ts';
import { isWithin, type WeekMinute } from '../table/time-window.ts';
import { codeNames, holdsPath, speaksOfPath } from './path-condition.ts';
import type { PathItem, View } from './view.ts';

/** One path, one host and one branch of a part: what a rule must be about at once. */
export interface Item {
  readonly part: Part;
  readonly path?: PathItem;
  readonly host?: string;
  readonly branch?: string;
}

export interface Moment {
  readonly view: View;
  /** The clock is looked at only for a rule that has come to it. */
  now(): WeekMinute;
}

/** How a rule goes with an item of an event. */
export function holdsRule(rule: Rule, item: Item, { view, now }: Moment): Holds {
  const { part } = item;
  const allows = rule.action === 'allow';
  if (part.slight && rule.commands.length + rule.paths.length + rule.hosts.length === 0) return 'no';
  if (allows && (part.isBent || part.unread !== undefined)) return 'no';
  const checks: readonly (readonly [readonly unknown[], () => Holds])[] = [
    [rule.tools, () => any(rule.tools, (tool) => any(part.tools, (name) => holds(tool, name)))],
    [rule.commands, () => commandHolds(rule, part, allows)],
    [rule.paths, () => pathHolds(rule, item, view, allows)],
    [rule.hosts, () => hostHolds(rule, item, allows)],
    [rule.branches, () => any(rule.branches, (branch) => branchHolds(branch, item))],
    [rule.times, () => (rule.times.some((window) => isWithin(window, now())) ? 'yes' : 'no')],
  ];
  let all: Holds = 'yes';
  for (const [given, check] of checks) {
    if (given.length === 0) continue;
    const one = check();
    if (one === 'no') return 'no';
    if (one === 'maybe') all = 'maybe';
  }
  return all;
}

/** The surest of several. */
function any<T>(values: readonly T[], test: (value: T) => Holds): Holds {
  let best: Holds = 'no';
  for (const value of values) {
    const one = test(value);
    if (one === 'yes') return one;
    if (one === 'maybe') best = one;
  }
  return best;
}

function commandHolds(rule: Rule, part: Part, allows: boolean): Holds {
  const { command, unread, text } = part;
  return any(rule.commands, (pattern) => {
    if (command) return holdsCommand(pattern, command, allows, text);
    return unread !== undefined && speaks(pattern, text) ? 'maybe' : 'no';
  });
}

/** Of what is not read may be that it is about anything, if it speaks of it. */
function hidden(
  part: Part,
  allows: boolean,
  inText: () => boolean,
  inCode: (code: string) => boolean,
): Holds {
  if (allows) return 'no';
  if (part.command?.runsUnknown) return 'maybe';
  if (part.command?.code !== undefined && inCode(part.command.code)) return 'maybe';
  return part.unread !== undefined && inText() ? 'maybe' : 'no';
}

function pathHolds(rule: Rule, { part, path }: Item, view: View, allows: boolean): Holds {
  return any(rule.paths, (glob) => {
    const own = path ? holdsPath(glob, path, view, part.text) : 'no';
    if (own === 'yes') return own;
    const inside = hidden(
      part,
      allows,
      () => speaksOfPath(glob, part.text),
      (code) => codeNames(glob, code),
    );
    return own === 'maybe' ? own : inside;
  });
}

function hostHolds(rule: Rule, { part, host }: Item, allows: boolean): Holds {
  return any(rule.hosts, (pattern) => {
    const literal = longestLiteral(pattern).replace(/^\./, '');
    const speaksOfHost = (text: string): boolean => literal === '' || speaksOf(text.toLowerCase(), literal);
    const own = host === undefined ? 'no' : holds(pattern, host);
    if (own === 'yes' || (own === 'maybe' && (allows || speaksOfHost(part.text)))) return own;
    return hidden(part, allows, () => speaksOfHost(part.text), speaksOfHost);
  });
}

function branchHolds(pattern: string, { branch }: Item): Holds {
  if (branch === undefined) return 'no';
  const found = holds(pattern, branch);
  return found === 'yes' && !isKnown(branch) && pattern !== '*' ? 'maybe' : found;
}
