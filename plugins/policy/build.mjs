// Puts the code into three files: what is imported for every event, the reader of shell text with its parser, which only
// what is no plain line needs, and the schema of the options, which is read when a configuration has changed.
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

/** The reader answers at once, also to `explain`: by `require`, then. */
const reader = {
  name: 'reader',
  setup(build) {
    build.onResolve({ filter: /\/read-line\.ts$/ }, () => ({ path: 'reader', namespace: 'lazy' }));
    build.onLoad({ filter: /.*/, namespace: 'lazy' }, () => ({
      contents: `import { createRequire } from 'node:module';
let reader;
const load = () => (reader ??= createRequire(import.meta.url)('./shell/read-line.cjs'));
export const readLine = (...given) => load().readLine(...given);
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
    plugins: [options, reader],
  }),
  build({
    ...shared,
    entryPoints: { 'shell/read-line': 'src/shell/read-line.ts' },
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
  }),
]);
writeFileSync('dist/LICENSES.txt', bundledLicenses(built.map(({ metafile }) => metafile)));
