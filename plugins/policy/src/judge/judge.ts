/**
 * Judges an event by a table. As in a firewall the first rule that is about something decides on it; but an event can come to
 * several parts, and of a part several paths, hosts and branches can be named: each is judged, and the strictest stands.
 */
import type { EventOf } from '@hookline/core';
import { partsOf } from '../parts/event-parts.ts';
import type { Part } from '../parts/part.ts';
import type { Rule, Table } from '../table/compile.ts';
import { ACTIONS, type Action, type Judged } from '../table/rule.ts';
import { type WeekMinute, weekMinute } from '../table/time-window.ts';
import { holdsRule, type Item, type Moment } from './conditions.ts';
import { type Seen, View } from './view.ts';

/** What was decided on one part, and by what. */
export interface Ruling {
  readonly action: Action;
  readonly item: Item;
  /** Undefined: no rule is about it, and the default holds. */
  readonly rule?: Rule;
  /** False: it may be what the rule is about. */
  readonly isSure: boolean;
}

export interface Judgement {
  /** The strictest of all; undefined where nothing is to be judged. */
  readonly ruling?: Ruling;
  /** The strictest of each part. */
  readonly parts: readonly Ruling[];
}

const MOST_ITEMS = 4_000;
const rank = (action: Action): number => ACTIONS.indexOf(action);

export function judge(event: EventOf<Judged>, table: Table, seen: Seen): Judgement {
  const rules = table.rules.filter(({ events }) => events.length === 0 || events.includes(event.type));
  if (
    table.byDefault === 'allow' &&
    !rules.some(({ action }) => action !== 'allow') &&
    event.type !== 'permission.request'
  )
    return { parts: [] };
  const view = new View(event, seen);
  const has = {
    paths: rules.some(({ paths }) => paths.length > 0),
    hosts: rules.some(({ hosts }) => hosts.length > 0),
    branches: rules.some(({ branches }) => branches.length > 0),
  };
  let clock: WeekMinute | undefined;
  const moment: Moment = {
    view,
    now: () => {
      clock ??= weekMinute(momentOf(event.timestamp), table.timezone);
      return clock;
    },
  };
  const parts = partsOf(event, {
    env: view.env,
    home: view.home,
    root: view.root,
    branches: has.branches,
  }).map((part) => {
    const items = itemsOf(part, has, view);
    if (items === undefined) return tooMany(part, table);
    return strictest(items.map((item) => ruleOn(item, rules, table, moment)));
  });
  return { ruling: parts.length > 0 ? strictest(parts) : undefined, parts };
}

const momentOf = (timestamp: string): Date => {
  const at = Date.parse(timestamp);
  return Number.isNaN(at) ? new Date() : new Date(at);
};

/** Of equal ones the first, and of those one that is sure and has a rule. */
function strictest(rulings: readonly Ruling[]): Ruling {
  const weight = ({ action, rule, isSure }: Ruling): number =>
    rank(action) * 4 + (isSure ? 2 : 0) + (rule ? 1 : 0);
  return rulings.reduce((best, one) => (weight(one) > weight(best) ? one : best));
}

function itemsOf(
  part: Part,
  has: { readonly paths: boolean; readonly hosts: boolean; readonly branches: boolean },
  view: View,
): readonly Item[] | undefined {
  const orNone = <T>(wanted: boolean, all: readonly T[]): readonly (T | undefined)[] =>
    wanted && all.length > 0 ? all : [undefined];
  const paths = orNone(has.paths, has.paths ? part.paths.flatMap((path) => view.spellings(path)) : []);
  const hosts = orNone(has.hosts, part.hosts);
  const branches = orNone(has.branches, part.branches);
  if (paths.length * hosts.length * branches.length > MOST_ITEMS) return undefined;
  return paths.flatMap((path) =>
    hosts.flatMap((host) => branches.map((branch) => ({ part, path, host, branch }))),
  );
}

/** More than is looked at is more than is known. */
const tooMany = (part: Part, { unknown }: Table): Ruling => ({
  action: unknown,
  item: { part },
  isSure: false,
});

function ruleOn(item: Item, rules: readonly Rule[], table: Table, moment: Moment): Ruling {
  let perhaps: Rule | undefined;
  let sure: Rule | undefined;
  for (const rule of rules) {
    const found = holdsRule(rule, item, moment);
    if (found === 'yes') {
      sure = rule;
      break;
    }
    if (found === 'maybe' && (!perhaps || rank(rule.action) > rank(perhaps.action))) perhaps = rule;
  }
  const action = sure?.action ?? (item.part.slight ? 'allow' : table.byDefault);
  if (perhaps) {
    const raised = rank(perhaps.action) < rank(table.unknown) ? perhaps.action : table.unknown;
    if (rank(raised) > rank(action)) return { action: raised, item, rule: perhaps, isSure: false };
  }
  return { action, item, ...(sure && { rule: sure }), isSure: true };
}
