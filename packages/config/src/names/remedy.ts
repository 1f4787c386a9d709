/** What to do about a package that is not there. */
import { dirname } from 'node:path';
import type { SourceFile } from '../source/source-file.ts';
import type { NamedKind } from './candidates.ts';
import { isInside } from './find-package.ts';
import { addCommand, askedFor, hasPlugAndPlay, installerOf } from './package-manager.ts';
import { PUBLISHED } from './published-names.ts';

function installable(kind: NamedKind, name: string, tried: readonly string[]): string {
  const own = `@hookline/${kind}-${name}`;
  return (PUBLISHED[kind] as readonly string[]).includes(name) ? own : (tried.at(-1) ?? name);
}

/** What brings the plugin or preset: the command of the project's own package manager. `tried` are its packages' names. */
export function remedyFor(
  kind: NamedKind,
  name: string,
  tried: readonly string[],
  source: SourceFile,
  root: string,
): string {
  return remedyForPackage(installable(kind, name, tried), tried, source, root);
}

/** What brings `wanted`, or whichever of the packages `tried` a package.json asks for already. */
export function remedyForPackage(
  wanted: string,
  tried: readonly string[],
  source: SourceFile,
  root: string,
): string {
  const folder = dirname(source.file);
  // The user's own folder is no project: a prefix makes npm put the package there and nowhere above.
  if (source.scope === 'user') return `npm install --prefix ${folder} ${wanted}`;
  const installer = installerOf(folder, root);
  if (hasPlugAndPlay(folder, root)) {
    return "Yarn's Plug'n'Play keeps packages where only code of the project finds them, which Hookline does not run. Set nodeLinker: node-modules in .yarnrc.yml, then: yarn install";
  }
  const asking = askedFor(tried, folder, root);
  if (asking === undefined) return addCommand(installer, wanted);
  const install = `${installer.manager} install`;
  if (isInside(root, asking.folder))
    return `package.json asks for ${asking.wanted}, but it is not installed. Run: ${install}`;
  // A preset that is linked from elsewhere: what it depends on is installed there, and not with the project.
  return `${asking.by ?? 'A package.json'} asks for ${asking.wanted}, but it is not installed. Run in ${asking.folder}: ${install}`;
}
