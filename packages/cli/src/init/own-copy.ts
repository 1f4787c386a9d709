/** Which copy of Hookline the agent is to call: one that is still there tomorrow. */
import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { installedFolder } from '@hookline/config';

/** Where `npx`, `pnpm dlx`, `yarn dlx` and `bunx` keep what they run once. */
const PASSING = /[/\\](?:_npx|dlx(?:-[^/\\]+)?|bunx-[^/\\]+)[/\\]/;

/** True for a program in a cache from which it may go at any time. */
export const isPassing = (path: string): boolean => PASSING.test(path);

/** The script of the Hookline that a project has installed; undefined when it has none. */
export function projectScript(folder: string): string | undefined {
  const found = installedFolder('hookline', folder);
  if (found === undefined) return undefined;
  try {
    const { bin } = JSON.parse(readFileSync(join(found, 'package.json'), 'utf8')) as {
      readonly bin?: unknown;
    };
    const script: unknown =
      typeof bin === 'string' ? bin : (bin as { readonly hookline?: unknown })?.hookline;
    return typeof script === 'string' ? realpathSync(join(found, script)) : undefined;
  } catch {
    return undefined;
  }
}
