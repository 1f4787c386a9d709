/** From what an event may touch to what is there: links followed or not, folders entered, exclusions left out. */
import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { errorText } from '@hookline/core/errors';
import { FolderWalk } from './folder-walk.ts';
import { globFilter } from './globs.ts';
import type { Settings } from './settings.ts';
import type { Skipped, Touched } from './store/entry.ts';
import type { Target } from './targets.ts';

/** A path to copy, or one that is known already not to be copied. */
export interface Collected extends Touched {
  readonly skipped?: { readonly why: Skipped; readonly error?: string };
}

export interface CollectOptions extends Pick<Settings, 'exclude' | 'exclude_folders' | 'max_files'> {
  /** Absolute. */
  readonly cwd: string;
  /** Nothing in here is copied: the store itself. */
  readonly store: string;
}

const MOST_LINKS = 16;

export function collect(targets: readonly Target[], options: CollectOptions): readonly Collected[] {
  const collector = new Collector(options);
  for (const target of targets) collector.add(target);
  return [...collector.paths.values()];
}

class Collector {
  readonly paths = new Map<string, Collected>();
  readonly #options: CollectOptions;
  readonly #walk = new FolderWalk();
  readonly #isExcluded: (path: string) => boolean;
  readonly #generated: ReadonlySet<string>;
  readonly #store: readonly string[];

  constructor(options: CollectOptions) {
    this.#options = options;
    this.#isExcluded = globFilter(options.exclude);
    this.#generated = new Set(options.exclude_folders);
    // Not where the store itself leads to: one that is a link is refused, and must not hide what it points at.
    this.#store = [
      ...new Set([options.store, join(realOr(dirname(options.store)), basename(options.store))]),
    ];
  }

  add(target: Target): void {
    const { path, how, deep, isFound, reason } = target;
    if (this.#isOurs(path) || this.#isExcluded(path)) return;
    const kind = kindOf(path);
    if (kind === undefined) return;
    if (typeof kind !== 'string') {
      this.#keep({ path, reason, skipped: { why: 'unreadable', ...kind } });
      return;
    }
    if (isFound && this.#isBelowGenerated(path, kind === 'folder')) return;
    if (kind === 'link' && how === 'write') {
      this.#through(target);
      return;
    }
    if (kind === 'folder') {
      if (how !== 'remove' || (deep && this.#isBelowGenerated(path, true))) return;
      this.#keep({ path, reason });
      if (deep) this.#below(path, reason);
      return;
    }
    this.#keep({ path, reason });
  }

  /** Of a link that is written through, what it leads to changes, and the link does not. */
  #through(target: Target): void {
    let { path } = target;
    for (let links = 0; links < MOST_LINKS; links++) {
      const kind = kindOf(path);
      if (kind !== 'link') {
        if (typeof kind === 'string' && kind !== 'folder')
          this.add({ ...target, path: realOr(path), how: 'replace' });
        return;
      }
      path = resolve(path, '..', readlinkSync(path));
    }
    this.#keep({
      path: target.path,
      reason: target.reason,
      skipped: { why: 'unreadable', error: 'The link leads in a circle.' },
    });
  }

  #below(root: string, reason: string): void {
    const enters = (path: string, name: string): boolean =>
      !this.#generated.has(name) && !this.#isOurs(path) && !this.#isExcluded(path);
    for (const { path } of this.#walk.below(root, enters)) {
      if (this.#isExcluded(path)) continue;
      if (!this.#keep({ path, reason })) return;
    }
    if (this.#walk.isExhausted) this.#overflow(root, reason);
  }

  /** False when there is no room for more. */
  #keep(one: Collected): boolean {
    if (this.paths.has(one.path)) return true;
    if (this.paths.size >= this.#options.max_files) {
      this.#overflow(one.path, one.reason);
      return false;
    }
    this.paths.set(one.path, one);
    return true;
  }

  /** The first that has no room stands for all the others. */
  #overflow(path: string, reason: string): void {
    const key = '\0too_many';
    if (!this.paths.has(key)) this.paths.set(key, { path, reason, skipped: { why: 'too_many' } });
  }

  /** Folders on the way from where the agent works count, those that it works in do not. */
  #isBelowGenerated(path: string, isFolder: boolean): boolean {
    const within = relative(this.#options.cwd, path);
    const segments = within.startsWith('..') ? [basename(path)] : within.split(sep);
    return (isFolder ? segments : segments.slice(0, -1)).some((segment) => this.#generated.has(segment));
  }

  #isOurs(path: string): boolean {
    return this.#store.some((store) => path === store || path.startsWith(store + sep));
  }
}

function kindOf(path: string): 'file' | 'link' | 'folder' | { readonly error: string } | undefined {
  try {
    const stat = lstatSync(path);
    return stat.isSymbolicLink() ? 'link' : stat.isDirectory() ? 'folder' : 'file';
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM' || code === 'EIO') return { error: errorText(thrown) };
    return undefined;
  }
}

function realOr(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
