/** The scripts that a part of a project's configuration names, as they would be found when it runs. */
import { dirname, isAbsolute, resolve } from 'node:path';
import type { Loading } from '../loading.ts';
import type { Ledger } from './ledger.ts';
import { namedScripts } from './named-scripts.ts';

/** Adds the scripts that a value of a file names; gives their paths. `cwd` is the hook's own. */
export function scriptsOf(
  value: unknown,
  file: string,
  cwd: unknown,
  ledger: Ledger,
  { root, options }: Loading,
): readonly string[] {
  const folder = dirname(file);
  const own = typeof cwd === 'string' && !cwd.includes('${') ? [resolve(folder, cwd)] : [];
  const scripts = namedScripts(value, {
    bases: [...new Set([folder, ...own.filter(isAbsolute), options.cwd, root])],
    within: [...new Set([root, ledger.root, folder])],
  });
  for (const script of scripts) ledger.script(script);
  return scripts;
}
