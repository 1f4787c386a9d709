/** Imports modules from the bundle, by absolute path. */
import { type ImportTogether, within } from '@hookline/runtime';
import { moduleOfAll, provideCore } from './provide-core.ts';

/** The bundle's own, given to it by what loads it. */
declare const require: (specifier: string) => unknown;

/** Milliseconds that a module may wait for before it counts as failed. */
const LONGEST_IMPORT_MS = 5_000;
const together = new Map<string, unknown>();
/** Not a literal in the call: the bundler would take it in, and its import with it. */
const REAL_IMPORT = './import-module.cjs';

/**
 * Loads a module. `require` of an ES module is the faster way and shares the compile cache; a module with a
 * top-level await needs the real import, which lives in a file that the bundler leaves alone.
 */
export async function importModule(file: string): Promise<unknown> {
  const loaded = together.get(file);
  if (loaded !== undefined) return loaded;
  provideCore();
  try {
    return require(file);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ERR_REQUIRE_ASYNC_MODULE') throw thrown;
    const real = require(REAL_IMPORT) as { importModule(specifier: string): Promise<unknown> };
    return within(
      real.importModule(file),
      LONGEST_IMPORT_MS,
      () => new Error(`its top-level await did not end within ${LONGEST_IMPORT_MS / 1000} s`),
    );
  }
}

/**
 * Loads several modules at once, which costs less than one after the other. When one of them fails none is taken
 * from here, and `importModule` tells which.
 */
export const importTogether: ImportTogether = (plugins) => {
  if (plugins.length === 0) return;
  provideCore();
  try {
    const all = require(moduleOfAll(plugins)) as Record<string, unknown>;
    plugins.forEach(({ module }, index) => {
      together.set(module, all[`m${index}`]);
    });
  } catch {
    // Told by the single import.
  }
};
