/**
 * Modules that exist in no file. One gives plugins the authoring API of the running Hookline for
 * `import … from '@hookline/core'`: it saves the look through node_modules for every event, and a plugin whose own
 * copy is missing or of another version still defines its plugin with the code that reads it. One does the same for
 * a configuration in code, `import { defineConfig } from 'hookline'`. One imports all plugins of an event at once.
 */
import { statSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { hasStamp, type SnapshotInput, type Stamp } from '@hookline/config/snapshot';
import * as authoring from '@hookline/core';
import { HooklineError } from '@hookline/core/errors';
import type { ImportTogether } from '@hookline/runtime';

const SPECIFIER = '@hookline/core';
const CORE = 'hookline:core';
const CONFIG_SPECIFIERS: readonly string[] = ['hookline', '@hookline/config/define'];
const CONFIG = 'hookline:config';
/** All that a configuration imports; at run time it only gives back what it is given. */
const CONFIG_SOURCE = 'export const defineConfig = (config) => config;';
const ALL = 'hookline:all';
const SHARED = Symbol.for('hookline.core');

let allSource = '';
let approved: readonly SnapshotInput[] = [];
let stamps: ReadonlyMap<string, Stamp> | undefined;
/** Addresses of files that are known to be ES modules: nothing about them is left to look up. */
const known = new Set<string>();
let provided = false;

/** Makes these modules there. Called before the first plugin is imported: an event without plugins is spared it. */
export function provideCore(): void {
  if (provided) return;
  provided = true;
  Object.defineProperty(globalThis, SHARED, { value: authoring });
  const names = Object.keys(authoring).map((name) => `export const ${name} = core.${name};`);
  const coreSource = `const core = globalThis[Symbol.for('hookline.core')];\n${names.join('\n')}`;
  process.getBuiltinModule('node:module').registerHooks({
    resolve: (specifier, context, next) => {
      if (specifier === SPECIFIER) return { url: CORE, format: 'module', shortCircuit: true };
      if (CONFIG_SPECIFIERS.includes(specifier)) return { url: CONFIG, format: 'module', shortCircuit: true };
      if (specifier === ALL) return { url: ALL, format: 'module', shortCircuit: true };
      if (known.has(specifier)) return { url: specifier, format: 'module', shortCircuit: true };
      return next(specifier, context);
    },
    load: (url, context, next) => {
      if (url === CORE) return { format: 'module', source: coreSource, shortCircuit: true };
      if (url === CONFIG) return { format: 'module', source: CONFIG_SOURCE, shortCircuit: true };
      if (url === ALL) return { format: 'module', source: allSource, shortCircuit: true };
      const loaded = next(url, context);
      if (approved.length > 0 && url.startsWith('file:')) assertUnchanged(url);
      return loaded;
    },
  });
}

/**
 * From here on a module runs only in the state that it was in when the configuration was read: what was read of it is what
 * was approved, unless it has changed by the time that it is read.
 */
export function guardImports(inputs: readonly SnapshotInput[]): void {
  approved = inputs;
  stamps = undefined;
}

function assertUnchanged(url: string): void {
  stamps ??= new Map(approved.flatMap(({ path, stamp }) => (stamp ? [[path, stamp] as const] : [])));
  const file = fileURLToPath(url.replace(/[?#].*$/, ''));
  const stamp = stamps.get(file);
  if (!stamp) return;
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats && hasStamp(stats, stamp)) return;
  throw new HooklineError('HOOKLINE_TRUST_CHANGED', {
    what: `${file} is not what was approved any more, so it was not run.`,
    fix: 'Look at it, then run: npx hookline trust',
  });
}

/** The specifier of a module that exports the namespace of the n-th plugin as `m<n>`. For one use in a process. */
export function moduleOfAll(plugins: Parameters<ImportTogether>[0]): string {
  allSource = plugins
    .map(({ module, format }, index) => {
      const url = pathToFileURL(module).href;
      if (format === 'module') known.add(url);
      return `export * as m${index} from ${JSON.stringify(url)};`;
    })
    .join('\n');
  return ALL;
}
