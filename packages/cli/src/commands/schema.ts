/** `hookline schema`: what an editor knows a configuration by, made from the installed plugins. Runs no foreign code. */
import { statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { type ConfigurationSchema, configurationSchema } from '@hookline/config';
import { carriedPackages } from '../carried-packages.ts';
import { type CommandContext, type ExitCode, UsageError } from '../command-context.ts';
import { schemaState, schemaText, writeSchema } from '../schema/schema-file.ts';
import { missingReference, schemaPlace } from '../schema/schema-place.ts';
import { scopeFlag } from './install-places.ts';

export interface SchemaOptions {
  readonly scope: 'project' | 'user';
  readonly config?: string;
  readonly out?: string;
  readonly stdout?: boolean;
  readonly check?: boolean;
}

/** The schema for the configuration of a folder. */
export async function schemaFor(
  { scope, config }: Pick<SchemaOptions, 'scope' | 'config'>,
  { cwd, env }: CommandContext,
): Promise<ConfigurationSchema> {
  const named = config ?? (scope === 'project' ? env['HOOKLINE_CONFIG'] || undefined : undefined);
  const file = named === undefined ? undefined : resolve(cwd, named);
  if (file !== undefined && !statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new Error(`The configuration ${named} is no file. Give the path of a hooks.toml.`);
  return configurationSchema({
    cwd,
    env,
    layer: scope,
    ...(file === undefined ? {} : { file }),
    carried: carriedPackages(),
  });
}

function checkUsage({ scope, config, out, stdout, check }: SchemaOptions): void {
  if (stdout && (out !== undefined || check))
    throw new UsageError('--stdout writes no file: leave out --out and --check.');
  if (scope === 'user' && config !== undefined) throw new UsageError('Give either --scope user or --config.');
}

export async function schema(options: SchemaOptions, context: CommandContext): Promise<ExitCode> {
  checkUsage(options);
  const made = await schemaFor(options, context);
  const near = (file: string): string => {
    const path = relative(context.cwd, file);
    return path.startsWith('..') ? file : path;
  };
  for (const { name, why } of made.open) context.err(`note: Anything goes for "${name}": ${why}.`);
  for (const file of made.unread)
    context.err(`note: ${near(file)} could not be read, so what it names is missing: npx hookline validate`);
  const text = schemaText(made.schema);
  if (options.stdout) {
    context.verbatim(text.trimEnd());
    return 0;
  }
  const file = schemaPlace(options, context);
  const state = schemaState(file, text);
  if (state === 'foreign') {
    context.err(`hookline: ${near(file)} is something else than a schema of Hookline, and stays as it is.`);
    context.err('Name another file with --out, or remove this one.');
    return 1;
  }
  if (state === 'same') {
    context.out(`${near(file)} is up to date.`);
    return 0;
  }
  if (options.check) {
    const again = `npx hookline schema${scopeFlag(options.scope)}${options.config ? ` --config ${options.config}` : ''}${options.out ? ` --out ${options.out}` : ''}`;
    context.err(`${near(file)} ${state === 'none' ? 'is not there' : 'is not up to date'}. Run: ${again}`);
    return 1;
  }
  writeSchema(file, text);
  context.out(`Wrote ${near(file)}`);
  for (const described of made.files) {
    const line = missingReference(described, file);
    if (line !== undefined) context.out(`Put this at the top of ${near(described.file)}: ${line}`);
  }
  return 0;
}
