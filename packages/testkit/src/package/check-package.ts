import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { errorText } from '@hookline/core/errors';
import { checkCode } from './check-code.ts';
import { checkExports } from './check-exports.ts';
import { checkManifest } from './check-manifest.ts';
import { isObject, type Manifest, objectAt, type PackageProblem } from './problem.ts';

export type { PackageProblem } from './problem.ts';

/** The `package.json` of a folder, or why it cannot be read. */
export function readManifest(
  folder: string,
):
  | { readonly ok: true; readonly manifest: Manifest }
  | { readonly ok: false; readonly problem: PackageProblem } {
  const where = join(folder, 'package.json');
  try {
    const manifest: unknown = JSON.parse(readFileSync(where, 'utf8'));
    if (!isObject(manifest)) throw new TypeError('It holds no object.');
    return { ok: true, manifest };
  } catch (thrown) {
    const why = `It cannot be read: ${errorText(thrown)}`;
    return { ok: false, problem: { where, why, fix: 'Name the folder of a package.' } };
  }
}

/** A preset may be data, which there is nothing to import of; a plugin is code. */
async function checkMain(
  folder: string,
  entry: string,
  manifest: Manifest,
): Promise<readonly PackageProblem[]> {
  if (!/\.(?:toml|json|ya?ml)$/.test(entry)) return checkCode(folder, entry, manifest);
  if (objectAt(manifest, 'hookline')['kind'] === 'preset') return [];
  return [{ where: entry, why: 'It is data, and a plugin is code.', fix: 'Export what definePlugin gives.' }];
}

/** Checks a built plugin or preset package before it is published. Imports it. An empty list: nothing is wrong. */
export async function checkPackage(path: string): Promise<readonly PackageProblem[]> {
  const folder = resolve(path);
  const read = readManifest(folder);
  if (!read.ok) return [read.problem];
  const { manifest } = read;
  const { entry, problems } = checkExports(folder, manifest);
  const ofCode = entry === undefined ? [] : await checkMain(folder, entry, manifest);
  return [...checkManifest(folder, manifest), ...problems, ...ofCode];
}
