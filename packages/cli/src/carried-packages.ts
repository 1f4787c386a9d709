/** The packages that bring the kinds of {@link BUNDLED_KINDS}, as they are installed: what they ship is read there. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const PACKAGES = ['plugin-script', 'plugin-webhook', 'plugin-mcp-tool', 'plugin-command'];

/** Their folders. */
export function carriedPackages(): readonly string[] {
  const { resolve } = createRequire(import.meta.url);
  return PACKAGES.map((name) => dirname(resolve(`@hookline/${name}/package.json`)));
}
