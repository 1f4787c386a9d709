/** The disk as one judgement sees it. Looks a place up once. */
import { dirname } from 'node:path';
import type { Capabilities, EventBase } from '@hookline/core';
import { expandPath, ignoresCase, knownFolder, realPath } from '../facts/disk.ts';
import type { NamedPath } from '../facts/paths.ts';
import { workspaceOf } from '../facts/repository.ts';
import type { PathGlob } from '../match/path-glob.ts';
import { isKnown, STAR, withoutMarks } from '../match/unknown.ts';

/** One spelling of a path that something is about. */
export interface PathItem {
  readonly word: string;
  /** Absolute; undefined where it is not known. */
  readonly path?: string;
  /** The folder that a path lies in of which the rest is not known. */
  readonly folder?: string;
  readonly isTree: boolean;
}

/** What judging may look at. */
export type Seen = Pick<Capabilities, 'env' | 'places'>;

/** The home of the user. */
export const homeOf = ({ env, places }: Seen): string =>
  env['HOME'] || env['USERPROFILE'] || dirname(places.hooklineHome);

const LITERAL = /^[^*?[\]]+$/;

export class View {
  readonly home: string;
  readonly root: string;
  readonly env: Seen['env'];
  #roots: readonly string[] | undefined;
  #ignoresCase: boolean | undefined;
  readonly #globs = new Map<PathGlob, readonly PathGlob[]>();

  constructor({ cwd, sessionCwd }: Pick<EventBase, 'cwd' | 'sessionCwd'>, seen: Seen) {
    this.env = seen.env;
    this.home = homeOf(seen);
    // The folder that the model chooses for one command does not move the workspace.
    this.root = workspaceOf(sessionCwd ?? cwd);
  }

  /** The workspace, by each of its names. */
  get roots(): readonly string[] {
    this.#roots ??= [...new Set([this.root, realPath(this.root)])];
    return this.#roots;
  }

  get ignoresCase(): boolean {
    this.#ignoresCase ??= ignoresCase(this.root);
    return this.#ignoresCase;
  }

  /** All spellings of a path: as it is written, and where links lead. */
  spellings({ word, path, isTree }: NamedPath): readonly PathItem[] {
    let plain: readonly string[] | undefined;
    if (isKnown(path)) plain = [path];
    else if (!/[\uE000\uE001]/.test(path)) {
      const found = expandPath(path);
      plain = found?.length === 0 ? [path.replaceAll(STAR, '*')].filter(isKnown) : found;
    }
    if (plain === undefined) return [{ word, folder: knownFolder(path), isTree }];
    const all = new Set(plain.flatMap((one) => [one, realPath(one)]));
    return [...all].map((one) => ({ word, path: withoutMarks(one).normalize('NFC'), isTree }));
  }

  /** A glob, and the same with the link that it starts at followed. */
  globs(glob: PathGlob): readonly PathGlob[] {
    const known = this.#globs.get(glob);
    if (known) return known;
    const all = [glob];
    for (const segments of glob.from === 'anywhere' ? [] : glob.alternatives) {
      const end = segments.findIndex((segment) => !LITERAL.test(segment));
      const base = end < 0 ? segments : segments.slice(0, end);
      const start = `${glob.from === 'disk' ? '' : this.root}/${base.join('/')}`;
      const real = realPath(start);
      if (base.length === 0 || real === start) continue;
      const moved = [...real.split('/').filter(Boolean), ...segments.slice(base.length)];
      all.push({ ...glob, from: 'disk', alternatives: [moved] });
    }
    this.#globs.set(glob, all);
    return all;
  }
}
