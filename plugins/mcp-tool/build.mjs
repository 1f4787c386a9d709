// Puts what is used of the MCP client into dist/client.js; see src/client.ts.
import { writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { bundledLicenses } from '../../scripts/bundled-licenses.mjs';

const { metafile } = await build({
  entryPoints: ['src/client.ts'],
  outfile: 'dist/client.js',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  minify: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});
writeFileSync('dist/LICENSES.txt', bundledLicenses([metafile]));
