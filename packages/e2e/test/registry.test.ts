/** The registry on loopback, as npm, pnpm and whoever asks it see it. */
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processesMentioning } from '../src/index.ts';
import { PATIENT, type Registry, runBounded, said, startRegistry } from '../src/registry/index.ts';

let registry: Registry;
let folder: string;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'hookline-registry-test-')));
  registry = await startRegistry();
}, PATIENT.timeout);

afterAll(async () => {
  await registry.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Makes a folder with a manifest. */
function project(name: string, manifest: object): string {
  const place = path.join(folder, name);
  mkdirSync(place, { recursive: true });
  writeFileSync(path.join(place, 'package.json'), JSON.stringify(manifest));
  return place;
}

async function run(cwd: string, ...command: readonly string[]): Promise<string> {
  const result = await runBounded(command, { cwd, env: registry.env({ home: folder }) });
  expect(result.exitCode, `${command.join(' ')}\n${said(result)}\n${registry.log()}`).toBe(0);
  return result.stdout;
}

const read = (...parts: readonly string[]) => readFileSync(path.join(...parts), 'utf8');

describe('the registry', PATIENT, () => {
  it('has what this repository has installed, with the bits by which programs run', async () => {
    const place = project('programs', { name: 'programs', private: true });
    // esbuild and TypeScript name a binary for every system; only that of this one is there.
    await run(place, 'npm', 'install', 'typescript', 'esbuild', '@types/node');
    expect(JSON.parse(read(place, 'node_modules/@types/node/package.json')).name).toBe('@types/node');
    expect(await run(place, 'npx', 'tsc', '--version')).toContain(
      JSON.parse(read(place, 'node_modules/typescript/package.json')).version,
    );
  });

  it('hands the same package out with the same hash, and tells a proxy all of it and an installer less', async () => {
    const [whole, short] = await Promise.all(
      ['application/json', 'application/vnd.npm.install-v1+json'].map(async (accept) => {
        const answer = await fetch(`${registry.url}/tapable`, { headers: { accept } });
        return (await answer.json()) as { versions: Record<string, Record<string, unknown>> };
      }),
    );
    const [one] = Object.values(whole?.versions ?? {});
    const [other] = Object.values(short?.versions ?? {});
    expect(one?.['dist']).toMatchObject({ integrity: expect.stringMatching(/^sha512-/) });
    expect(other?.['dist']).toEqual(one?.['dist']);
    expect(one).toHaveProperty('scripts');
    expect(other).not.toHaveProperty('scripts');
  });

  it('answers 404 to what is neither published nor installed, and lets nobody publish unasked', async () => {
    expect((await fetch(`${registry.url}/@nobody%2fhas-this`)).status).toBe(404);
    const put = await fetch(`${registry.url}/uninvited`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'uninvited', versions: {} }),
    });
    expect(put.status).toBe(401);
    expect(registry.log()).toContain('GET @nobody/has-this');
  });

  it.each(['npm', 'pnpm'])(
    'gives %s what a folder published, by the harness or by npm itself',
    async (pm) => {
      const manifest = { version: '1.2.3', bin: './run.sh', dependencies: { tapable: '^2.0.0' } };
      const byHarness = project(`${pm}-harness`, { name: `@made-up/${pm}-harness`, ...manifest });
      const byNpm = project(`${pm}-itself`, { name: `${pm}-itself`, ...manifest });
      for (const place of [byHarness, byNpm]) {
        writeFileSync(path.join(place, 'run.sh'), '#!/bin/sh\necho "it runs"\n', { mode: 0o755 });
      }
      expect(await registry.publish(byHarness)).toMatchObject({ name: `@made-up/${pm}-harness` });
      await run(byNpm, 'npm', 'publish');
      const user = project(`${pm}-user`, { name: 'user', private: true });
      await run(user, pm, pm === 'npm' ? 'install' : 'add', `@made-up/${pm}-harness`, `${pm}-itself`);
      expect(statSync(path.join(user, `node_modules/@made-up/${pm}-harness/run.sh`)).mode & 0o111).not.toBe(
        0,
      );
      expect(await run(user, `node_modules/.bin/${pm}-itself`)).toBe('it runs\n');
    },
  );

  it('says what the registry said when it refuses a package', async () => {
    const place = project('twice', { name: 'twice', version: '1.0.0' });
    await registry.publish(place);
    await expect(registry.publish(place)).rejects.toThrow(/twice@1\.0\.0 was not published: 409/);
  });

  it('leaves the home empty and no process behind', async () => {
    const other = await startRegistry();
    const home = path.join(folder, 'empty-home');
    mkdirSync(home);
    const env = other.env({ home });
    const marker = path.dirname(env['npm_config_cache'] as string);
    expect((await runBounded(['npm', 'view', 'tapable', 'name'], { cwd: home, env })).stdout).toBe(
      'tapable\n',
    );
    expect(processesMentioning(marker)).not.toEqual([]);
    await other.close();
    expect(processesMentioning(marker)).toEqual([]);
    expect(statSync(marker, { throwIfNoEntry: false })).toBeUndefined();
    await expect(fetch(other.url)).rejects.toThrow();
  });
});
