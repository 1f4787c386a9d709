/** `hookline migrate`: moves the hooks of the agent's hooks.json under Hookline, and puts them back. */
import { realpathSync } from 'node:fs';
import {
  applyPlan,
  coveredEvents,
  hooksPath,
  type MigratePlan,
  movedHooks,
  planMigrate,
  planMigrateBack,
  type UninstallRequest,
} from '@hookline/host-codex/install';
import { agentScript } from '../codex/agent-script.ts';
import { neededEvents } from '../codex/needed-events.ts';
import { type CommandContext, type ExitCode, UsageError } from '../command-context.ts';
import { configurationFor } from '../configuration.ts';
import { confirm } from '../output/confirm.ts';
import { showReview } from './approval.ts';
import { cannotRun } from './cannot-run.ts';
import { type CarryOutOptions, carryOut, nearPath, show } from './carry-out.ts';
import { eventsFor } from './install-events.ts';
import { placesOf, scopeFlag, twiceNote } from './install-places.ts';
import { showStaying, showUntrusted } from './moved-listing.ts';

export interface MigrateOptions extends CarryOutOptions {
  readonly scope: 'project' | 'user';
  readonly trust?: boolean;
  readonly back?: boolean;
}

export async function migrate(options: MigrateOptions, context: CommandContext): Promise<ExitCode> {
  const places = placesOf(options.scope, context);
  if (options.scope === 'project' && hooksPath(places) === hooksPath({ ...places, scope: 'user' }))
    throw new UsageError('The .codex folder here is your own and not that of a project. Add: --scope user');
  if (!options.back) return forward(options, places, context);
  if (options.trust)
    throw new UsageError('--trust is for moving hooks; --back takes no trust, it gives it back.');
  return back(options, places, context);
}

async function forward(
  options: MigrateOptions,
  places: UninstallRequest,
  context: CommandContext,
): Promise<ExitCode> {
  const events = await eventsFor({ scope: 'project' }, context);
  if (events === 'broken') return 1;
  const plan = planMigrate({
    ...places,
    events,
    node: process.execPath,
    script: agentScript(),
    trust: options.trust === true,
    cannotRun: await cannotRun(places, context),
  });
  if (plan.changes.length === 0) return nothingToMove(plan, options, places, context);
  const { config } = await configurationFor(context, { runCode: false });
  if (!config.settings.enabled) {
    context.err(
      'hookline: Hooks are switched off here, so nobody would run what is moved. Nothing was written.',
    );
    context.err('  fix    Switch them on first ([hooks] enabled = true), then migrate.');
    return 1;
  }
  show(plan, context);
  if (plan.moved.some(({ event }) => event === 'Stop' || event === 'SubagentStop')) {
    const { resumeLimit } = config.settings;
    const often = resumeLimit === 1 ? 'once' : `${resumeLimit} times`;
    context.out(
      `note: Hookline lets hooks send the agent back to work ${often} a task, where Codex has no limit: [hooks] resume_limit.`,
    );
  }
  showStaying(plan, context);
  twiceNote(options.scope, context);
  const count = showUntrusted(plan, context);
  if (plan.unreviewed.length > 0) {
    context.out(
      `\nThese hooks rest until you have reviewed the lines of Hookline for ${plan.unreviewed.join(', ')}: start codex and it asks you.\n"codex exec" skips them without a word until then. With --trust Hookline marks exactly these lines as reviewed.`,
    );
  }
  const runs = count === 1 ? 'the hook above run' : `the ${count} hooks above run`;
  const question =
    count > 0
      ? `Write this, and let ${runs}?`
      : plan.trusts
        ? 'Write this, and let Codex run these lines?'
        : 'Write this?';
  const undo = `npx hookline migrate --back${scopeFlag(options.scope)}`;
  const moved = `Moved ${plan.moved.length === 1 ? '1 hook' : `${plan.moved.length} hooks`}. What they do: npx hookline trace. To put them back: ${undo}`;
  const code = await carryOut(plan, options, context, question, moved);
  if (code !== 0 || options.dryRun) return code;
  const read = await inForce(places, context);
  return read === 0 && options.scope === 'project' ? approveMoved(options, context) : read;
}

/** From here on Hookline runs what the agent ran: what nobody has approved would rest. */
async function approveMoved({ yes }: MigrateOptions, context: CommandContext): Promise<ExitCode> {
  const waiting = await showReview(context);
  if (!waiting) return 0;
  if (yes || (await confirm(context, 'Let Hookline run this?'))) {
    waiting.approve();
    context.out('\nApproved.');
    return 0;
  }
  context.out('Nothing was approved, so the moved hooks rest: npx hookline trust');
  return 1;
}

async function nothingToMove(
  plan: MigratePlan,
  { scope }: MigrateOptions,
  places: UninstallRequest,
  context: CommandContext,
): Promise<ExitCode> {
  const moved = movedHooks(places);
  const there = moved ? `; ${nearPath(moved.path, context)} has ${moved.count}` : '';
  context.out(
    `Nothing to do: ${nearPath(hooksPath(places), context)} has no hooks to move (${scope})${there}.`,
  );
  showStaying(plan, context);
  if (moved) {
    const { config } = await configurationFor(context, { runCode: false });
    const heard = coveredEvents({ ...places, projectDir: context.cwd });
    const unheard = neededEvents(config).filter((event) => !heard.includes(event));
    if (unheard.length > 0) {
      context.out(
        `note: Codex does not call Hookline at ${unheard.join(', ')} yet, which hooks here need. Run: npx hookline install --trust${scopeFlag(scope)}`,
      );
    }
  }
  return 0;
}

/** Whatever keeps Hookline from reading the moved hooks, Codex must not have lost them for it. */
async function inForce(places: UninstallRequest, context: CommandContext): Promise<ExitCode> {
  const moved = movedHooks(places);
  const { config, problems, broken } = await configurationFor(context, { runCode: false });
  if (moved && !broken && config.files.some((file) => realpathSync(file) === realpathSync(moved.path))) {
    return 0;
  }
  applyPlan(planMigrateBack(places));
  const problem = problems.find(({ file, severity }) => file === moved?.path || severity === 'error');
  const named = context.env['HOOKLINE_CONFIG'] ? 'HOOKLINE_CONFIG names the one configuration to read.' : '';
  context.err(
    '\nhookline: Hookline would not read the moved hooks, so they were put back. All is as it was.',
  );
  context.err(`  why    ${problem?.message ?? named}`);
  if (problem?.fix) context.err(`  fix    ${problem.fix}`);
  return 1;
}

async function back(
  options: MigrateOptions,
  places: UninstallRequest,
  context: CommandContext,
): Promise<ExitCode> {
  const plan = planMigrateBack(places);
  const file = nearPath(movedHooks(places)?.path ?? '', context);
  const left = plan.left === 1 ? 'One hook stays' : `${plan.left} hooks stay`;
  const rest = `note: ${left} in ${file}: Codex would drop the whole of its hooks.json for what it cannot read.`;
  if (plan.changes.length === 0) {
    context.out(`Nothing to do: no hooks were moved that Codex could run (${options.scope}).`);
    if (plan.left > 0) context.out(rest);
    return 0;
  }
  show(plan, context);
  if (plan.left > 0) context.out(rest);
  return carryOut(plan, options, context, 'Write this?', 'Put back. Codex runs these hooks itself again.');
}
