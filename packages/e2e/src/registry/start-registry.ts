import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Manifest } from './installed-packages.ts';
import { packFolders, publicPackages } from './pack.ts';
import { publishTarball } from './publish-tarball.ts';
import { type RegistryEnvOptions, registryEnv } from './registry-env.ts';
import { addUser } from './registry-user.ts';
import { createToolchain } from './toolchain.ts';
import { startUplink } from './uplink.ts';
import { startVerdaccio } from './verdaccio.ts';

/** A registry on loopback: what is published to it, and behind that what this repository has installed. */
export interface Registry {
  readonly url: string;
  /** Publishes a folder, packed by `npm pack`, or a tarball of that. @throws Error with the registry's words. */
  publish(folderOrTarball: string): Promise<Manifest>;
  /** Packs every package of this repository that is for others, once, by one run of npm; answers the tarballs. */
  packAll(): Promise<readonly string[]>;
  /** The environment of somebody with a home and the programs of a Node (of this one unless told), who has this registry. */
  env(options: Partial<RegistryEnvOptions> & Pick<RegistryEnvOptions, 'home'>): Record<string, string>;
  /** A folder of programs for PATH; see `createToolchain`. */
  toolchain(node?: string): string;
  /** What verdaccio printed, and what it asked for in vain: for the message of a test that failed. */
  log(): string;
  /** Ends it and removes all that it kept. */
  close(): Promise<void>;
}

/** The folder of this repository. */
export const REPOSITORY = fileURLToPath(new URL('../../../..', import.meta.url));

/** Starts a registry of its own; close it. */
export async function startRegistry(): Promise<Registry> {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'hookline-registry-')));
  const uplink = await startUplink(REPOSITORY);
  const remove = async (): Promise<void> => {
    await uplink.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  };
  const server = await startVerdaccio(folder, uplink.url).catch(async (error) => {
    await remove();
    throw error;
  });
  const close = async (): Promise<void> => {
    await server.close();
    await remove();
  };
  try {
    const token = await addUser(server.url);
    const envOf = registryEnv(folder, server.url, token);
    const toolchains = new Map<string, string>();
    const toolchain = (node = process.execPath): string => {
      const bin = toolchains.get(node) ?? createToolchain(path.join(folder, `bin-${toolchains.size}`), node);
      toolchains.set(node, bin);
      return bin;
    };
    const env: Registry['env'] = ({ home, toolchain: bin = toolchain() }) => envOf({ home, toolchain: bin });
    const tarballs = path.join(folder, 'tarballs');
    const home = path.join(folder, 'home');
    for (const one of [tarballs, home]) mkdirSync(one);
    const pack = (folders: readonly string[], cwd: string) =>
      packFolders(folders, tarballs, { cwd, env: env({ home }) });
    let all: Promise<readonly string[]> | undefined;
    return {
      url: server.url,
      env,
      toolchain,
      close,
      packAll: () => (all ??= pack(publicPackages(REPOSITORY), REPOSITORY)),
      publish: async (what) => {
        const isFolder = statSync(what).isDirectory();
        const [file] = isFolder ? await pack(['.'], what) : [what];
        if (file === undefined) throw new Error(`npm pack made no tarball of ${what}.`);
        return publishTarball(server.url, token, file);
      },
      log: () => `${server.log()}\nnot there: ${uplink.missing.join(', ')}`,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
