/** The presets among what a project installs. Reads manifests and nothing else. */
import { join } from 'node:path';
import { candidatesFor } from './candidates.ts';
import { installedFolder } from './find-package.ts';
import { readManifest } from './manifest.ts';

const SECTIONS: readonly string[] = ['dependencies', 'devDependencies', 'optionalDependencies'];

/** Told by its name alone, for a package that is not installed. */
const NAMED_AS_PRESET = /^(?:@hookline\/preset-|(?:@[^/]+\/)?hookline-preset(?:-|$))/;

function isPreset(name: string, folder: string): boolean {
  const candidates = candidatesFor('preset', name);
  // What no configuration can name is none for it, whatever its manifest says.
  if (candidates.as !== 'packages' || !candidates.names.includes(name)) return false;
  const found = installedFolder(name, folder);
  if (found === undefined) return NAMED_AS_PRESET.test(name);
  return readManifest(join(found, 'package.json'))?.hookline?.kind === 'preset';
}

/**
 * The presets that the package.json of a folder asks for, in its order. One that is not installed counts when its name
 * is that of a preset.
 */
export function presetsAskedFor(folder: string): readonly string[] {
  const manifest = readManifest(join(folder, 'package.json')) ?? {};
  const names = Object.entries(manifest).flatMap(([section, asked]: [string, unknown]) =>
    SECTIONS.includes(section) && asked !== null && typeof asked === 'object' ? Object.keys(asked) : [],
  );
  return [...new Set(names)].filter((name) => isPreset(name, folder));
}
