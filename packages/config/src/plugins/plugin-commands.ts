/** Reads the commands that a plugin's manifest adds to the command line. A package cannot name a module outside of itself. */
import { join, sep } from 'node:path';
import type { PluginCommand } from '@hookline/core/engine';
import type { Loading } from '../loading.ts';
import { type FoundPackage, real } from '../names/find-package.ts';

const NAME = /^[a-z][a-z0-9-]*$/;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** The commands that can be run; what is written otherwise is left out, as `hookline-testkit check` tells its author. */
export function commandsOf({ folder, manifest }: FoundPackage, loading: Loading): readonly PluginCommand[] {
  const said = manifest.hookline?.commands;
  if (!isRecord(said)) return [];
  return Object.entries(said).flatMap(([name, value]): readonly PluginCommand[] => {
    if (!NAME.test(name) || !isRecord(value)) return [];
    const { module: path, summary = '' } = value;
    if (typeof path !== 'string' || typeof summary !== 'string' || !path.startsWith('./')) return [];
    const module = real(join(folder, path));
    if (!module.startsWith(folder + sep) || !loading.inputs.stat(module)?.isFile()) return [];
    return [{ name, summary, module }];
  });
}
