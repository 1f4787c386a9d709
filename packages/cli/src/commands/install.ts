/** `hookline install` and `uninstall`: every byte that changes is shown before it does. */
import { nearest } from '@hookline/core/errors';
import { movedHooks, planInstall, planUninstall } from '@hookline/host-codex/install';
import { agentScript } from '../codex/agent-script.ts';
import { type CommandContext, type ExitCode, UsageError } from '../command-context.ts';
import { confirm } from '../output/confirm.ts';
import { calledByAgent, type ShownReview, showReview } from './approval.ts';
import { type CarryOutOptions, carryOut, nearPath, notes, show } from './carry-out.ts';
import { eventsFor } from './install-events.ts';
import { placesOf, scopeFlag, twiceNote } from './install-places.ts';

export interface UninstallOptions extends CarryOutOptions {
  readonly scope: 'project' | 'user';
}

export interface InstallOptions extends UninstallOptions {
  readonly trust?: boolean;
  /** `used`, `all`, or names joined by commas. */
  readonly events?: string;
  /** Files whose text the person was shown already. */
  readonly shown?: readonly string[];
  /** What the lines start; default: the Hookline that runs. */
  readonly script?: string;
  /** False: what waits of the project is shown, and waits on. */
  readonly approves?: boolean;
}

const HOSTS = ['codex'];

export async function install(
  host: string,
  options: InstallOptions,
  context: CommandContext,
): Promise<ExitCode> {
  knownHost(host);
  const chosen = await eventsFor(options, context);
  if (chosen === 'broken') return 1;
  const places = placesOf(options.scope, context);
  // Nobody else calls the hooks that were moved under Hookline.
  const events = [...new Set([...chosen, ...(movedHooks(places)?.events ?? [])])];
  if (events.length === 0) {
    context.out(
      'The configuration has no hooks yet, so there is nothing for the agent to call. Add one, then install again.',
    );
    return 0;
  }
  const plan = planInstall({
    ...places,
    events,
    node: process.execPath,
    script: options.script ?? agentScript(),
    trust: options.trust === true,
  });
  // What Codex is let run runs the hooks of the project: whoever trusts the one is shown the other.
  const review = async () => {
    if (!options.trust || options.scope !== 'project') return undefined;
    const shown = await showReview(context, options.shown);
    return options.approves === false ? undefined : shown;
  };
  if (plan.changes.length === 0) {
    context.out(`Nothing to do: Codex already calls Hookline (${options.scope}).`);
    notes(plan, context);
    return approveAlone(await review(), options, context);
  }
  show(plan, context);
  twiceNote(options.scope, context);
  if (!plan.trusts) {
    context.out(
      '\nCodex asks you to review these lines when it starts; "codex exec" skips them without a word until you do.',
    );
    // The agent is not told how to do what a person is to do.
    if (!calledByAgent(context)) context.out('With --trust Hookline marks exactly these lines as reviewed.');
  }
  const waiting = await review();
  const code = await carryOut(plan, options, context, questionOf(plan.trusts, waiting), 'Installed.');
  if (code === 0 && !options.dryRun) waiting?.approve();
  return code;
}

function questionOf(trusts: boolean, waiting: ShownReview | undefined): string {
  if (waiting) return 'Write this, let Codex run these lines, and Hookline what is shown of the project?';
  return trusts ? 'Write this, and let Codex run these lines?' : 'Write this?';
}

async function approveAlone(
  waiting: ShownReview | undefined,
  { yes, dryRun }: CarryOutOptions,
  context: CommandContext,
): Promise<ExitCode> {
  if (!waiting || dryRun) return 0;
  if (!yes && !(await confirm(context, 'Let Hookline run this?'))) {
    context.out('Nothing was approved.');
    return 1;
  }
  waiting.approve();
  context.out('\nApproved.');
  return 0;
}

export async function uninstall(
  host: string,
  options: UninstallOptions,
  context: CommandContext,
): Promise<ExitCode> {
  knownHost(host);
  const places = placesOf(options.scope, context);
  const plan = planUninstall(places);
  if (plan.changes.length === 0) {
    context.out(`Nothing to do: Hookline is not installed (${options.scope}).`);
    return 0;
  }
  const moved = movedHooks(places);
  if (moved) {
    const { path, count } = moved;
    const [hooks, them] =
      count === 1
        ? ['a hook that only Hookline runs', 'it']
        : [`${count} hooks that only Hookline runs`, 'them'];
    context.err(
      `hookline: ${nearPath(path, context)} has ${hooks}: without it nobody would run ${them}. Nothing was written.`,
    );
    context.err(
      `  fix    Let Codex run ${them} again first: npx hookline migrate --back${scopeFlag(options.scope)}`,
    );
    context.err(`         Or delete that file, if ${them} should run no more.`);
    return 1;
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
