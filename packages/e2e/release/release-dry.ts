/**
 * `npm run release:dry`: all of a release but its end. In a clone of the last commit: versions, changelogs and the lock by
 * changesets, build, pack, publish to a registry on loopback, tag, and then what a user does: install and run it from there.
 * Nothing here is changed and nothing leaves this machine. Exits 1 when anything is off.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  type BoundedRun,
  publicPackages,
  REPOSITORY,
  type Registry,
  startRegistry,
} from '../src/registry/index.ts';
import { addressFrom, type RepositoryAddress } from '../src/release/address.ts';
import { preparePackages } from '../src/release/prepare-packages.ts';
import * as versions from '../src/release/versions.ts';
import { cloneForRelease } from './clone.ts';
import { lookAtPacked, type PackedPackage, publishFaults } from './packed.ts';
import { step, tryInstalled } from './try-installed.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const git = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' }).trim();

/** Ends the run with all that was found at once. */
function refuse(what: string, faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`${what}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
}

/** Sets the versions and proves them; answers how many changesets there were. */
async function setVersions(clone: string, env: BoundedRun['env']): Promise<number> {
  const before = versions.versionedPackages(clone);
  const waiting = versions.waitingChangesets(clone);
  if (waiting.size > 0)
    await step('Setting the versions', ['npm', 'run', 'release:version'], { cwd: clone, env });
  const after = versions.versionedPackages(clone);
  const groups = versions.fixedGroups(clone);
  refuse('The versions are not right', [
    ...[...versions.waitingChangesets(clone).keys()].map((name) => `.changeset/${name} was left over`),
    ...versions.groupFaults(after, groups),
    ...versions.rangeFaults(after, groups),
    ...versions.unaskedMajors(before, after, waiting),
    ...versions.lockFaults(clone, after),
    ...after.flatMap(({ name, version, folder }) => {
      if (before.some((one) => one.name === name && one.version === version)) return [];
      const changelog = readFileSync(path.join(clone, folder, 'CHANGELOG.md'), 'utf8');
      return changelog.includes(`## ${version}\n`)
        ? []
        : [`${folder}/CHANGELOG.md does not tell of ${version}`];
    }),
  ]);
  return waiting.size;
}

/** Tells the packages where they come from, and takes out what only the workflow can do: to sign for it. */
function prepare(clone: string, address: RepositoryAddress): void {
  const folders = preparePackages(clone, address);
  for (const folder of folders) {
    const file = path.join(clone, folder, 'package.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    delete manifest.publishConfig.provenance;
    writeFileSync(file, JSON.stringify(manifest, null, 2));
  }
}

function table(packed: readonly PackedPackage[], tags: readonly string[]): string {
  const width = Math.max(...packed.map(({ name, version }) => `${name}@${version}`.length));
  const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1_000)} kB`.padStart(8);
  const rows = packed.map(({ name, version, files, packedBytes, unpackedBytes }) => {
    const tag = tags.includes(`${name}@${version}`) ? '' : '  (no tag)';
    return `  ${`${name}@${version}`.padEnd(width)}  ${String(files).padStart(5)}  ${kilobytes(packedBytes)}  ${kilobytes(unpackedBytes)}${tag}`;
  });
  return [`  ${''.padEnd(width)}  files    packed  unpacked`, ...rows].join('\n');
}

/** All of a release, in a folder of its own. @throws Error that says what is off. */
async function release(place: string, registry: Registry, address: RepositoryAddress): Promise<void> {
  const clone = path.join(place, 'clone');
  cloneForRelease(clone);
  if (git(REPOSITORY, 'status', '--porcelain') !== '')
    say('note: what is not committed is not part of this release.');
  const home = path.join(place, 'home');
  mkdirSync(home);
  const env = { ...registry.env({ home }), TURBO_TELEMETRY_DISABLED: '1' };
  const waiting = await setVersions(clone, env);
  say(
    waiting === 0
      ? 'note: there is no changeset, so every version stays as it is.'
      : `Versions, changelogs and the lock are set, from ${waiting} changesets.`,
  );
  for (const [key, value] of [
    ['user.name', 'release'],
    ['user.email', 'release@localhost'],
  ] as const)
    git(clone, 'config', key, value);
  git(clone, 'commit', '--quiet', '--all', '--allow-empty', '--message', 'Release');
  await step('The build', ['npm', 'run', 'build'], { cwd: clone, env, timeoutMs: 300_000 });
  prepare(clone, address);
  const folders = publicPackages(clone).map((folder) => `./${path.relative(clone, folder)}`);
  const packed = await lookAtPacked(folders, { cwd: clone, env });
  const published = await step('changeset publish', ['npx', 'changeset', 'publish'], { cwd: clone, env });
  refuse(`What was published is not right (${published})`, await publishFaults(registry.url, packed));
  const tags = git(clone, 'tag', '--list').split('\n');
  refuse(
    'Not tagged',
    packed.map(({ name, version }) => `${name}@${version}`).filter((tag) => !tags.includes(tag)),
  );
  say(`\nPublished to ${registry.url} and tagged by these names:\n${table(packed, tags)}`);

  const version = packed.find(({ name }) => name === 'hookline')?.version ?? '';
  await tryInstalled(path.join(place, 'project'), env, version);
  say(
    `\nInstalled from there: hookline ${version} validates a configuration, and refuses what its gate refuses.`,
  );
}

try {
  const { GITHUB_SERVER_URL = 'https://repository.invalid', GITHUB_REPOSITORY = 'hookline/hookline' } =
    process.env;
  const address = addressFrom({ GITHUB_SERVER_URL, GITHUB_REPOSITORY });
  const registry = await startRegistry();
  const place = mkdtempSync(path.join(os.tmpdir(), 'hookline-release-'));
  try {
    await release(place, registry, address);
  } finally {
    await registry.close();
    rmSync(place, { recursive: true, force: true });
  }
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
