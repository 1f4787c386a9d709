/** The `package.json` of a new package. */
import type { Kind, PackageNames } from './package-name.ts';
import { NODE, ownVersion, THIRD_PARTY } from './versions.ts';

export type Language = 'ts' | 'js';

/** What is to be made. */
export interface Wish {
  readonly names: PackageNames;
  readonly kind: Kind;
  /** A preset is data and has none. */
  readonly language: Language;
  readonly description: string;
  readonly author: string;
}

/** The value of `type` for a handler kind. */
export const typeOf = ({ short }: PackageNames): string => short.replaceAll(/[.-]/g, '_');

/** The key of its table in a TOML file. The short name of a package with a scope is not enough to find it. */
export const nameInConfig = ({ package: name, short }: PackageNames): string =>
  name.startsWith('@') ? `"${name}"` : short;

const pick = (names: readonly (keyof typeof THIRD_PARTY)[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, `^${THIRD_PARTY[name]}`]));

function shipped({ kind, language }: Wish): Record<string, unknown> {
  const subpath = { './package.json': './package.json' };
  if (kind === 'preset') return { files: ['preset.toml'], exports: { '.': './preset.toml', ...subpath } };
  if (language === 'js') {
    const more = kind === 'handler' ? ['handler.js', 'schema.js'] : ['options.js'];
    return { files: ['index.js', ...more, 'dist'], exports: { '.': './index.js', ...subpath } };
  }
  const main = { types: './dist/index.d.ts', default: './dist/index.js' };
  return { files: ['dist'], exports: { '.': main, ...subpath } };
}

function hookline({ kind, names }: Wish): Record<string, unknown> {
  if (kind === 'preset') return { kind: 'preset' };
  const schema = './dist/schema.json';
  if (kind === 'plugin') return { kind: 'plugin', events: ['exec.before'], schema };
  return { kind: 'plugin', events: [], handlers: [typeOf(names)], schema };
}

function scripts({ kind, language }: Wish): Record<string, string> {
  const test = language === 'ts' ? 'node --test "test/*.test.ts"' : 'node --test "test/*.test.js"';
  if (kind === 'preset')
    return { test: `${test} && hookline validate preset.toml`, check: 'npm test && publint --strict' };
  // What the package takes, for editors: read by `hookline schema`, which does not run it.
  const schema = 'hookline-testkit schema';
  const isTyped = language === 'ts';
  return {
    build: isTyped ? `tsc -p tsconfig.build.json && ${schema}` : schema,
    ...(isTyped ? { types: 'tsc' } : {}),
    test: `npm run build && ${test}`,
    check: `${isTyped ? 'npm run types && ' : ''}npm test && publint --strict`,
    prepack: 'npm run build',
  };
}

/** The manifest, in the order in which people read one. */
export function manifestOf(wish: Wish): Record<string, unknown> {
  const { kind, language, names } = wish;
  const own = `^${ownVersion()}`;
  const isCode = kind !== 'preset';
  const dependencies = isCode ? pick(['zod']) : { '@hookline/preset-recommended': own };
  return {
    name: names.package,
    version: '0.0.0',
    description: wish.description,
    keywords: ['hookline', `hookline-${isCode ? 'plugin' : 'preset'}`, 'codex', 'hooks'],
    license: 'MIT',
    ...(wish.author === '' ? {} : { author: wish.author }),
    type: 'module',
    engines: { node: NODE },
    hookline: hookline(wish),
    ...shipped(wish),
    publishConfig: { access: 'public' },
    scripts: { ...scripts(wish), changeset: 'changeset' },
    dependencies,
    peerDependencies: { '@hookline/core': own },
    devDependencies: {
      ...pick(['@changesets/cli']),
      '@hookline/core': own,
      '@hookline/testkit': own,
      ...(isCode && language === 'ts' ? pick(['@types/node']) : {}),
      ...(isCode ? {} : { hookline: own }),
      ...pick(['publint']),
      ...(isCode && language === 'ts' ? pick(['typescript']) : {}),
    },
  };
}
