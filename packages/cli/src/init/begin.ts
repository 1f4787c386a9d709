/** The first part of `init`: shows the plan, installs what is missing, and writes the configuration. */
import { relative } from 'node:path';
import type { LoadedConfig } from '@hookline/config';
import type { ConfigProblem } from '@hookline/core/engine';
import type { CommandContext, ExitCode } from '../command-context.ts';
import { extending } from '../commands/extend-presets.ts';
import type { InitOptions } from '../commands/init.ts';
import { usedEvents } from '../commands/install-events.ts';
import { schemaFor } from '../commands/schema.ts';
import { configurationFor } from '../configuration.ts';
import { confirm } from '../output/confirm.ts';
import { problemCount, problemsText } from '../output/problems.ts';
import { BIN } from '../runtime-sources.ts';
import { schemaState, schemaText, writeSchema } from '../schema/schema-file.ts';
import { schemaPath, schemaPlace } from '../schema/schema-place.ts';
import { hooklineVersion } from '../version.ts';
import { FIRST_CONFIG } from './first-config.ts';
import { installMissing } from './install-missing.ts';
import { type ProjectPlace, planInstallation, rangeOf } from './installation.ts';
import { isPassing } from './own-copy.ts';
import { notInstalledText, type Plan, PNP_TEXT, planText, thenText } from './plan-text.ts';
import { FILE } from './project-place.ts';
import { writeConfig } from './write-config.ts';

/** What was done before the agent's lines are. */
export interface Begun {
  /** Files whose text was shown. */
  readonly shown: readonly string[];
  /** The events of the lines, where the configuration is not written and so cannot be read. */
  readonly events?: string;
  /** True when the project has got a Hookline of its own just now. */
  readonly hasOwn: boolean;
}

/** Shows the plan, installs and writes. */
export async function begin(
  { presets, why, file }: Pick<Plan, 'presets' | 'why'> & { readonly file: string },
  loaded: LoadedConfig,
  place: ProjectPlace,
  options: InitOptions,
  context: CommandContext,
): Promise<Begun | ExitCode> {
  const installation = planInstallation(
    {
      presets,
      range: rangeOf(hooklineVersion()),
      needsOwn: place.packageFolder !== undefined && isPassing(BIN),
    },
    place,
  );
  const schema = schemaToWrite(context);
  const text = `#:schema ${schemaPath(file, schema.file)}\n${presets.length > 0 ? extending(presets) : FIRST_CONFIG}`;
  const names = schema.isNeeded ? `${FILE} and ${schema.name}` : FILE;
  const plan: Plan = { presets, why, installation, installs: options.install !== false, text, schema };
  context.out(`${context.interactive && !options.yes ? '\n' : ''}${planText(plan, context)}`);
  if (installation && !installation.canBeFound) {
    context.err(`\nhookline: ${PNP_TEXT} Nothing was written.`);
    return 1;
  }
  const read = () => configurationFor(context, { file, text, runCode: false });
  let planned = installation ? undefined : await read();
  if (planned?.broken) return notWritten(planned.problems, 'Nothing was written.', context);
  if (options.dryRun) {
    if (planned) {
      context.out('\nNothing was written (--dry-run).\n');
      return { shown: [FILE], events: eventsOf(loaded, planned), hasOwn: false };
    }
    context.out(`\n${thenText(context)}\n\nNothing was installed or written (--dry-run).`);
    return 0;
  }
  if (!options.yes) {
    context.out(`\n${thenText(context)}\n`);
    const installs = installation !== undefined && plan.installs;
    if (!(await confirm(context, installs ? `Install this, and write ${names}?` : `Write ${names}?`)))
      return declined(context);
  }
  if (installation && plan.installs) {
    if (!(await installMissing(installation, context))) return 1;
    planned = await read();
    if (planned.broken)
      return notWritten(planned.problems, `It was installed, but ${FILE} was not written.`, context);
  }
  writeConfig(file, text);
  // Only now: what the new file extends belongs to what an editor knows.
  if (schema.isNeeded)
    writeSchema(schema.file, schemaText((await schemaFor({ scope: 'project' }, context)).schema));
  context.out(`\nWrote ${names}.\n`);
  if (planned) return { shown: [FILE], hasOwn: installation?.addsOwn === true };
  if (installation) context.out(notInstalledText(installation));
  return 0;
}

function eventsOf(...loads: readonly LoadedConfig[]): string | undefined {
  const events = loads.flatMap(usedEvents);
  return events.length > 0 ? events.join() : undefined;
}

/** The schema that the new configuration refers to. What stands in its place and is none of ours stays. */
function schemaToWrite(context: CommandContext): Plan['schema'] {
  const file = schemaPlace({ scope: 'project' }, context);
  const found = schemaState(file, '');
  const state = found === 'none' ? 'new' : 'again';
  return { file, name: relative(context.cwd, file), state, isNeeded: found === 'none' || found === 'stale' };
}

function notWritten(problems: readonly ConfigProblem[], outcome: string, context: CommandContext): ExitCode {
  context.err(problemsText(problems, context.cwd, context.colour));
  context.err(`\n${problemCount(problems)}. ${outcome}`);
  return 1;
}

export function declined(context: CommandContext): ExitCode {
  context.out('Nothing was written.');
  return 1;
}
