/** What is published: packed as npm packs it, and judged by the tools that judge packages. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { broughtBy } from '../src/install-size.ts';
import { importsOf, isBuiltin, packageOf } from '../src/layers/imports.ts';
import { BUNDLED } from '../src/layers/table.ts';
import { packFolders, publicPackages, REPOSITORY, readManifest, runBounded } from '../src/registry/index.ts';
import { readTree } from '../src/tree.ts';

interface Packed {
  readonly tarball: string;
  /** Where it is unpacked. */
  readonly folder: string;
}

const folders = publicPackages(REPOSITORY).map((folder) => path.relative(REPOSITORY, folder));
const nameOf = (folder: string): string => String(readManifest(path.join(REPOSITORY, folder))?.['name']);
const packed = new Map<string, Packed>();
let place: string;

beforeAll(async () => {
  place = mkdtempSync(path.join(os.tmpdir(), 'hookline-packages-'));
  const env = { PATH: process.env['PATH'] ?? '', HOME: place, npm_config_cache: path.join(place, 'cache') };
  const tarballs = await packFolders(
    folders.map((folder) => `./${folder}`),
    place,
    { cwd: REPOSITORY, env },
  );
  // For what a program imports.
  symlinkSync(path.join(REPOSITORY, 'node_modules'), path.join(place, 'node_modules'));
  for (const tarball of tarballs) {
    const folder = path.join(place, path.basename(tarball, '.tgz'));
    mkdirSync(folder);
    execFileSync('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
    packed.set(String(readManifest(folder)?.['name']), { tarball, folder });
  }
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

function packedOf(folder: string): Packed {
  const found = packed.get(nameOf(folder));
  if (!found) throw new Error(`${folder} was not packed.`);
  return found;
}

/** What a package may hold. Source maps would point to sources that are not there; the code is readable as it is. */
const SHIPPED =
  /^(?:LICENSE|(?:README|CHANGELOG)\.md|package\.json|bin\/[\w-]+\.cjs|preset\.toml|templates\/.*|dist\/.*\.(?:js|cjs|d\.ts)|dist\/schema\.json|dist\/(?:\w+\/)*LICENSES\.txt)$/;

/** Kilobytes that a package may take, packed and unpacked. A package of behaviour is small; the command has its bundles. */
const BUDGETS: Readonly<Record<string, readonly [packed: number, unpacked: number]>> = {
  hookline: [375, 1_260],
  '@hookline/core': [80, 300],
  '@hookline/config': [125, 420],
  '@hookline/host-codex': [75, 250],
  '@hookline/runtime': [80, 245],
  '@hookline/plugin-mcp-tool': [170, 600],
  // The shell reader, each with its own way of reading.
  '@hookline/plugin-file-backup': [85, 260],
  '@hookline/plugin-policy': [80, 260],
  // The shell reader, what it knows of programs, and what secrets look like.
  '@hookline/plugin-security-scan': [280, 900],
};
const SMALL_BUDGET = [40, 120] as const;

/** The targets of a manifest's `exports`. */
const targets = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : Object.values(value as Record<string, unknown>).flatMap(targets);

describe.each(folders)('%s', (folder) => {
  it('is clean for publint', async () => {
    const { buffer } = readBytes(packedOf(folder).tarball);
    const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
  });

  it('is clean for arethetypeswrong, as a package of ES modules', async () => {
    const result = await checkPackage(createPackageFromTarballData(readBytes(packedOf(folder).tarball)));
    if (result.types === false) {
      // What is data has no types to be wrong.
      expect(readManifest(packedOf(folder).folder)?.['hookline']).toEqual({ kind: 'preset' });
      return;
    }
    // It is ESM only: there is nothing for Node 10's resolution, and `require` loads the same ES module (Node 22.18 can).
    const problems = result.problems.filter(
      (problem) =>
        problem.kind !== 'CJSResolvesToESM' &&
        !(problem.kind === 'NoResolution' && problem.resolutionKind === 'node10'),
    );
    expect(problems).toEqual([]);
  });

  it('holds what its users need and nothing else', () => {
    const files = Object.keys(readTree(packedOf(folder).folder));
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']));
    const others = files.filter((file) => !SHIPPED.test(file));
    expect(others).toEqual([]);
    const own = files.filter((file) => !file.startsWith('templates/'));
    expect(own.filter((file) => /\.(?:test|types)\.(?:js|d\.ts)$|\.map$|tsbuildinfo/.test(file))).toEqual([]);
  });

  it('says what npm and its readers need', () => {
    const manifest: Readonly<Record<string, unknown>> = readManifest(packedOf(folder).folder) ?? {};
    expect(manifest).toMatchObject({
      description: expect.any(String),
      keywords: expect.arrayContaining(['hookline', 'codex']),
      license: 'MIT',
      type: 'module',
      engines: { node: '^22.18.0 || >=24' },
      publishConfig: { access: 'public' },
    });
    for (const target of targets(manifest['exports']))
      expect(existsSync(path.join(packedOf(folder).folder, target)), target).toBe(true);
    for (const bin of Object.values((manifest['bin'] ?? {}) as Record<string, string>))
      expect(statSync(path.join(packedOf(folder).folder, bin)).mode & 0o111, bin).toBe(0o111);
    expect(JSON.stringify(manifest)).not.toMatch(/"(?:file|workspace|link):/);
  });

  it('imports nothing that its installation would not bring', () => {
    const unpacked = packedOf(folder).folder;
    const manifest: Readonly<Record<string, unknown>> = readManifest(unpacked) ?? {};
    const { name, dependencies, peerDependencies } = manifest;
    const brought = new Set([
      name,
      ...Object.keys({ ...(dependencies as object), ...(peerDependencies as object) }),
    ]);
    const files = Object.entries(readTree(unpacked)).filter(
      ([file]) => /\.c?js$/.test(file) && !file.startsWith('templates/'),
    );
    const unknown = files.flatMap(([file, text]) =>
      importsOf(text).flatMap(({ specifier }) => {
        const from = isBuiltin(specifier) ? undefined : packageOf(specifier);
        return from === undefined || brought.has(from) ? [] : [`${file} imports ${specifier}`];
      }),
    );
    expect(unknown).toEqual([]);
  });

  it('passes on the licences of what it holds', () => {
    const files = Object.keys(readTree(packedOf(folder).folder));
    const bundled = files.filter((file) => /^dist\/(?:bundle\/hook\.cjs|client\.js)$/.test(file));
    for (const file of bundled) {
      const licences = readFileSync(
        path.join(packedOf(folder).folder, path.dirname(file), 'LICENSES.txt'),
        'utf8',
      );
      expect(licences).toContain('@modelcontextprotocol/client 2.');
      expect(licences.match(/Permission is hereby granted/g)?.length).toBeGreaterThan(3);
    }
  });

  it('names what its build has put into it', () => {
    for (const name of BUNDLED[folder] ?? []) {
      const licences = readFileSync(path.join(packedOf(folder).folder, 'dist/LICENSES.txt'), 'utf8');
      expect(licences).toMatch(new RegExp(`^${name} \\d+\\.`, 'm'));
    }
  });

  it('holds nothing of a source that is no more', () => {
    const ofBundles = /^dist\/(?:bundle\/|schema\.json$|LICENSES\.txt$)/;
    const stale = Object.keys(readTree(packedOf(folder).folder))
      .filter((file) => file.startsWith('dist/') && !ofBundles.test(file))
      .filter((file) => {
        const source = file.replace(/^dist\//, 'src/').replace(/(?:\.d\.ts|\.c?js)$/, '');
        return !['.ts', '.cjs'].some((end) => existsSync(path.join(REPOSITORY, folder, source + end)));
      });
    expect(stale, 'remove the dist folder and build again').toEqual([]);
  });

  it('is no larger than it may be', () => {
    const { tarball, folder: unpacked } = packedOf(folder);
    const [most, mostUnpacked] = BUDGETS[nameOf(folder)] ?? SMALL_BUDGET;
    const bytes = Object.keys(readTree(unpacked)).reduce(
      (sum, file) => sum + statSync(path.join(unpacked, file)).size,
      0,
    );
    expect(statSync(tarball).size / 1_000).toBeLessThan(most);
    expect(bytes / 1_000).toBeLessThan(mostUnpacked);
  });

  it('tells a stranger what it is, how to get it, and the licence', () => {
    const readme = readFileSync(path.join(packedOf(folder).folder, 'README.md'), 'utf8');
    expect(readme).toMatch(new RegExp(`^# ${nameOf(folder)}\n\n[A-Z][^]*?\\.`));
    expect(readme).toMatch(/^ {4}npm (?:install|create) |`hookline` command carries this\s+plugin/m);
    expect(readme).toMatch(/^ {4}(?:import|npx|npm create) |^```(?:toml|ts|js|json)$/m);
    expect(readme).toMatch(/ MIT\.$/m);
  });

  it('starts, where it has a program', async () => {
    const { folder: unpacked } = packedOf(folder);
    const { bin = {}, version } = readManifest(unpacked) ?? {};
    for (const file of Object.values(bin as Record<string, string>)) {
      const env = {
        PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH']}`,
        HOME: place,
      };
      const run = await runBounded([path.join(unpacked, file), '--version'], { cwd: place, env });
      expect(run).toMatchObject({ exitCode: 0, stdout: `${version}\n` });
    }
  });

  it('names no path of the machine that built it', () => {
    const naming = Object.entries(readTree(packedOf(folder).folder)).filter(([, text]) =>
      [REPOSITORY, os.homedir()].some((at) => text.includes(`${at.replace(/\/$/, '')}/`)),
    );
    expect(naming.map(([file]) => file)).toEqual([]);
  });
});

function readBytes(file: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(file));
}

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1_000)} kB`;

describe('the installation of hookline', () => {
  it('brings what docs/install-size.md lists; if not: run this file with -u', async () => {
    const brought = broughtBy(path.join(REPOSITORY, 'packages/cli'));
    const total = brought.reduce((sum, { bytes }) => sum + bytes, 0);
    const rows = brought
      .slice(0, 12)
      .map(({ name, version, bytes }) => `| ${name} | ${version} | ${kilobytes(bytes)} |`);
    const page = `# What an installation weighs

<!-- Made by \`npx vitest run packages/e2e/test/packages.test.ts -u\`. Do not edit. -->

\`npm install hookline\` brings ${brought.length} packages of others, ${(total / 1_000_000).toFixed(1)} MB unpacked, besides Hookline's own. The largest:

| package | version | unpacked |
|---|---|---|
${rows.join('\n')}

None of them is loaded when the agent calls: \`hookline hook\` is one bundled file. They are there for the commands and for what a
hook asks for:

- **zod** checks configurations and options, with positions and "did you mean"; also what plugins write their schemas with. Most of
  its weight is translations and a second and third API, which npm cannot leave out.
- **cosmiconfig, smol-toml, toml-eslint-parser, yaml, jsonc-parser** find and read configurations. Two TOML parsers, because the strict one
  knows no positions: the other is loaded only to say where a mistake is. Two YAML parsers, because cosmiconfig brings **js-yaml** and **argparse**,
  which know no positions either.
- **execa** starts programs and ends them; **commander** and **@clack/prompts** are the command line.
- **The client of MCP servers** is not among them: \`@hookline/plugin-mcp-tool\` has the half of it that is used built in, 0.5 MB. Installed, it
  and what it needs would be twelve packages and 9 MB more.
- **semver** compares what a plugin was made for with what runs.
`;
    await expect(page).toMatchFileSnapshot('../../../docs/install-size.md');
    expect(total).toBeLessThan(12_000_000);
    expect(brought.length).toBeLessThan(40);
  });
});
