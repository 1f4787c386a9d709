/**
 * Collects what of a project takes part in a load: configurations as they are read, the modules that they and their plugins
 * are made of, the scripts that their hooks name. Runs nothing. The state of each file is noted before it is read, and what
 * is read is read once: the bytes that are hashed are those that are parsed, shown and approved.
 */
import { readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { isInside, real } from '../names/find-package.ts';
import { readManifest } from '../names/manifest.ts';
import type { Stamp } from '../snapshot.ts';
import type { Inputs } from '../source/inputs.ts';
import { sha256, type TrustItem, type TrustKind } from './item.ts';
import { specifiersOf } from './module-specifiers.ts';
import { installedIn, resolveModule } from './resolve-module.ts';

/** An item with what is shown of it. */
export interface FoundItem extends TrustItem {
  /** Absolute, links not followed. */
  readonly file: string;
  /** Absent for what is large or not text. */
  readonly text?: string;
}

/** A file as it was read. */
export interface ReadFile {
  readonly real: string;
  readonly sha256: string;
  readonly stamp: Stamp;
  readonly text: string | undefined;
}

const KINDS: readonly TrustKind[] = ['config', 'script', 'code', 'package'];
const MODULE = /\.(?:[cm]?[jt]sx?)$/;
/** Modules of packages beyond this count by the manifest of their package alone: a bound, where a tree has none. */
const MOST_MODULES = 3_000;
const MOST_SHOWN_BYTES = 64 * 1024;
/** A hook or module that says so itself may refuse, and only running it would tell on which event. */
const REQUIRES = /\brequired["']?\s*:\s*true\b/;

/** The text of some bytes; undefined where they are not text. */
function textOf(bytes: Buffer): string | undefined {
  if (bytes.includes(0)) return undefined;
  return bytes.toString('utf8');
}

/** What a project's configuration is made of. */
export class Ledger {
  /** The real path of the project's root. */
  readonly root: string;
  /** The same as it was come to, perhaps through a link. */
  readonly #way: string;
  readonly #inputs: Inputs;
  readonly #items = new Map<string, FoundItem>();
  readonly #reals = new Map<string, string>();
  readonly #files = new Map<string, ReadFile | undefined>();
  readonly #closures = new Map<string, readonly string[]>();
  readonly #packageFiles = new Map<string, Set<string>>();
  #modules = 0;

  constructor(root: string, inputs: Inputs) {
    this.root = real(root);
    this.#way = root;
    this.#inputs = inputs;
  }

  /** All that was found: what says what runs, then what it names. */
  items(): readonly FoundItem[] {
    const order = (a: FoundItem, b: FoundItem): number =>
      KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || (a.path < b.path ? -1 : 1);
    return [...this.#items.values()].sort(order);
  }

  /** A file that was read, by its real path: what is imported must be one of these. */
  known(path: string): ReadFile | undefined {
    return this.#files.get(path);
  }

  /** A configuration. `content` is what is parsed of it. */
  config(file: string, content: string): void {
    this.#add('config', file, { sha256: sha256(content), text: shown(content) });
  }

  /** A configuration that is code, and the modules that it is made of. */
  configCode(file: string, text: string): void {
    const [, ...others] = this.closure(file);
    const found = this.read(file);
    // What was read of it as a configuration is what will be compared with what is imported.
    this.#add('config', file, { sha256: found?.sha256 ?? sha256(text), text: shown(text) });
    this.#code(others);
  }

  /** A file that a hook names, with the modules it loads where it is one. */
  script(file: string): void {
    this.#named('script', file);
    if (!MODULE.test(file)) return;
    // Under its own name, too: as a plugin it would be imported by that.
    this.#code(this.closure(file).filter((module) => module !== file));
  }

  /** A module that a configuration names, and the local modules and packages that it is made of. Gives its files. */
  code(file: string): readonly string[] {
    const [own, ...others] = this.closure(file);
    if (own === undefined) return [];
    if (!installedIn(own)) this.#named('code', file);
    this.#code(installedIn(own) ? [own, ...others] : others);
    return [own, ...others];
  }

  /** Whether a module says of one of its gates that it is required. */
  mayRequire(file: string): boolean {
    return this.closure(file).some((module) => REQUIRES.test(this.read(module)?.text ?? ''));
  }

  /** Followed once: every step of a path is a question to the disk. */
  #real(file: string): string {
    const known = this.#reals.get(file);
    if (known !== undefined) return known;
    const path = real(file);
    this.#reals.set(file, path);
    return path;
  }

  /** A file, read once; undefined when it cannot be read. */
  read(file: string): ReadFile | undefined {
    const path = this.#real(file);
    if (this.#files.has(path)) return this.#files.get(path);
    const stats = this.#inputs.stat(path);
    let found: ReadFile | undefined;
    if (stats?.isFile()) {
      const { ctimeMs, size, ino } = stats;
      try {
        const bytes = readFileSync(path);
        found = { real: path, sha256: sha256(bytes), stamp: { ctimeMs, size, ino }, text: textOf(bytes) };
      } catch {
        // What cannot be read cannot be run; its absence from the items is noticed when it is imported.
      }
    }
    this.#files.set(path, found);
    return found;
  }

  /** The real paths of a module and of all that it loads, itself first. */
  closure(file: string): readonly string[] {
    const start = real(file);
    const known = this.#closures.get(start);
    if (known) return known;
    const seen = new Set([start]);
    for (const module of seen) {
      if (!MODULE.test(module) && module !== start) continue;
      const text = this.#mayFollow(module) ? this.read(module)?.text : undefined;
      if (text === undefined) continue;
      const { relative: local, bare } = specifiersOf(text);
      for (const specifier of [...local, ...bare]) {
        for (const target of resolveModule(specifier, module)) seen.add(target);
      }
    }
    const files = [...seen].filter((module) => this.read(module) !== undefined);
    this.#closures.set(start, files);
    return files;
  }

  #mayFollow(module: string): boolean {
    if (this.#files.has(module) || !installedIn(module)) return true;
    this.#modules += 1;
    return this.#modules <= MOST_MODULES;
  }

  /** A file of somebody's own, by the name that leads to it. */
  #named(kind: TrustKind, file: string): void {
    const found = this.read(file);
    if (!found) return;
    // The link decides what runs, as much as what it leads to: a new one is a change.
    this.#inputs.stat(file);
    this.#add(kind, file, {
      sha256: found.sha256,
      text: found.text === undefined ? undefined : shown(found.text),
    });
  }

  /** All at once: a package is hashed as a whole, and zod alone has hundreds of modules. */
  #code(files: readonly string[]): void {
    for (const file of files) if (!installedIn(file)) this.#named('code', file);
    this.#packages(files);
  }

  /** Installed code counts by package: nobody reads it file by file. */
  #packages(modules: readonly string[]): void {
    const folders = new Map<string, Set<string>>();
    for (const module of modules) {
      const folder = installedIn(module);
      if (folder === undefined) continue;
      const known = this.#packageFiles.get(folder) ?? new Set([join(folder, 'package.json')]);
      this.#packageFiles.set(folder, known.add(module));
      folders.set(folder, known);
    }
    for (const [folder, files] of folders) this.#package(folder, files);
  }

  #package(folder: string, files: ReadonlySet<string>): void {
    const hashes = Object.fromEntries(
      [...files].sort().flatMap((file) => {
        const hash = this.read(file)?.sha256;
        return hash === undefined ? [] : [[relative(folder, file).split(sep).join('/'), hash] as const];
      }),
    );
    const { name = basename(folder), version } = readManifest(join(folder, 'package.json')) ?? {};
    this.#add('package', folder, {
      sha256: sha256(JSON.stringify(hashes)),
      files: hashes,
      name: version === undefined ? name : `${name}@${version}`,
    });
  }

  #add(kind: TrustKind, file: string, { text, ...content }: Omit<FoundItem, 'file' | 'path' | 'kind'>): void {
    const path = this.pathOf(file);
    const target = this.pathOf(real(file));
    const known = this.#items.get(path);
    // A file that is named twice, as a configuration and as what another one runs, stays the configuration.
    if (known && known.kind !== kind && kind !== 'package') return;
    this.#items.set(path, {
      kind,
      path,
      file,
      ...(target === path ? {} : { leadsTo: target }),
      ...content,
      ...(text === undefined ? {} : { text }),
    });
  }

  /** From the root where it is inside of it. */
  pathOf(file: string): string {
    const root = [this.root, this.#way].find((folder) => isInside(folder, file));
    if (root === undefined) return file;
    return relative(root, file).split(sep).join('/') || '.';
  }
}

const shown = (text: string): string | undefined => (text.length > MOST_SHOWN_BYTES ? undefined : text);
