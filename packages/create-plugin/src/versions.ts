/** The versions that a new package asks for. One place; a test holds them against what this repository uses itself. */
import { readFileSync } from 'node:fs';

/** Third-party packages of the templates. */
export const THIRD_PARTY = {
  '@changesets/cli': '3.0.3',
  '@types/node': '24.10.1',
  publint: '0.3.25',
  typescript: '7.0.2',
  zod: '4.6.7',
} as const;

export const NODE = '^22.18.0 || >=24';

/** The version of this package, which is that of the core and the testkit: they are released together. */
export function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return String((manifest as { readonly version: string }).version);
}
