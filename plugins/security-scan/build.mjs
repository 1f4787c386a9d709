// Puts the code into three files: what is imported for every event, the engine that reads commands, with the shell reader
// that it stands on, and the schema of the options, which is read when a configuration has changed. The types come from tsc.
import { writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { bundledLicenses } from '../../scripts/bundled-licenses.mjs';

/** The schema stays a file of its own: the hot file must not load zod. */
const options = {
  name: 'options',
  setup(build) {
    build.onResolve({ filter: /\/options\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './options.js', external: true } : undefined,
    );
  },
};

/** The engine is loaded by the first call of one of its functions, which return at once: by `require`, then. */
const engine = {
  name: 'engine',
  setup(build) {
    build.onResolve({ filter: /\/(?:assess|trace)\.ts$/ }, () => ({ path: 'engine', namespace: 'lazy' }));
    build.onLoad({ filter: /.*/, namespace: 'lazy' }, () => ({
      contents: `import { createRequire } from 'node:module';
let engine;
const load = () => (engine ??= createRequire(import.meta.url)('./engine.cjs'));
export const assess = (...given) => load().assess(...given);
export const trace = (...given) => load().trace(...given);
`,
    }));
  },
};

const shared = {
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node22',
  minify: true,
  legalComments: 'none',
  external: ['@hookline/core', '@hookline/core/*', 'zod'],
  metafile: true,
  logLevel: 'warning',
};
const built = await Promise.all([
  build({
    ...shared,
    entryPoints: ['src/index.ts', 'src/options.ts'],
    format: 'esm',
    plugins: [options, engine],
  }),
  build({ ...shared, entryPoints: ['src/engine.ts'], format: 'cjs', outExtension: { '.js': '.cjs' } }),
]);
writeFileSync('dist/LICENSES.txt', bundledLicenses(built.map(({ metafile }) => metafile)));
