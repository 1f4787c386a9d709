/** Shows what a plan would write, asks, and writes it. */
import { relative } from 'node:path';
import { styleText } from 'node:util';
import { applyPlan, type InstallPlan } from '@hookline/host-codex/install';
import type { CommandContext, ExitCode } from '../command-context.ts';
import { confirm } from '../output/confirm.ts';
import { visible, visibleLine } from '../output/visible.ts';

export interface CarryOutOptions {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** A path as a person in the working directory would name it. */
export function nearPath(path: string, { cwd }: CommandContext): string {
  const near = relative(cwd, path);
  return near && !near.startsWith('..') ? near : path;
}

/** Every file with every line that comes and goes, then what a person should know. */
export function show(plan: InstallPlan, context: CommandContext): void {
  const paint = (line: string): string => {
    if (!context.colour) return line;
    return styleText(line.startsWith('-') ? 'red' : 'green', line);
  };
  for (const { path, summary, lines } of plan.changes) {
    context.out(`${nearPath(path, context)}  (${summary})`);
    for (const line of lines) context.out(`  ${paint(visibleLine(line))}`);
  }
  notes(plan, context);
}

/** What a person should know of a plan. */
export function notes(plan: InstallPlan, context: CommandContext): void {
  for (const note of plan.notes) context.out(`note: ${visible(note)}`);
}

/** Writes a plan that was shown, once somebody has agreed. */
export async function carryOut(
  plan: InstallPlan,
  { dryRun, yes }: CarryOutOptions,
  context: CommandContext,
  question: string,
  done: string,
): Promise<ExitCode> {
  if (dryRun) {
    context.out('\nNothing was written (--dry-run).');
    return 0;
  }
  if (!yes && !(await confirm(context, question))) {
    context.out('Nothing was written.');
    return 1;
  }
  applyPlan(plan);
  context.out(`\n${done}`);
  return 0;
}
