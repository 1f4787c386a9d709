/** The packages of third parties: two plugins that say which copy of them runs, and a preset that brings one of them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { packTexts, type Registry, readManifest } from '../../src/registry/index.ts';

export type Package = Readonly<Record<string, string>>;

const core = path.dirname(createRequire(import.meta.url).resolve('@hookline/core/package.json'));

const PLUGIN = `import { createRequire } from 'node:module';
import { definePlugin } from '@hookline/core';

const { name, version } = createRequire(import.meta.url)('./package.json');

export default definePlugin({
  name,
  events: ['exec.before'],
  setup({ on }) {
    on('exec.before').contribute(() => name + ' ' + version + ' of ' + import.meta.dirname);
  },
});
`;

/** `hookline-plugin-<short>`: adds its name, its version and its folder to the context of every command. */
export function plugin(short: string, version: string): Package {
  const manifest = {
    name: `hookline-plugin-${short}`,
    version,
    type: 'module',
    exports: './index.js',
    hookline: { kind: 'plugin', events: ['exec.before'] },
    peerDependencies: { '@hookline/core': `^${readManifest(core)?.version}` },
  };
  return { 'package.json': JSON.stringify(manifest), 'index.js': PLUGIN };
}

/** `@acme/hookline-preset`: brings the plugin `guard`, for which the project does not ask. */
export const PRESET: Package = {
  'package.json': JSON.stringify({
    name: '@acme/hookline-preset',
    version: '1.2.0',
    exports: './preset.toml',
    hookline: { kind: 'preset' },
    dependencies: { 'hookline-plugin-guard': '^1.0.0' },
  }),
  'preset.toml': '[plugins.guard]\n',
};

/** What a project says: the preset, and one plugin of its own. */
export const CONFIG = '[hooks]\nextends = ["@acme"]\n\n[plugins.rules]\n';

/** Writes the files of a package into a folder. */
export function unpack(folder: string, files: Package): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
}

/** Publishes all of them, `guard` in two versions. */
export async function publishThirdParties(registry: Registry, folder: string): Promise<void> {
  const all = [plugin('rules', '1.0.0'), plugin('guard', '1.0.0'), plugin('guard', '2.0.0'), PRESET];
  for (const [index, files] of all.entries()) {
    const file = path.join(folder, `third-party-${index}.tgz`);
    writeFileSync(file, packTexts(files).bytes);
    await registry.publish(file);
  }
}
