import { mkdtempSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { ChildResult } from '../child.ts';
import { readManifest, workspaceFolders } from './installed-packages.ts';
import { type BoundedRun, runBounded } from './run-bounded.ts';

/** The folders of a repository's packages that are for others. */
export function publicPackages(root: string): readonly string[] {
  return workspaceFolders(root).filter((folder) => readManifest(folder)?.['private'] !== true);
}

/**
 * Packs folders by one run of `npm pack`, below `destination`; answers the tarballs.
 *
 * @throws Error with what npm said.
 */
export async function packFolders(
  folders: readonly string[],
  destination: string,
  { cwd, env }: BoundedRun,
): Promise<readonly string[]> {
  // A folder of its own each time: the same version may be packed twice, also at the same time.
  const made = mkdtempSync(path.join(destination, 'pack-'));
  const run = await runBounded(['npm', 'pack', '--pack-destination', made, ...folders], { cwd, env });
  if (run.exitCode !== 0) throw new Error(`npm pack failed.\n${said(run)}`);
  return readdirSync(made).map((name) => path.join(made, name));
}

/** What a program said, for a message about it. */
export const said = ({ exitCode, signal, timedOut, stdout, stderr }: ChildResult): string =>
  [`exit ${exitCode ?? signal}${timedOut ? ' (took too long)' : ''}`, stdout, stderr].join('\n');
