/** A plugin in the role of a third party's: plain JavaScript, one gate, and the Node that ran it in its reason. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { readManifest } from '../../src/registry/index.ts';

const core = path.dirname(createRequire(import.meta.url).resolve('@hookline/core/package.json'));

/** The files of the package. */
export const HOUSE_RULES = {
  'package.json': {
    name: 'hookline-plugin-house-rules',
    version: '1.0.0',
    description: 'Refuses what the house does not want',
    license: 'MIT',
    type: 'module',
    exports: { '.': './index.js', './package.json': './package.json' },
    files: ['index.js'],
    hookline: { kind: 'plugin', events: ['exec.before'] },
    peerDependencies: { '@hookline/core': `^${readManifest(core)?.version}` },
  },
  'index.js': `import { definePlugin } from '@hookline/core';

export default definePlugin({
  name: 'house-rules',
  events: ['exec.before'],
  setup({ on }) {
    on('exec.before').gate((event, ctx) => {
      if (event.command.includes('forbidden'))
        return ctx.deny('The house does not want that, says Node ' + process.versions.node + '.');
    });
  },
});
`,
} as const;
