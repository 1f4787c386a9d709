/**
 * `npm run release:dry`: all of a release but its end. In a clone of the last commit: versions and changelogs by
 * changesets, build, pack, publish to a registry on loopback, and then what a user does: install and run it from there.
 * Nothing here is changed and nothing leaves this machine. Exits 1 when a step fails.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import {
  type BoundedRun,
  packFolders,
  publicPackages,
  REPOSITORY,
  readManifest,
  runBounded,
  said,
  startRegistry,
} from '../src/registry/index.ts';
import { cloneForRelease } from './clone.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function step(what: string, command: readonly string[], place: BoundedRun): Promise<string> {
  const run = await runBounded(command, place);
  if (run.exitCode !== 0) throw new Error(`${what} failed.\n${said(run)}`);
  return run.stdout;
}

const changesets = (folder: string): number =>
  readdirSync(path.join(folder, '.changeset')).filter((name) => name.endsWith('.md')).length;

const place = mkdtempSync(path.join(os.tmpdir(), 'hookline-release-'));
const registry = await startRegistry();
try {
  const clone = path.join(place, 'clone');
  cloneForRelease(clone);
  const changed = execFileSync('git', ['status', '--porcelain'], { cwd: REPOSITORY, encoding: 'utf8' });
  if (changed !== '') say('note: what is not committed is not part of this release.\n');
  const waiting = changesets(clone);
  const env = { ...registry.env({ home: place }), TURBO_TELEMETRY_DISABLED: '1' };
  if (waiting === 0) say('note: there is no changeset, so every version stays as it is.\n');
  else {
    const bin = createRequire(import.meta.url).resolve('@changesets/cli/bin.js');
    await step('changeset version', [process.execPath, bin, 'version'], { cwd: clone, env });
    if (changesets(clone) > 0) throw new Error('changeset version left changesets over.');
  }
  say(`Versions and changelogs: ${waiting} changesets.`);

  await step('The build', ['npm', 'run', 'build'], { cwd: clone, env, timeoutMs: 300_000 });
  const folders = publicPackages(clone);
  const tarballs = await packFolders(folders, place, { cwd: clone, env });
  const rows: string[][] = [];
  for (const tarball of tarballs) {
    const { name, version } = await registry.publish(tarball);
    rows.push([`${name}@${version}`, `${Math.ceil(statSync(tarball).size / 1_000)} kB`]);
  }
  const width = Math.max(...rows.map(([title = '']) => title.length));
  say(`\nPublished to a registry on loopback, and what would be tagged:`);
  for (const [title = '', size = ''] of rows) say(`  ${title.padEnd(width)}  ${size.padStart(8)} packed`);
  for (const folder of folders) {
    const manifest = readManifest(folder);
    const changelog = path.join(folder, 'CHANGELOG.md');
    if (
      waiting > 0 &&
      manifest?.version !== '0.0.0' &&
      !readFileSync(changelog, 'utf8').includes(`## ${manifest?.version}`)
    )
      throw new Error(`${changelog} does not tell of ${manifest?.version}.`);
  }

  const project = path.join(place, 'project');
  mkdirSync(project);
  writeFileSync(path.join(project, 'package.json'), '{ "private": true }\n');
  writeFileSync(path.join(project, 'hooks.toml'), '[hooks]\nextends = ["recommended"]\n');
  const there = {
    cwd: project,
    env: { ...env, CODEX_HOME: path.join(place, 'codex'), HOOKLINE_HOME: path.join(place, 'hl') },
  };
  await step('The installation', ['npm', 'install', 'hookline', '@hookline/preset-recommended'], there);
  const version = (await step('hookline --version', ['npx', 'hookline', '--version'], there)).trim();
  const wanted = readManifest(path.join(clone, 'packages/cli'))?.version;
  if (version !== wanted)
    throw new Error(`hookline says that it is ${version}, but ${wanted} was published.`);
  await step('hookline validate', ['npx', 'hookline', 'validate', '--run-code'], there);
  await step('hookline emit', ['npx', 'hookline', 'emit', 'session_start'], there);
  say(`\nInstalled from there: hookline ${version} validates a configuration and runs its hooks.`);
} catch (error) {
  process.stderr.write(`\n${(error as Error).message}\n`);
  process.exitCode = 1;
} finally {
  await registry.close();
  rmSync(place, { recursive: true, force: true });
}
