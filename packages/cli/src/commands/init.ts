/**
 * `hookline init`: a first configuration, installed and wired into the agent. It asks at most three questions: which preset,
 * whether to install and write, and whether what then runs may. Nothing is done before it was shown, and what is done by
 * halves is finished by another `init`: first the packages, then the configuration, then the lines of the agent.
 */
import { join, relative } from 'node:path';
import type { LoadedConfig } from '@hookline/config';
import type { CommandContext, ExitCode } from '../command-context.ts';
import { configurationFor } from '../configuration.ts';
import { type Begun, begin, declined } from '../init/begin.ts';
import { checkNamed, choosePresets } from '../init/chosen-presets.ts';
import type { ProjectPlace } from '../init/installation.ts';
import { isPassing, projectScript } from '../init/own-copy.ts';
import { adviceText, endText, PASSING_TEXT } from '../init/plan-text.ts';
import { FILE, foundFiles, isTaken, placeNote, projectPlace, unwritable } from '../init/project-place.ts';
import { BIN } from '../runtime-sources.ts';
import { calledByAgent, isOfAgent, waitsAlready } from './approval.ts';
import { install } from './install.ts';

export interface InitOptions {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly preset?: readonly string[];
  /** False by `--no-install`. */
  readonly install?: boolean;
}

export async function init(options: InitOptions, context: CommandContext): Promise<ExitCode> {
  const place = projectPlace(context);
  // A slip of the fingers is told before anything is looked at.
  const named = checkNamed(options.preset, place);
  const note = placeNote(context);
  if (note !== undefined) context.out(`${note}\n`);
  const loaded = await configurationFor(context, { runCode: false });
  const { here, above } = await foundFiles(loaded, context.cwd);
  const broken = loaded.problems.some(({ severity }) => severity === 'error');
  const file = join(context.cwd, FILE);
  const refusal = here.length === 0 ? unwritable(context) : undefined;
  if (refusal !== undefined) {
    context.err(`hookline: ${refusal} Nothing was written.`);
    return 1;
  }
  // Looked at before there is anything of this command's own.
  const othersWait = options.yes === true && (await waitsAlready(context));
  let begun: Begun | ExitCode = { shown: [], hasOwn: false };
  if (here.length > 0 || isTaken(file)) await stays(here, named, loaded, place, context);
  else if (!broken) {
    const isBelow = above.length > 0;
    const chosen = await choosePresets({ named, yes: options.yes === true, isBelow }, place, context);
    if (chosen === undefined) return declined(context);
    begun = await begin({ ...chosen, file }, loaded, place, options, context);
  }
  if (typeof begun === 'number') return begun;
  return wire(begun, othersWait, options, context);
}

/** Lets the agent call, and approves what init has made. */
async function wire(
  { shown, events, hasOwn }: Begun,
  othersWait: boolean,
  options: InitOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const byAgent = calledByAgent(context);
  const code = await install(
    'codex',
    {
      scope: 'project',
      // What a person would say yes to is not for the agent to say.
      trust: !byAgent,
      yes: options.yes,
      dryRun: options.dryRun,
      shown,
      approves: !othersWait,
      ...(events === undefined ? {} : { events }),
      ...(hasOwn || isPassing(BIN) ? scriptOf(context) : {}),
    },
    context,
  );
  if (options.dryRun) return code;
  if (code !== 0) {
    if (shown.length > 0) context.out(`${shown.join(', ')} stays. To go on later: npx hookline init`);
    return code;
  }
  if (byAgent && isOfAgent(context, { done: 'approved', command: 'npx hookline init' })) return 1;
  if (isPassing(BIN) && projectScript(context.cwd) === undefined) context.out(`\n${PASSING_TEXT}`);
  context.out(endText(othersWait));
  return 0;
}

/**
 * The copy that was installed just now, or that npx would run in place of the one in its cache. Any other copy that lies in a
 * repository is none that this person has chosen.
 */
function scriptOf({ cwd }: CommandContext): { readonly script?: string } {
  const script = projectScript(cwd);
  return script === undefined ? {} : { script };
}

async function stays(
  here: readonly string[],
  named: readonly string[] | undefined,
  loaded: LoadedConfig,
  place: ProjectPlace,
  context: CommandContext,
): Promise<void> {
  const names = here.map((one) => relative(context.cwd, one)).join(', ') || FILE;
  context.out(`There is a configuration already: ${names}. It stays as it is.`);
  const { layers } = await loaded.origins();
  const isAsked = named !== undefined && named.length > 0;
  if (loaded.broken || (!isAsked && layers.some(({ via }) => via.length > 0))) return;
  context.out(`${adviceText(place, isAsked ? named : undefined)}\n`);
}
