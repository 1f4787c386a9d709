/** Tells by Node's rules whether a file is an ES module, so that the hook need not look for its package.json. */
import { dirname, extname, join } from 'node:path';
import type { Loading } from '../loading.ts';
import { readManifest } from '../names/manifest.ts';
import { foldersUp } from '../source/repository-root.ts';

/** `module` for JavaScript that is surely an ES module; undefined for everything else. */
export function moduleFormat(file: string, loading: Loading): 'module' | undefined {
  const extension = extname(file);
  if (extension === '.mjs') return 'module';
  if (extension !== '.js') return undefined;
  for (const folder of foldersUp(dirname(file))) {
    const manifest = join(folder, 'package.json');
    if (loading.inputs.stat(manifest)?.isFile()) {
      return readManifest(manifest)?.type === 'module' ? 'module' : undefined;
    }
  }
  return undefined;
}
