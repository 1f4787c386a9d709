// Which package may import what. An import points to a lower layer, never sideways: a new package gets its row here first.

/** What a package may import besides Node's own modules and itself. */
export interface LayerRow {
  /** Packages that any file may import; `any` leaves it to the manifest. */
  readonly may: readonly string[] | 'any';
  /** Packages for cold files only, which the hot path never loads. Their types may be imported anywhere. */
  readonly cold?: readonly string[];
}

/** The rows of the packages, by folder. */
export const LAYERS: Readonly<Record<string, LayerRow>> = {
  'packages/core': { may: ['tapable'], cold: ['zod'] },
  'packages/config': {
    may: [
      '@hookline/core',
      'cosmiconfig',
      'jsonc-parser',
      'semver',
      'smol-toml',
      'toml-eslint-parser',
      'yaml',
      'zod',
    ],
  },
  'packages/host-codex': { may: ['@hookline/core', 'jsonc-parser', 'smol-toml'] },
  'packages/testkit': { may: ['@hookline/core'] },
  'packages/runtime': { may: ['@hookline/core', '@hookline/config', 'execa'] },
  'packages/cli': { may: 'any' },
  'packages/create-plugin': { may: [] },
  'packages/e2e': { may: 'any' },
};

/** What a package's build puts into it: needed by whoever builds it, and by nobody who installs it. */
export const BUNDLED: Readonly<Record<string, readonly string[]>> = {
  'plugins/mcp-tool': ['@modelcontextprotocol/client'],
  'plugins/file-backup': ['unbash'],
  'plugins/policy': ['unbash'],
  'plugins/security-scan': ['unbash'],
};

/** The one package that may import tapable. */
export const TAPABLE_OWNER = 'packages/core';

/** The Node versions that every published package supports. */
export const ENGINES = '^22.18.0 || >=24';

/** Whether a file is cold: schemas and options, loaded only when a config has changed. */
export function isCold(file: string): boolean {
  return /^src\/schemas\/|\.schema\.ts$|(?:^|\/)options\.ts$/.test(file);
}
