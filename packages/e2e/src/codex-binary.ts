import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

/** Returns the path of the `codex` program that npm installed for this package: the one that its users start. */
export function codexBinary(): string {
  const manifestPath = require.resolve('@openai/codex/package.json');
  const manifest = require(manifestPath) as { bin: { codex: string } };
  return path.join(path.dirname(manifestPath), manifest.bin.codex);
}

/** Returns the version of that `codex`. */
export function codexVersion(): string {
  return (require('@openai/codex/package.json') as { version: string }).version;
}
