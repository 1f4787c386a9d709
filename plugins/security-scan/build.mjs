// Puts the code into two files: what runs for every event, with the shell reader that it stands on, and the schema of the
// options, which is read when a configuration has changed. The types come from tsc.
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

const { metafile } = await build({
  entryPoints: ['src/index.ts', 'src/options.ts'],
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  minify: true,
  legalComments: 'none',
  external: ['@hookline/core', '@hookline/core/*', 'zod'],
  plugins: [options],
  metafile: true,
  logLevel: 'warning',
});
writeFileSync('dist/LICENSES.txt', bundledLicenses([metafile]));
