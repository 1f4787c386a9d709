/**
 * Imports a configuration that is written in code, and finds out which local modules it is made of: they decide,
 * too, whether a snapshot is still true. Packages are left out; their version is part of a lockfile's story.
 */
import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Which local file imports which, over the life of the process: a module that is cached is not resolved again. */
const importsOf = new Map<string, Set<string>>();

const withoutQuery = (url: string): string => url.replace(/[?#].*$/, '');

const isLocal = (url: string): boolean => url.startsWith('file:') && !url.includes('/node_modules/');

function remember(parent: string | undefined, url: string): void {
  if (!parent || !isLocal(parent) || !isLocal(url)) return;
  const from = withoutQuery(parent);
  const children = importsOf.get(from) ?? new Set();
  importsOf.set(from, children.add(withoutQuery(url)));
}

function closure(root: string): string[] {
  const seen = new Set([root]);
  for (const url of seen) for (const child of importsOf.get(url) ?? []) seen.add(child);
  return [...seen].map((url) => fileURLToPath(url));
}

/** A module and the local files it is made of, itself first. */
export interface ImportedCode {
  readonly module: Readonly<Record<string, unknown>>;
  readonly files: readonly string[];
}

/**
 * Imports a file. `stamp` makes a changed file a new module, so that a long-lived process sees the change.
 *
 * Rejects with whatever the code throws.
 */
export async function importCode(file: string, stamp: number): Promise<ImportedCode> {
  const url = pathToFileURL(file).href;
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      remember(context.parentURL, resolved.url);
      return resolved;
    },
  });
  try {
    const module: Record<string, unknown> = await import(`${url}?changed=${Math.trunc(stamp)}`);
    return { module, files: closure(url) };
  } finally {
    hooks.deregister();
  }
}
