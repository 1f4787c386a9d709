/** `hookline install` and `uninstall`: every byte that changes is shown before it does. */
import { relative } from 'node:path';
import { styleText } from 'node:util';
import { nearest } from '@hookline/core/errors';
import {
  applyPlan,
  type InstallPlan,
  isNativeEvent,
  NATIVE_EVENTS,
  type NativeEventName,
  planInstall,
  planUninstall,
} from '@hookline/host-codex/install';
import { neededEvents } from '../codex/needed-events.ts';
import { type CommandContext, type ExitCode, UsageError } from '../command-context.ts';
import { configurationFor } from '../configuration.ts';
import { confirm } from '../output/confirm.ts';
import { problemCount, problemsText } from '../output/problems.ts';
import { BIN } from '../runtime-sources.ts';
import { otherInstallation, placesOf } from './install-places.ts';

export interface UninstallOptions {
  readonly scope: 'project' | 'user';
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

export interface InstallOptions extends UninstallOptions {
  readonly trust?: boolean;
  /** `used`, `all`, or names joined by commas. */
  readonly events?: string;
}

const HOSTS = ['codex'];

export async function install(
  host: string,
  options: InstallOptions,
  context: CommandContext,
): Promise<ExitCode> {
  knownHost(host);
  const events = await eventsFor(options, context);
  if (events === 'broken') return 1;
  if (events.length === 0) {
    context.out(
      'The configuration has no hooks yet, so there is nothing for the agent to call. Add one, then install again.',
    );
    return 0;
  }
  const plan = planInstall({
    ...placesOf(options.scope, context),
    events,
    node: process.execPath,
    script: BIN,
    trust: options.trust === true,
  });
  if (plan.changes.length === 0) {
    context.out(`Nothing to do: Codex already calls Hookline (${options.scope}).`);
    notes(plan, context);
    return 0;
  }
  show(plan, context);
  const other = otherInstallation(options.scope, context);
  if (other) {
    context.out(
      `note: Hookline is installed for the ${other} too, so Codex will call it twice: each hook runs twice.`,
    );
    context.out(`      To keep one: npx hookline uninstall --scope ${other}`);
  }
  if (!plan.trusts) {
    context.out(
      '\nCodex asks you to review these lines when it starts; "codex exec" skips them without a word until you do.',
    );
    context.out('With --trust Hookline marks exactly these lines as reviewed.');
  }
  return carryOut(
    plan,
    options,
    context,
    plan.trusts ? 'Write this, and let Codex run these lines?' : 'Write this?',
    'Installed.',
  );
}

export async function uninstall(
  host: string,
  options: UninstallOptions,
  context: CommandContext,
): Promise<ExitCode> {
  knownHost(host);
  const plan = planUninstall(placesOf(options.scope, context));
  if (plan.changes.length === 0) {
    context.out(`Nothing to do: Hookline is not installed (${options.scope}).`);
    return 0;
  }
  show(plan, context);
  return carryOut(plan, options, context, 'Write this?', 'Uninstalled.');
}

function knownHost(host: string): void {
  if (HOSTS.includes(host)) return;
  const meant = nearest(host, HOSTS);
  throw new UsageError(
    `The host "${host}" is not known.${meant ? ` Did you mean "${meant}"?` : ''} Known: ${HOSTS.join(', ')}`,
  );
}

/**
 * The user's own installation serves every project, so it hears all events unless told otherwise; a project's hears
 * what its configuration listens to.
 */
async function eventsFor(
  { events, scope }: InstallOptions,
  context: CommandContext,
): Promise<readonly NativeEventName[] | 'broken'> {
  const which = events ?? (scope === 'user' ? 'all' : 'used');
  if (which === 'all') return NATIVE_EVENTS;
  if (which !== 'used') {
    const names = which.split(',').map((name) => {
      const trimmed = name.trim();
      if (isNativeEvent(trimmed)) return trimmed;
      const meant = nearest(trimmed, [...NATIVE_EVENTS, 'used', 'all']);
      const hint = meant ? `Did you mean "${meant}"?` : `Known: used, all, ${NATIVE_EVENTS.join(', ')}`;
      throw new UsageError(`Codex has no event "${trimmed}". ${hint}`);
    });
    return [...new Set(names)];
  }
  const { config, problems, broken } = await configurationFor(context, { runCode: false });
  if (broken) {
    context.err(problemsText(problems, context.cwd, context.colour));
    context.err(`\n${problemCount(problems)}. Nothing was written.`);
    return 'broken';
  }
  // What a configuration that is code listens to is known only by running it.
  const code = problems.some(({ message, severity }) => severity === 'warning' && /code/.test(message));
  return code ? NATIVE_EVENTS : neededEvents(config);
}

function show(plan: InstallPlan, context: CommandContext): void {
  const paint = (line: string): string => {
    if (!context.colour) return line;
    return styleText(line.startsWith('-') ? 'red' : 'green', line);
  };
  for (const { path, summary, lines } of plan.changes) {
    const near = relative(context.cwd, path);
    context.out(`${near && !near.startsWith('..') ? near : path}  (${summary})`);
    for (const line of lines) context.out(`  ${paint(line)}`);
  }
  notes(plan, context);
}

function notes(plan: InstallPlan, context: CommandContext): void {
  for (const note of plan.notes) context.out(`note: ${note}`);
}

async function carryOut(
  plan: InstallPlan,
  { dryRun, yes }: UninstallOptions,
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
