/** Copies what was collected, one after the other, and keeps the manifest: first the contents, then the line that names them. */
import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Places } from '@hookline/core';
import type { Collected } from './collect.ts';
import type { Settings } from './settings.ts';
import type { Entry, Found } from './store/entry.ts';
import { openStore, type Store } from './store/folders.ts';
import { newId, writeManifest } from './store/manifest.ts';
import { hasObject } from './store/objects.ts';
import { tidy } from './store/retention.ts';
import { type Saved, savePath } from './store/save-path.ts';
import { addUsage, usedBytes } from './store/usage.ts';

/** What the files are copied for. */
export interface Occasion {
  readonly session_id: string;
  readonly task_id?: string;
  readonly event: string;
  readonly cwd: string;
}

export interface SaveOptions {
  readonly places: Pick<Places, 'hooklineHome'>;
  readonly settings: Pick<Settings, 'max_file_size' | 'max_total' | 'keep_days'>;
  readonly signal: AbortSignal;
}

/** @throws HooklineError `HOOKLINE_STATE_UNAVAILABLE` when the store or its manifest cannot be written. */
export async function saveAll(
  collected: readonly Collected[],
  occasion: Occasion,
  options: SaveOptions,
): Promise<readonly Entry[]> {
  if (collected.length === 0) return [];
  const store = openStore(options.places);
  const saving = new Saving(store, options);
  const now = Date.now();
  const entries: Entry[] = [];
  for (const { path, reason, skipped } of collected) {
    const found: Found = skipped ? { kind: 'skipped', ...skipped } : await saving.save(path);
    const folder = realFolder(path);
    entries.push({
      version: 1,
      id: newId(),
      time: new Date(now).toISOString(),
      ...occasion,
      path,
      ...(folder !== undefined && { folder }),
      reason,
      ...found,
    });
  }
  addUsage(store, saving.added);
  writeManifest(store, entries, now);
  return saving.addMissing(entries);
}

class Saving {
  added = 0;
  readonly #store: Store;
  readonly #options: SaveOptions;
  #room: number;
  #hasTidied = false;

  constructor(store: Store, options: SaveOptions) {
    this.#store = store;
    this.#options = options;
    this.#room = options.settings.max_total - usedBytes(store);
  }

  async save(path: string): Promise<Found> {
    const { signal } = this.#options;
    // Lets the deadline come between two files.
    await new Promise(setImmediate);
    if (signal.aborted) return { kind: 'skipped', why: 'deadline' };
    let saved = await this.#try(path);
    if (saved.found.kind === 'skipped' && saved.found.why === 'store_full' && !this.#hasTidied) {
      await this.#makeRoom(saved.found.size ?? 0);
      saved = await this.#try(path);
    }
    this.added += saved.added;
    this.#room -= saved.added;
    return saved.found;
  }

  #try(path: string): Promise<Saved> {
    const { settings, signal } = this.#options;
    return savePath(this.#store, path, { mostBytes: settings.max_file_size, room: this.#room, signal });
  }

  /** Once an event, and a tenth more than is needed, so that not every event has to. */
  async #makeRoom(needed: number): Promise<void> {
    this.#hasTidied = true;
    const { places, settings, signal } = this.#options;
    addUsage(this.#store, this.added);
    this.added = 0;
    const { used } = await tidy(places, settings, { room: needed + settings.max_total / 10, signal });
    if (Number.isFinite(used)) this.#room = settings.max_total - used;
  }

  /** A clean-up of another process may have begun before a content was used again, and have ended after. */
  async addMissing(entries: readonly Entry[]): Promise<readonly Entry[]> {
    for (const entry of entries) {
      if (entry.kind === 'file' && !hasObject(this.#store, entry.sha256)) await this.#try(entry.path);
    }
    return entries;
  }
}

/** The folder without links, when it is another one than the path says. */
function realFolder(path: string): string | undefined {
  const folder = dirname(path);
  try {
    const real = realpathSync(folder);
    return real === folder ? undefined : real;
  } catch {
    return undefined;
  }
}
