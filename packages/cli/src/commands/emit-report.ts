/** Shows what came of an event that was raised by hand: every hook with its result, its time and its words. */
import { join, relative } from 'node:path';
import type { Outcome } from '@hookline/core';
import type { ResolvedConfig } from '@hookline/core/engine';
import { decisionOf } from '@hookline/runtime';
import type { CommandContext } from '../command-context.ts';
import { table } from '../output/table.ts';
import { replyText } from './agent-reply.ts';
import type { LaterRun } from './emit-handed-over.ts';

export interface ReportSources {
  readonly config: ResolvedConfig;
  /** What became of the work that was handed over, of all events. */
  readonly later: readonly LaterRun[];
  /** What a hook said while it ran. */
  readonly said: (who: string) => readonly string[];
}

interface Row {
  readonly cells: readonly string[];
  readonly said: readonly string[];
}

const ms = (duration: number): string => `${Math.round(duration)} ms`;

/** One event. */
export function report(outcome: Outcome, sources: ReportSources, context: CommandContext): void {
  const { event, runs } = outcome;
  context.out(`${event.type}  ${decisionOf(outcome)}  ${ms(outcome.durationMs)}`);
  const later = sources.later.filter(({ eventId }) => eventId === event.id);
  if (runs.length === 0)
    context.out(`  No hook listens to this event here. ${listening(sources.config, context)}`);
  else {
    const rows = rowsOf(outcome, [...later], sources);
    const lines = table(
      rows.map(({ cells }) => cells),
      '  ',
    ).split('\n');
    rows.forEach(({ said }, index) => {
      context.out(lines[index] ?? '');
      for (const line of said) context.out(`    | ${line}`);
    });
  }
  answers(outcome, context);
  for (const failure of outcome.failures) failed(failure.by, failure, context);
  for (const { by, failure } of later) if (failure) failed(by, failure, context);
  const waiting = runs.filter(({ status }) => status === 'handed-over').length;
  const left = waiting - later.filter(({ status }) => status !== 'waiting').length;
  if (left > 0)
    context.out(`  ${left} handed over: runs in the background. See: hookline spool list, hookline trace`);
}

/** What the hooks that are there listen to: a wrong event or the wrong folder are easily taken for a broken hook. */
function listening({ files, entries }: ResolvedConfig, { cwd }: CommandContext): string {
  if (files.length === 0) return 'No configuration was found. Make one with: npx hookline init';
  const events = [...new Set(entries.flatMap((entry) => entry.events))].join(', ');
  const names = files
    .map((file) => (relative(cwd, file).startsWith('..') ? file : relative(cwd, file)))
    .join(', ');
  return `The hooks of ${names} listen to: ${events || 'nothing'}.`;
}

/** Where more is kept of what was shown; nothing where nothing ran. */
export function reportPlaces(outcomes: readonly Outcome[], context: CommandContext): void {
  const ran = outcomes.some(({ runs }) => runs.some(({ status }) => status !== 'skipped'));
  if (!ran) return;
  context.out(`log      ${join(context.homes.codexHome, 'hooks.log')}`);
  context.out(`journal  ${join(context.homes.hooklineHome, 'journal')}  (hookline trace)`);
}

function rowsOf({ runs }: Outcome, later: LaterRun[], { said }: ReportSources): readonly Row[] {
  return runs.map((run) => {
    const told = run.answered.join(', ') || (run.why ?? '');
    const at = run.status === 'handed-over' ? later.findIndex(({ by }) => by === run.by) : -1;
    const [own] = at < 0 ? [] : later.splice(at, 1);
    return own === undefined || own.status === 'waiting'
      ? { cells: [run.by, run.status, ms(run.durationMs), told], said: said(run.by) }
      : { cells: [run.by, own.status, ms(own.durationMs), 'async'], said: own.said };
  });
}

function answers(outcome: Outcome, context: CommandContext): void {
  for (const { by, text } of outcome.verdict?.reasons ?? []) context.out(`  ${by}: ${text}`);
  if (outcome.rewrite) {
    const { by, change } = outcome.rewrite;
    for (const [field, value] of Object.entries(change))
      context.out(
        `  ${field} rewritten by ${by.join(', ')}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
      );
  }
  for (const { by, text } of outcome.context) context.out(`  context from ${by}: ${text}`);
  for (const { by, text } of outcome.messages) context.out(`  message from ${by}: ${text}`);
  const reply = replyText(outcome);
  if (reply !== undefined) context.out(`  the agent is told: ${reply}`);
}

function failed(
  by: string,
  failure: {
    readonly code: string;
    readonly message: string;
    readonly where?: string;
    readonly fix?: string;
  },
  context: CommandContext,
): void {
  context.err(`${failure.code}  ${by}: ${failure.message}`);
  if (failure.where) context.err(`  where  ${failure.where}`);
  if (failure.fix) context.err(`  fix    ${failure.fix}`);
}
