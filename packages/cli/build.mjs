// Bundles `hookline hook` into one small CommonJS file, and what it loads only now and then into files beside it.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { build } from 'esbuild';
import { bundledLicenses } from '../../scripts/bundled-licenses.mjs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

/** Parts of the hook that are loaded on demand: a file of their own each. */
const PARTS = {
  '@hookline/runtime/exec': 'exec.cjs',
  '@hookline/runtime/watchdog': 'watchdog.cjs',
  '@hookline/plugin-command': 'command.cjs',
  '@hookline/plugin-webhook': 'webhook.cjs',
  '@hookline/plugin-mcp-tool': 'mcp-tool.cjs',
};

/** Schemas are read with a changed configuration only, from the unbundled packages: the bundle must not hold zod. */
const schemas = {
  name: 'schemas',
  setup(build) {
    build.onResolve({ filter: /(?:schema|options)\.js$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

/** tapable's index loads all its kinds of hooks; the bundle takes the ones that the lanes name. */
const tapable = {
  name: 'tapable',
  setup(build) {
    // Only for a warning about an old API of its own; loading Node's `util` costs more than all its hooks.
    build.onResolve({ filter: /^util$/ }, ({ importer }) =>
      importer.includes('tapable') ? { path: 'deprecate', namespace: 'tapable-util' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'tapable-util' }, () => ({
      contents: 'export const deprecate = (call) => call;',
    }));
    build.onResolve({ filter: /^tapable$/ }, ({ importer }) => ({ path: importer, namespace: 'tapable' }));
    build.onLoad({ filter: /.*/, namespace: 'tapable' }, ({ path }) => ({
      resolveDir: dirname(path),
      contents: [
        'AsyncParallelHook',
        'AsyncSeriesBailHook',
        'AsyncSeriesHook',
        'AsyncSeriesWaterfallHook',
        'SyncHook',
      ]
        .map((name) => `exports.${name} = require('tapable/lib/${name}.js');`)
        .join('\n'),
    }));
  },
};

const parts = {
  name: 'parts',
  setup(build) {
    build.onResolve({ filter: /^@hookline\// }, ({ path, kind }) =>
      kind === 'dynamic-import' && path in PARTS ? { path: `./${PARTS[path]}`, external: true } : undefined,
    );
  },
};

const common = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  legalComments: 'none',
  minify: true,
  logLevel: 'warning',
  metafile: true,
  supported: { 'dynamic-import': false },
  define: { HOOKLINE_VERSION: JSON.stringify(version) },
};

const bundles = [
  await build({
    ...common,
    entryPoints: ['src/hook/main.ts'],
    outfile: 'dist/bundle/hook.cjs',
    plugins: [parts, schemas, tapable],
  }),
];
for (const [specifier, file] of Object.entries(PARTS)) {
  const outfile = `dist/bundle/${file}`;
  bundles.push(await build({ ...common, entryPoints: [specifier], outfile, plugins: [schemas] }));
}
// The part of the MCP client comes bundled, with licences of its own.
const ofClient = readFileSync('../../plugins/mcp-tool/dist/LICENSES.txt', 'utf8');
writeFileSync(
  'dist/bundle/LICENSES.txt',
  `${bundledLicenses(bundles.map(({ metafile }) => metafile))}\n${ofClient}`,
);
for (const file of ['start.cjs', 'import-module.cjs'])
  copyFileSync(`src/hook/${file}`, `dist/bundle/${file}`);
