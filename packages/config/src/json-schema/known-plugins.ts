/** Finds the plugins that a schema knows: those that the configuration names, and those that are installed beside it. */
import { readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { RawPlugin } from '../layers/read-document.ts';
import type { Loading } from '../loading.ts';
import { candidatesFor } from '../names/candidates.ts';
import { type FoundPackage, findPackage, moduleFolders, packageAt } from '../names/find-package.ts';
import { foldersUp } from '../source/repository-root.ts';
import type { Scope } from '../source/source-file.ts';
import { spellingsOf } from './spellings.ts';

/** A package with the names that lead to it. */
export interface KnownPlugin {
  readonly found: FoundPackage;
  readonly names: ReadonlySet<string>;
  readonly isConfigured: boolean;
}

/** A name that leads to no package. */
export interface UnknownPlugin {
  readonly name: string;
  readonly why: string;
  /** Code of the project, which may bring events and kinds. */
  readonly isFile: boolean;
}

const isPlugin = ({ manifest }: FoundPackage): boolean => manifest.hookline?.kind === 'plugin';

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** The packages of a `node_modules` that are named as plugins are. */
function namedAsPlugins(modules: string): readonly string[] {
  return list(modules).flatMap((name) => {
    if (!name.startsWith('@')) return name.startsWith('hookline-plugin-') ? [name] : [];
    const pattern = name === '@hookline' ? /^plugin-/ : /^hookline-plugin(?:-|$)/;
    return list(join(modules, name)).flatMap((one) => (pattern.test(one) ? [`${name}/${one}`] : []));
  });
}

/** The folders whose `node_modules` count. */
function bases(loading: Loading): readonly string[] {
  const { layer, cwd } = loading.options;
  const { codexHome, hooklineHome } = loading.homes;
  return layer === 'user' ? [codexHome, hooklineHome] : foldersUp(cwd, loading.root);
}

class PluginSearch {
  readonly #loading: Loading;
  readonly #scope: Scope;
  readonly #known = new Map<string, { found: FoundPackage; names: Set<string>; isConfigured: boolean }>();
  readonly unknown: UnknownPlugin[] = [];

  constructor(loading: Loading) {
    this.#loading = loading;
    this.#scope = loading.options.layer === 'user' ? 'user' : 'project';
  }

  configured({ name, source }: RawPlugin): void {
    const candidates = candidatesFor('plugin', name);
    if (candidates.as === 'refused') return;
    if (candidates.as === 'packages') {
      const found = findPackage(candidates.names, source.file, source.scope, this.#loading);
      if (found) this.#note(found, name, true);
      else this.#missing(name, 'it is not installed', false);
      return;
    }
    const path = resolve(dirname(source.file), candidates.path);
    const stats = this.#loading.inputs.stat(path);
    const found = stats?.isDirectory()
      ? packageAt(path, basename(path), source.scope, this.#loading)
      : undefined;
    if (found && isPlugin(found)) this.#note(found, name, true);
    else if (stats?.isFile()) this.#missing(name, 'it is a file, and only a package ships a schema', true);
    else this.#missing(name, 'there is no such file', true);
  }

  installed(): void {
    const folders = bases(this.#loading).flatMap(moduleFolders);
    for (const modules of new Set(folders)) {
      for (const name of namedAsPlugins(modules)) {
        const found = packageAt(join(modules, name), name, this.#scope, this.#loading);
        if (found && isPlugin(found) && this.#leadsTo(name, found)) this.#note(found, name, false);
      }
    }
  }

  plugins(): readonly KnownPlugin[] {
    for (const { found, names } of this.#known.values()) {
      for (const name of spellingsOf(found.name)) if (this.#leadsTo(name, found)) names.add(name);
    }
    return [...this.#known.values()].sort((a, b) => (a.found.name < b.found.name ? -1 : 1));
  }

  /** What a name leads to from here is the package, or nothing: then it is a preset that brings it. */
  #leadsTo(name: string, { folder }: FoundPackage): boolean {
    const candidates = candidatesFor('plugin', name);
    if (candidates.as !== 'packages') return false;
    const from = bases(this.#loading).map((base) => join(base, 'hooks.toml'));
    const first = from
      .map((file) => findPackage(candidates.names, file, this.#scope, this.#loading))
      .find((found) => found !== undefined);
    return first === undefined || first.folder === folder;
  }

  #note(found: FoundPackage, name: string, isConfigured: boolean): void {
    const known = this.#known.get(found.folder) ?? { found, names: new Set(), isConfigured: false };
    known.names.add(name);
    known.isConfigured ||= isConfigured;
    this.#known.set(found.folder, known);
  }

  #missing(name: string, why: string, isFile: boolean): void {
    if (!this.unknown.some((one) => one.name === name)) this.unknown.push({ name, why, isFile });
  }
}

/** All plugins that are known, by package; runs none. */
export function knownPlugins(
  raws: readonly RawPlugin[],
  loading: Loading,
): { readonly plugins: readonly KnownPlugin[]; readonly unknown: readonly UnknownPlugin[] } {
  const search = new PluginSearch(loading);
  for (const raw of raws) search.configured(raw);
  search.installed();
  return { plugins: search.plugins(), unknown: search.unknown };
}
