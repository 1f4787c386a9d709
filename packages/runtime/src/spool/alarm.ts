/**
 * Wakes a worker that has nothing to do: one timer, and the system's own word that something in the spool has changed.
 * No polling, except slowly where a file system does not tell.
 */
import { type FSWatcher, watch } from 'node:fs';
import { makeFolder } from '../state/private-file.ts';
import { folderOf } from './store.ts';

/** Milliseconds between two looks where changes are not told. */
const UNTOLD_MS = 250;

export class Alarm {
  readonly #watchers: FSWatcher[] = [];
  #told = true;
  #rung = false;
  #wake: (() => void) | undefined;

  constructor(hooklineHome: string) {
    for (const name of ['pending', 'active'] as const) {
      try {
        const folder = folderOf(hooklineHome, name);
        makeFolder(folder);
        const watcher = watch(folder, () => this.ring());
        watcher.on('error', () => {
          this.#told = false;
          this.ring();
        });
        this.#watchers.push(watcher);
      } catch {
        // The system has only so many watches.
        this.#told = false;
      }
    }
  }

  /** Ends the wait that is on, or the next one. */
  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** Waits until it rings, or for so many milliseconds at most. */
  async wait(ms: number): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, this.#told ? ms : Math.min(ms, UNTOLD_MS));
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#wake = undefined;
    // Changes come in swarms: what arrives in this turn of the loop is one.
    await new Promise(setImmediate);
    this.#rung = false;
  }

  close(): void {
    for (const watcher of this.#watchers) watcher.close();
  }
}
