// Puts what is imported for every event into one file, and what writes a line into another: each file that a hook opens
// costs it a part of a millisecond. What is read once a session or once a configuration stays as tsc made it, and so do
// the types.
import { build } from 'esbuild';

/** Loaded later, if at all. */
const later = {
  name: 'later',
  setup(build) {
    build.onResolve({ filter: /\.ts$/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path: path.replace(/\.ts$/, '.js'), external: true } : undefined,
    );
  },
};

await build({
  entryPoints: ['src/index.ts', 'src/write.ts'],
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  charset: 'utf8',
  external: ['@hookline/core', '@hookline/core/*'],
  plugins: [later],
  logLevel: 'warning',
});
