/** Where an installation goes, and whether there is another one beside it. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  hooksPath,
  type InstallScope,
  planUninstall,
  type UninstallRequest,
} from '@hookline/host-codex/install';
import type { CommandContext } from '../command-context.ts';

/** The folders for a scope. A project is the whole repository, from whichever of its folders the command is typed. */
export function placesOf(scope: InstallScope, { cwd, homes }: CommandContext): UninstallRequest {
  return {
    scope,
    codexHome: homes.codexHome,
    home: homes.userHome,
    hooklineHome: homes.hooklineHome,
    projectDir: repositoryOf(cwd, homes.userHome) ?? cwd,
  };
}

/** Nothing above the home folder, and not the home folder itself: its `.codex` is the user's, not a project's. */
function repositoryOf(cwd: string, userHome: string): string | undefined {
  for (let folder = cwd; folder !== userHome; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
  return undefined;
}

/** What a command of the other scope than the usual one needs. */
export const scopeFlag = (scope: InstallScope): string => (scope === 'user' ? ' --scope user' : '');

/** Says that Codex calls Hookline twice, where another installation makes it so. */
export function twiceNote(scope: InstallScope, context: CommandContext): void {
  const other = otherInstallation(scope, context);
  if (!other) return;
  context.out(
    `note: Hookline is installed for the ${other} too, so Codex will call it twice: each hook runs twice.`,
  );
  context.out(`      To keep one: npx hookline uninstall --scope ${other}`);
}

/** The other scope, when Hookline is installed there too: Codex then calls it twice. */
function otherInstallation(scope: InstallScope, context: CommandContext): InstallScope | undefined {
  const other = scope === 'user' ? 'project' : 'user';
  const places = placesOf(other, context);
  try {
    if (hooksPath(places) === hooksPath(placesOf(scope, context))) return undefined;
    return planUninstall(places).changes.length > 0 ? other : undefined;
  } catch {
    // A file that cannot be read has nothing of ours that works.
    return undefined;
  }
}
