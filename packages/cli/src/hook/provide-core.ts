/**
 * Gives plugins the authoring API of the running Hookline for `import … from '@hookline/core'`. It saves the look
 * through node_modules for every event, and a plugin whose own copy is missing or of another version still defines
 * its plugin and its events with the code that reads them.
 */
import * as authoring from '@hookline/core';
import { registerHooks } from 'node:module';

const SPECIFIER = '@hookline/core';
const ADDRESS = 'hookline:core';
const SHARED = Symbol.for('hookline.core');

Object.defineProperty(globalThis, SHARED, { value: authoring });

const SOURCE = `const core = globalThis[Symbol.for('hookline.core')];
${Object.keys(authoring)
  .map((name) => `export const ${name} = core.${name};`)
  .join('\n')}`;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === SPECIFIER ? { url: ADDRESS, format: 'module', shortCircuit: true } : next(specifier, context),
  load: (url, context, next) =>
    url === ADDRESS ? { format: 'module', source: SOURCE, shortCircuit: true } : next(url, context),
});
