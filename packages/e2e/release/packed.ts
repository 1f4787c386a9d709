import path from 'node:path';
import { type BoundedRun, readManifest, runBounded, said } from '../src/registry/index.ts';

/** A package as npm packed it. */
export interface PackedPackage {
  readonly name: string;
  readonly version: string;
  /** What a registry has to give back. */
  readonly integrity: string;
  readonly files: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
}

interface NpmPack {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
  readonly entryCount: number;
  readonly size: number;
  readonly unpackedSize: number;
}

/** Looks at what npm would pack of these folders, by one run of it. @throws Error with what npm said. */
export async function lookAtPacked(
  folders: readonly string[],
  place: BoundedRun,
): Promise<readonly PackedPackage[]> {
  const run = await runBounded(['npm', 'pack', '--dry-run', '--json', '--ignore-scripts', ...folders], place);
  if (run.exitCode !== 0) throw new Error(`npm pack failed.\n${said(run)}`);
  const answer: readonly NpmPack[] | Readonly<Record<string, NpmPack>> = JSON.parse(run.stdout);
  const names = folders.map((folder) => readManifest(path.resolve(place.cwd, folder))?.name);
  const packed = Object.values(answer).map(
    ({ name, version, integrity, entryCount, size, unpackedSize }) => ({
      name,
      version,
      integrity,
      files: entryCount,
      packedBytes: size,
      unpackedBytes: unpackedSize,
    }),
  );
  const missing = names.filter((name) => !packed.some((one) => one.name === name));
  if (missing.length > 0) throw new Error(`npm pack did not tell of ${missing.join(', ')}.`);
  return packed;
}

/** What is on a registry otherwise than it was packed. */
export async function publishFaults(
  registry: string,
  packed: readonly PackedPackage[],
): Promise<readonly string[]> {
  const faults = await Promise.all(
    packed.map(async ({ name, version, integrity }) => {
      const answer = await fetch(`${registry}/${name.replace('/', '%2f')}`);
      if (!answer.ok) return [`${name} is not on the registry: ${answer.status}`];
      const { versions, 'dist-tags': tags } = (await answer.json()) as {
        versions: Readonly<Record<string, { dist?: { integrity?: string } }>>;
        'dist-tags': Readonly<Record<string, string>>;
      };
      return [
        ...(versions[version]?.dist?.integrity === integrity
          ? []
          : [`${name}@${version} is not what was packed`]),
        ...(tags['latest'] === version ? [] : [`"latest" of ${name} is ${tags['latest']}, not ${version}`]),
      ];
    }),
  );
  return faults.flat();
}
