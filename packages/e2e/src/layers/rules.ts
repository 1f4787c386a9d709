import path from 'node:path';
import { isBuiltin, packageOf } from './imports.ts';
import { BUNDLED, ENGINES, isCold, LAYERS, type LayerRow, TAPABLE_OWNER } from './table.ts';
import type { SourceFile, WorkspacePackage } from './workspace.ts';

/** A rule: names every place of a package that breaks it, with what is allowed there. */
export type Rule = (pkg: WorkspacePackage) => string[];

const CORE = '@hookline/core';
/** The scripts that fuzz, from the tests of a package. */
const FUZZING = /^\.\.\/\.\.\/\.\.\/scripts\/fuzz\/[\w-]+\.ts$/;
const OWN = /^(?:hookline|@hookline\/.*)$/;

/** Every package in `packages/` has a row in the layer table. */
export const hasRow: Rule = ({ folder }) =>
  folder.startsWith('plugins/') || folder in LAYERS
    ? []
    : [`${folder} has no row in the layer table (src/layers/table.ts): say there what it may import.`];

/** Sources import only what the layer table allows. */
export const importsAllowed: Rule = (pkg) =>
  packageImports(pkg).flatMap(({ where, name, file, kind }) => {
    const problem = problemWith(pkg, name, kind === 'type' || isCold(file.path));
    return problem ? [`${where} imports "${name}": ${problem}`] : [];
  });

/** Manifests depend only on what the layer table allows. */
export const dependenciesAllowed: Rule = (pkg) =>
  [...runtimeDependencies(pkg)].flatMap((name) => {
    const problem = problemWith(pkg, name, true);
    return problem ? [`${pkg.folder}/package.json depends on "${name}": ${problem}`] : [];
  });

/** Only the core knows tapable. */
export const tapableIsOwned: Rule = (pkg) => {
  if (pkg.folder === TAPABLE_OWNER) return [];
  const places = packageImports(pkg).filter(({ name }) => name === 'tapable');
  return [
    ...places.map(({ where }) => `${where} imports "tapable": only ${TAPABLE_OWNER} may; use the lanes.`),
    ...(runtimeDependencies(pkg).has('tapable')
      ? [`${pkg.folder}/package.json depends on "tapable": only ${TAPABLE_OWNER} may.`]
      : []),
  ];
};

/** A plugin has the core as a peer, so that there is one core in the process. */
export const coreIsPeer: Rule = ({ folder, manifest }) => {
  if (!folder.startsWith('plugins/')) return [];
  return [
    ...(manifest.dependencies?.[CORE] ? [`${folder}/package.json has ${CORE} in "dependencies".`] : []),
    ...(manifest.peerDependencies?.[CORE] || isPreset(manifest.name)
      ? []
      : [`${folder}/package.json lacks ${CORE} in "peerDependencies".`]),
  ];
};

/**
 * No relative import leaves its package, in tests neither. A build may use the scripts of the repository, and a fuzzed
 * test those that fuzz.
 */
export const staysInside: Rule = ({ folder, files }) =>
  files.flatMap((file) =>
    file.imports
      .filter(({ specifier }) => specifier.startsWith('.'))
      .filter(({ specifier }) => file.path !== 'build.mjs' || !specifier.startsWith('../../scripts/'))
      .filter(({ specifier }) => !file.path.endsWith('.fuzz.test.ts') || !FUZZING.test(specifier))
      .filter(({ specifier }) => path.posix.join(path.posix.dirname(file.path), specifier).startsWith('..'))
      .map(({ specifier, line }) => `${folder}/${file.path}:${line} leaves its package by "${specifier}".`),
  );

/** Every imported package stands in the manifest, where an installation would bring it, or is built in. */
export const importsDeclared: Rule = (pkg) => {
  const onlyDev = Object.keys(pkg.manifest.devDependencies ?? {});
  const bundled = (BUNDLED[pkg.folder] ?? []).filter((name) => onlyDev.includes(name));
  const declared = new Set([...runtimeDependencies(pkg), ...bundled]);
  return packageImports(pkg)
    .filter(({ name }) => !declared.has(name) && name !== pkg.manifest.name)
    .map(({ where, name }) =>
      onlyDev.includes(name)
        ? `${where} imports "${name}", which is only in "devDependencies" of ${pkg.folder}/package.json.`
        : `${where} imports "${name}", which ${pkg.folder}/package.json does not declare.`,
    );
};

/** A published package says what npm and its reader need. */
export const isPublishable: Rule = ({ folder, manifest, hasReadme }) => {
  if (manifest.private) return [];
  const at = `${folder}/package.json`;
  return [
    ...(manifest.engines?.node === ENGINES ? [] : [`${at}: "engines.node" is not "${ENGINES}".`]),
    ...(manifest.license === 'MIT' ? [] : [`${at}: "license" is not "MIT".`]),
    ...(manifest.files?.length ? [] : [`${at}: "files" is missing, so everything would be published.`]),
    ...(manifest.exports ? [] : [`${at}: "exports" is missing, so every file would be public.`]),
    ...(hasReadme ? [] : [`${folder}/README.md is missing.`]),
  ];
};

function problemWith(pkg: WorkspacePackage, name: string, isColdPlace: boolean): string | undefined {
  if (name === pkg.manifest.name) return undefined;
  if (pkg.folder.startsWith('plugins/')) return pluginProblem(pkg.manifest.name, name);
  const row: LayerRow | undefined = LAYERS[pkg.folder];
  if (!row || row.may === 'any' || row.may.includes(name)) return undefined;
  if (row.cold?.includes(name)) {
    return isColdPlace
      ? undefined
      : `${pkg.folder} may load it in cold files only (src/schemas/**, *.schema.ts, options.ts).`;
  }
  const allowed = [...row.may, ...(row.cold ?? []).map((cold) => `${cold} in cold files`)];
  return `${pkg.folder} may import only ${allowed.join(', ') || 'modules of Node'}.`;
}

function pluginProblem(plugin: string, name: string): string | undefined {
  if (!OWN.test(name) || name === CORE) return undefined;
  if (isPreset(plugin) && /^@hookline\/(?:plugin|preset)-/.test(name)) return undefined;
  return isPreset(plugin)
    ? `a preset names plugins and presets; of Hookline itself it may import only ${CORE}.`
    : `of Hookline a plugin may import only ${CORE}, never another plugin, the config, the runtime or a host.`;
}

function isPreset(name: string): boolean {
  return name.startsWith('@hookline/preset-');
}

/** The imports of packages in what is shipped: sources without their tests. */
function packageImports({ folder, files }: WorkspacePackage) {
  return files.filter(isShipped).flatMap((file) =>
    file.imports.flatMap(({ specifier, kind, line }) => {
      const name = isBuiltin(specifier) ? undefined : packageOf(specifier);
      return name === undefined ? [] : [{ name, kind, file, where: `${folder}/${file.path}:${line}` }];
    }),
  );
}

function isShipped({ path: file }: SourceFile): boolean {
  return /^(?:src|bin)\//.test(file) && !/\.test\.[cm]?[jt]s$/.test(file);
}

function runtimeDependencies({ manifest }: WorkspacePackage): Set<string> {
  const { dependencies, peerDependencies, optionalDependencies } = manifest;
  return new Set(Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies }));
}
