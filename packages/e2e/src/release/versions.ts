// What has to hold for the versions of this repository's packages, before and after they are set for a release.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readManifest, workspaceFolders } from '../registry/installed-packages.ts';

type Table = Readonly<Record<string, string>>;

/** A package of the workspace, as far as versions are concerned. */
export interface Versioned {
  readonly name: string;
  readonly version: string;
  /** Relative to the repository, with `/`. */
  readonly folder: string;
  readonly isPrivate: boolean;
  readonly dependencies: Table;
  readonly peerDependencies: Table;
}

/** The packages of a workspace. */
export function versionedPackages(root: string): readonly Versioned[] {
  return workspaceFolders(root).flatMap((at) => {
    const manifest = readManifest(at);
    if (!manifest) return [];
    const { name, version, private: isPrivate, dependencies, peerDependencies } = manifest;
    return {
      name,
      version,
      folder: path.relative(root, at).split(path.sep).join('/'),
      isPrivate: isPrivate === true,
      dependencies: (dependencies ?? {}) as Table,
      peerDependencies: (peerDependencies ?? {}) as Table,
    };
  });
}

/** The packages that changesets gives one version. */
export function fixedGroups(root: string): readonly (readonly string[])[] {
  return JSON.parse(readFileSync(path.join(root, '.changeset/config.json'), 'utf8')).fixed;
}

/** The bumps that the waiting changesets ask for, by file. */
export function waitingChangesets(root: string): ReadonlyMap<string, readonly string[]> {
  const folder = path.join(root, '.changeset');
  return new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.md') && name !== 'README.md')
      .map((name) => {
        const [, front = ''] = readFileSync(path.join(folder, name), 'utf8').split(/^---$/m);
        return [name, [...front.matchAll(/:\s*(\w+)\s*$/gm)].map(([, bump = '']) => bump)];
      }),
  );
}

/** Packages that are released as one and have different versions. */
export function groupFaults(
  packages: readonly Versioned[],
  groups: readonly (readonly string[])[],
): readonly string[] {
  return groups.flatMap((group) => {
    const members = packages.filter(({ name, isPrivate }) => group.includes(name) && !isPrivate);
    const versions = new Set(members.map(({ version }) => version));
    if (versions.size <= 1) return [];
    return [`Not of one version: ${members.map(({ name, version }) => `${name}@${version}`).join(', ')}`];
  });
}

/**
 * Ranges on own packages that would part what belongs together. What is released as one depends on each other exactly:
 * the hook's bundle and the packages beside it share files on disk. Everything else takes later patches, by `^`.
 */
export function rangeFaults(
  packages: readonly Versioned[],
  groups: readonly (readonly string[])[],
): readonly string[] {
  const own = new Set(packages.map(({ name }) => name));
  const isOneWith = (a: string, b: string) => groups.some((group) => group.includes(a) && group.includes(b));
  const faultOf = (where: string, range: string, exact: boolean): string[] => {
    const right = exact ? /^\d+\.\d+\.\d+$/ : /^\^\d+\.\d+\.\d+$/;
    return right.test(range)
      ? []
      : [`${where} is "${range}", not ${exact ? 'one exact version' : 'a "^" range'}`];
  };
  const ownOf = (table: Table) => Object.entries(table).filter(([name]) => own.has(name));
  return packages
    .filter(({ isPrivate }) => !isPrivate)
    .flatMap(({ name, dependencies, peerDependencies }) => [
      ...ownOf(dependencies).flatMap(([to, range]) =>
        faultOf(`${name} > dependencies > ${to}`, range, isOneWith(name, to)),
      ),
      ...ownOf(peerDependencies).flatMap(([to, range]) =>
        faultOf(`${name} > peerDependencies > ${to}`, range, false),
      ),
    ]);
}

/** First numbers that changed although no changeset asks for it: changesets may raise a dependent on its own. */
export function unaskedMajors(
  before: readonly Versioned[],
  after: readonly Versioned[],
  changesets: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  if ([...changesets.values()].some((bumps) => bumps.includes('major'))) return [];
  const major = (version: string) => version.split('.')[0];
  return after.flatMap(({ name, version }) => {
    const was = before.find((one) => one.name === name)?.version;
    return was === undefined || major(was) === major(version)
      ? []
      : [`${name} goes from ${was} to ${version}, and no changeset says "major"`];
  });
}

/** Where the lock would not install the workspace's own packages, as they are now. */
export function lockFaults(root: string, packages: readonly Versioned[]): readonly string[] {
  const locked: Readonly<Record<string, { version?: string; link?: boolean; resolved?: string }>> =
    JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  return packages.flatMap(({ name, version, folder }) => [
    ...(locked[folder]?.version === version
      ? []
      : [`package-lock.json has ${name} ${locked[folder]?.version ?? 'not at all'}, not ${version}`]),
    ...Object.entries(locked)
      .filter(([at]) => at === `node_modules/${name}` || at.endsWith(`/node_modules/${name}`))
      .filter(([, entry]) => entry.link !== true || entry.resolved !== folder)
      .map(([at]) => `package-lock.json has ${at} from a registry, not from ${folder}`),
  ]);
}
