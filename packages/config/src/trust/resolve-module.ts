/**
 * Which files a specifier may lead to. By Node's places, but of every condition that Node may choose by: what is approved
 * must hold whether a module is imported or required.
 */
import { statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { moduleFolders, real } from '../names/find-package.ts';
import { readManifest } from '../names/manifest.ts';
import { foldersUp } from '../source/repository-root.ts';

/** What a running Hookline gives to modules by itself. */
const PROVIDED: ReadonlySet<string> = new Set(['@hookline/core', 'hookline', '@hookline/config/define']);
const CONDITIONS: ReadonlySet<string> = new Set([
  'node',
  'node-addons',
  'import',
  'require',
  'module-sync',
  'default',
]);
const ENDINGS = ['', '.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.json', '.node'];

const isFile = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isFile() === true;

/** The files that a path may stand for. */
function filesAt(path: string): readonly string[] {
  const direct = ENDINGS.map((ending) => path + ending).filter(isFile);
  // `./x.js` is written for a source `x.ts` where TypeScript is run as it is.
  const source = /\.([mc]?)js$/.exec(path);
  if (direct.length === 0 && source) {
    const typed = `${path.slice(0, -source[0].length)}.${source[1] ?? ''}ts`;
    if (isFile(typed)) return [typed];
  }
  return direct.length > 0 ? direct : ENDINGS.map((ending) => join(path, `index${ending}`)).filter(isFile);
}

function targets(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(targets);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([condition, inner]) =>
    CONDITIONS.has(condition) ? targets(inner) : [],
  );
}

/** The targets of a name in a table of `exports` or `imports`, patterns with one `*` included. */
function lookUp(table: unknown, name: string): readonly string[] {
  if (table === null || typeof table !== 'object' || Array.isArray(table))
    return name === '.' ? targets(table) : [];
  const entries = Object.entries(table);
  if (name === '.' && !entries.some(([key]) => key.startsWith('.'))) return targets(table);
  const exact = entries.find(([key]) => key === name);
  if (exact) return targets(exact[1]);
  return entries.flatMap(([key, value]) => {
    const [before = '', after = ''] = key.split('*');
    if (!key.includes('*') || !name.startsWith(before) || !name.endsWith(after)) return [];
    const part = name.slice(before.length, name.length - after.length);
    return targets(value).map((target) => target.replaceAll('*', part));
  });
}

/** The folder of the package that a file belongs to. */
export function packageFolder(file: string): string | undefined {
  return foldersUp(dirname(file)).find((folder) => isFile(join(folder, 'package.json')));
}

function filesOfPackage(folder: string, subpath: string): readonly string[] {
  const manifest = readManifest(join(folder, 'package.json'));
  if (manifest?.exports !== undefined && manifest.exports !== null) {
    return lookUp(manifest.exports, subpath).flatMap((target) => filesAt(join(folder, target)));
  }
  if (subpath !== '.') return filesAt(join(folder, subpath));
  return filesAt(join(folder, manifest?.main || 'index.js'));
}

/** The files that a specifier in a file may load, as real paths; none for what Node or Hookline provides. */
export function resolveModule(specifier: string, from: string): readonly string[] {
  if (/^\.\.?(?:\/|$)/.test(specifier)) return filesAt(join(dirname(from), specifier)).map(real);
  if (specifier.startsWith('#')) {
    const folder = packageFolder(from);
    if (folder === undefined) return [];
    const { imports } = (readManifest(join(folder, 'package.json')) ?? {}) as { imports?: unknown };
    return lookUp(imports, specifier).flatMap((target) =>
      target.startsWith('./') ? filesAt(join(folder, target)).map(real) : resolveModule(target, from),
    );
  }
  if (isBuiltin(specifier) || PROVIDED.has(specifier)) return [];
  const parts = specifier.split('/');
  const name = parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  const rest = parts.slice(specifier.startsWith('@') ? 2 : 1).join('/');
  for (const modules of moduleFolders(dirname(from))) {
    const folder = join(modules, name);
    if (!isFile(join(folder, 'package.json'))) continue;
    return filesOfPackage(real(folder), rest === '' ? '.' : `./${rest}`).map(real);
  }
  return [];
}

/** The folder of the installed package that a real path lies in; undefined outside of every `node_modules`. */
export function installedIn(file: string): string | undefined {
  const parts = file.split(sep);
  const at = parts.lastIndexOf('node_modules');
  if (at === -1 || at + 1 >= parts.length) return undefined;
  const depth = parts[at + 1]?.startsWith('@') ? 3 : 2;
  return parts.length > at + depth ? parts.slice(0, at + depth).join(sep) : undefined;
}
