/** What the table says of an event, line by line: for `hookline explain`. */
import type { EventOf } from '@hookline/core';
import { judge, type Ruling } from './judge/judge.ts';
import { reasonOf } from './judge/reason.ts';
import type { Seen } from './judge/view.ts';
import { shownText } from './match/unknown.ts';
import type { Table } from './table/compile.ts';
import type { Judged } from './table/rule.ts';

/** What a terminal would obey, or not show. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;
const spelledOut = (text: string): string =>
  shownText(text).replaceAll(UNSEEN, (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`);

export function explainEvent(event: EventOf<Judged>, table: Table, seen: Seen): readonly string[] {
  const judgement = judge(event, table, seen);
  const { ruling, parts } = judgement;
  if (!ruling) return ['allow: no rule asks or denies anything at this event'];
  const told =
    ruling.action === 'allow' ? [] : [`the agent is told: ${spelledOut(reasonOf(judgement, ruling, table))}`];
  return [
    `${ruling.action} ${by(ruling)}`,
    ...told.map((line) => `  ${line}`),
    ...parts.map((one) => `  ${lineOf(one)}`),
  ];
}

function by({ rule, isSure, item }: Ruling): string {
  if (!rule)
    return isSure
      ? item.part.slight
        ? 'because it changes nothing by itself'
        : 'by default'
      : 'because it is too much to look at';
  return isSure ? `by ${spelledOut(rule.name)}` : `because it may be what ${spelledOut(rule.name)} is about`;
}

function lineOf(ruling: Ruling): string {
  const { part, path, host, branch } = ruling.item;
  const rule = ruling.rule;
  const facts = [
    rule && rule.paths.length > 0 && path && `path ${path.path ?? path.word}`,
    rule && rule.hosts.length > 0 && host && `host ${host}`,
    rule && rule.branches.length > 0 && branch && `branch ${branch}`,
    rule && rule.tools.length > 0 && `tool ${part.tools.join(', ')}`,
    part.command && part.command.through.length > 0 && `in ${part.command.through.join(' > ')}`,
    part.unread !== undefined && `not read: ${part.unread}`,
  ].filter((fact) => typeof fact === 'string');
  const more = facts.length > 0 ? ` (${facts.map(spelledOut).join('; ')})` : '';
  return `${spelledOut(part.shown)}: ${ruling.action} ${by(ruling)}${more}`;
}
