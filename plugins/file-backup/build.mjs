// Puts the code into few files, because every file costs a hook time: what is imported for every event, what copies, what
// reads a command with the shell reader that it stands on, the schema of the options, and the command. The types come from tsc.
import { writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { bundledLicenses } from '../../scripts/bundled-licenses.mjs';

/** What is loaded only when it is needed stays a file of its own. */
const LAZY = /\/(?:options|work|shell\/reader)\.ts$/;
const lazy = {
  name: 'lazy',
  setup(build) {
    build.onResolve({ filter: LAZY }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path: path.replace(/ts$/, 'js'), external: true } : undefined,
    );
  },
};

const shared = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  minify: true,
  legalComments: 'none',
  external: ['@hookline/core', '@hookline/core/*', 'zod', 'diff', 'picomatch'],
  metafile: true,
  logLevel: 'warning',
};
const built = await Promise.all([
  build({
    ...shared,
    entryPoints: ['src/index.ts', 'src/options.ts', 'src/work.ts', 'src/shell/reader.ts'],
    outdir: 'dist',
    outbase: 'src',
    plugins: [lazy],
  }),
  build({ ...shared, entryPoints: ['src/restore/command.ts'], outfile: 'dist/restore/command.js' }),
]);
writeFileSync('dist/LICENSES.txt', bundledLicenses(built.map(({ metafile }) => metafile)));
