// What a registry says about a package. npm and pnpm ask for the abbreviated form, which has no more than an install
// needs; a proxy in front of it asks for all of it.
import type { InstalledPackage, Manifest } from './installed-packages.ts';
import type { Tarball } from './package-tarball.ts';

/** Long ago, because package managers hold back what was published just now. */
const PUBLISHED = '2020-01-01T00:00:00.000Z';

const ABBREVIATED: readonly string[] = [
  'name',
  'version',
  'deprecated',
  'dependencies',
  'optionalDependencies',
  'devDependencies',
  'bundleDependencies',
  'bundledDependencies',
  'peerDependencies',
  'peerDependenciesMeta',
  'bin',
  'directories',
  'engines',
  'os',
  'cpu',
  'libc',
  'dist',
  'hasInstallScript',
];

/** The content types of the two forms; a client asks for the first by naming it. */
export const ABBREVIATED_TYPE = 'application/vnd.npm.install-v1+json';

/** One package version as a packument names it. */
export type PublishedVersion = Manifest & { readonly dist: Readonly<Record<string, unknown>> };

/** The manifest of a version, with where its tarball is and what that must hash to. */
export function publishedVersion(manifest: Manifest, { shasum, integrity }: Tarball, url: string) {
  const { preinstall, install, postinstall } = manifest.scripts ?? {};
  return {
    ...manifest,
    _id: `${manifest.name}@${manifest.version}`,
    dist: { tarball: url, shasum, integrity },
    ...((preinstall ?? install ?? postinstall) !== undefined && { hasInstallScript: true }),
  } satisfies PublishedVersion;
}

/** All versions of a package in one document. */
export function packument(name: string, versions: readonly PublishedVersion[]) {
  const sorted = [...versions].sort((one, other) => compareVersions(one.version, other.version));
  return {
    _id: name,
    name,
    'dist-tags': { latest: sorted.at(-1)?.version },
    versions: Object.fromEntries(sorted.map((version) => [version.version, version])),
    time: {
      created: PUBLISHED,
      modified: PUBLISHED,
      ...Object.fromEntries(sorted.map(({ version }) => [version, PUBLISHED])),
    },
  };
}

/** What an install needs of it. */
export function abbreviated({ name, 'dist-tags': tags, versions }: ReturnType<typeof packument>) {
  const kept = (version: PublishedVersion) =>
    Object.fromEntries(Object.entries(version).filter(([key]) => ABBREVIATED.includes(key)));
  return {
    name,
    modified: PUBLISHED,
    'dist-tags': tags,
    versions: Object.fromEntries(Object.entries(versions).map(([key, version]) => [key, kept(version)])),
  };
}

/** The file name under which npm's registry has the tarball of a version. */
export function tarballName({ manifest: { name, version } }: Pick<InstalledPackage, 'manifest'>): string {
  return `${name.split('/').at(-1)}-${version}.tgz`;
}

/** By number, and what is before a release below it: `latest` is never a preview where there is a release. */
export function compareVersions(one: string, other: string): number {
  const parts = (version: string) => {
    const [numbers = '', ...preview] = version.split('+')[0]?.split('-') ?? [];
    return { numbers: numbers.split('.').map(Number), preview: preview.join('-') };
  };
  const [left, right] = [parts(one), parts(other)];
  for (const index of [0, 1, 2]) {
    const difference = (left.numbers[index] ?? 0) - (right.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (left.preview === right.preview) return 0;
  if (left.preview === '' || right.preview === '') return left.preview === '' ? 1 : -1;
  return left.preview.localeCompare(right.preview, 'en', { numeric: true });
}
