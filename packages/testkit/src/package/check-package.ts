import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { errorText } from '@hookline/core/errors';
import { checkCode } from './check-code.ts';
import { checkExports } from './check-exports.ts';
import { checkManifest } from './check-manifest.ts';
import { isObject, type Manifest, objectAt, type PackageProblem } from './problem.ts';

export type { PackageProblem } from './problem.ts';

/** A preset may be data, which there is nothing to import of; a plugin is code. */
async function checkMain(entry: string, manifest: Manifest): Promise<readonly PackageProblem[]> {
  if (!/\.(?:toml|json|ya?ml)$/.test(entry)) return checkCode(entry, manifest);
  if (objectAt(manifest, 'hookline')['kind'] === 'preset') return [];
  return [{ where: entry, why: 'It is data, and a plugin is code.', fix: 'Export what definePlugin gives.' }];
}

/** Checks a built plugin or preset package before it is published. Imports it. An empty list: nothing is wrong. */
export async function checkPackage(path: string): Promise<readonly PackageProblem[]> {
  const folder = resolve(path);
  let manifest: Manifest;
  try {
    const read: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    if (!isObject(read)) throw new TypeError('It holds no object.');
    manifest = read;
  } catch (thrown) {
    const why = `It cannot be read: ${errorText(thrown)}`;
    return [{ where: join(folder, 'package.json'), why, fix: 'Name the folder of a package.' }];
  }
  const { entry, problems } = checkExports(folder, manifest);
  const ofCode = entry === undefined ? [] : await checkMain(entry, manifest);
  return [...checkManifest(folder, manifest), ...problems, ...ofCode];
}
