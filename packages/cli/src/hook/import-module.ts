/** Imports a module from the bundle, by absolute path. */
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(__dirname, 'hook.cjs'));

/**
 * Loads a module. `require` of an ES module is the faster way and shares the compile cache; a module with a
 * top-level await needs the real import, which lives in a file that the bundler leaves alone.
 */
export async function importModule(file: string): Promise<unknown> {
  try {
    return require(file);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ERR_REQUIRE_ASYNC_MODULE') throw thrown;
    return (require('./import-module.cjs') as { importModule(specifier: string): Promise<unknown> }).importModule(file);
  }
}
