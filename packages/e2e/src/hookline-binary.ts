import { createRequire } from 'node:module';
import path from 'node:path';

/** The path of the built `hookline`, as npm would link it. */
export function hooklineBinary(): string {
  const manifest = createRequire(import.meta.url).resolve('hookline/package.json');
  return path.join(path.dirname(manifest), 'bin/hookline.cjs');
}
