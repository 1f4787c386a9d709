/** Reads a package's `package.json` without running any of its code. */
import { readFileSync, statSync } from 'node:fs';

/** The `hookline` part of a package.json. Nothing in it is checked but its presence. */
export interface HooklineManifest {
  readonly kind?: unknown;
  readonly events?: unknown;
  readonly handlers?: unknown;
  readonly required?: unknown;
  readonly schema?: unknown;
  readonly commands?: unknown;
}

export interface PackageManifest {
  readonly name?: string;
  readonly version?: string;
  readonly main?: string;
  readonly type?: unknown;
  readonly exports?: unknown;
  readonly hookline?: HooklineManifest;
  readonly engines?: unknown;
  readonly peerDependencies?: unknown;
}

/** The manifest, or undefined when it is not readable JSON. */
export function readManifest(file: string): PackageManifest | undefined {
  try {
    // A link to a device would be read without end.
    if (!statSync(file).isFile()) return undefined;
    const manifest: unknown = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
    return manifest !== null && typeof manifest === 'object' ? manifest : undefined;
  } catch {
    return undefined;
  }
}

const CONDITIONS = new Set(['node', 'import', 'module-sync', 'default']);

function target(value: unknown): string | undefined {
  if (typeof value === 'string') return value.startsWith('./') ? value : undefined;
  if (Array.isArray(value)) return value.map(target).find((found) => found !== undefined);
  if (value === null || typeof value !== 'object') return undefined;
  for (const [condition, inner] of Object.entries(value)) {
    const found = CONDITIONS.has(condition) ? target(inner) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The module that `import` of the package would load, relative to the package: Node's own rules for `exports` and
 * `main`. Written out because Node's resolvers either refuse packages that only offer `import`, or run in the
 * context of this package instead of the one that mentions the name.
 */
export function entryOf(manifest: PackageManifest): string | undefined {
  const { exports, main } = manifest;
  if (exports === undefined || exports === null)
    return main === undefined || main === '' ? './index.js' : main;
  const isSubpaths =
    typeof exports === 'object' &&
    !Array.isArray(exports) &&
    Object.keys(exports).some((key) => key.startsWith('.'));
  return target(isSubpaths ? (exports as Record<string, unknown>)['.'] : exports);
}
