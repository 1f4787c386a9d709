/**
 * Whether an installed package was made for the Hookline and the Node that run. The core is handed to plugins by the
 * running process, whatever lies in their node_modules, so a plugin for another core would be run with code that it was not
 * made for: an error. A Node outside `engines` is what npm itself only warns of.
 */
import { createRequire } from 'node:module';
import { satisfies, validRange } from 'semver';
import type { Finding } from '../report/report.ts';
import type { FoundPackage } from './find-package.ts';
import { type PackageManifest, readManifest } from './manifest.ts';

const CORE = '@hookline/core';
let core: string | undefined;

/** The version of the running core. All of Hookline's own packages are released together. */
function coreVersion(): string {
  core ??= readManifest(createRequire(import.meta.url).resolve(`${CORE}/package.json`))?.version ?? '0.0.0';
  return core;
}

function rangeIn(table: unknown, name: string): string | undefined {
  const range: unknown = (table as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  return typeof range === 'string' ? range : undefined;
}

/** A range that is none (`workspace:^`, a tag) says nothing. A prerelease counts as the version that it leads to. */
const admits = (range: string | undefined, version: string): boolean =>
  range === undefined || validRange(range) === null || satisfies(version, range, { includePrerelease: true });

const titleOf = (name: string, { version }: PackageManifest): string =>
  version === undefined ? name : `${name} ${version}`;

/** What keeps a package from running here. */
export function rangeFaults({ name, manifest }: FoundPackage): readonly Finding[] {
  const title = titleOf(name, manifest);
  const wanted = rangeIn(manifest.peerDependencies, CORE) ?? rangeIn(manifest.engines, 'hookline');
  const node = rangeIn(manifest.engines, 'node');
  const faults: Finding[] = [];
  if (!admits(wanted, coreVersion())) {
    faults.push({
      code: 'HOOKLINE_PLUGIN_INVALID',
      message: `${title} is made for another version of Hookline.`,
      expected: `Hookline ${wanted}; this is ${coreVersion()}`,
      fix: `Install a version of ${name} that fits (npm view ${name} versions peerDependencies), or the hookline that it is made for.`,
    });
  }
  if (!admits(node, process.versions.node)) {
    faults.push({
      severity: 'warning',
      code: 'HOOKLINE_PLUGIN_INVALID',
      message: `${title} does not say that it runs on this Node.`,
      expected: `Node ${node}; this is ${process.versions.node}`,
      fix: `Install a version of ${name} that does, or run "npx hookline install codex" with a Node that it names.`,
    });
  }
  return faults;
}
