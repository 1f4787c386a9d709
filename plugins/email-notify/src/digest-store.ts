/**
 * The events of a digest on disk, one file each, so that many processes can add and none waits. A delivery moves them
 * into a folder of its own, seals that folder, sends, and puts the folder away by one rename: killed between any two
 * steps, it goes on where it stopped, and a mail that may have been sent is sent again word for word or not at all.
 */
import { lstatSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorText, HooklineError } from '@hookline/core/errors';
import type { Notice } from './notice.ts';
import { makeFolder, makePrivateFolder } from './private-folder.ts';

const SEAL = 'sealed';
/** Milliseconds. What was given up and dropped long ago, and half a file of a process that was killed. */
const FORGOTTEN_MS = 30 * 24 * 60 * 60_000;
const HALF_MS = 60 * 60_000;

/** The collection of one mailbox. */
export class DigestStore {
  readonly #home: string;
  readonly #mailbox: string;

  constructor(hooklineHome: string, mailbox: string) {
    this.#home = hooklineHome;
    this.#mailbox = mailbox;
  }

  /** Adds an event. When this returns, it is stored. @throws HooklineError `HOOKLINE_STATE_UNAVAILABLE` */
  put(notice: Notice): void {
    this.#guarded(() => {
      const folder = this.#folder('waiting');
      const name = `${Date.now().toString().padStart(15, '0')}-${unique()}.json`;
      const half = join(folder, `.${name}`);
      try {
        writeFileSync(half, JSON.stringify(notice), { mode: 0o600, flag: 'wx' });
        renameSync(half, join(folder, name));
      } catch (thrown) {
        rmSync(half, { force: true });
        throw thrown;
      }
    });
  }

  /** Whether events wait that no delivery has taken. */
  hasWaiting(): boolean {
    return list(this.#path('waiting')).some(isEvent);
  }

  /** Whether a delivery that comes within `delayMs` was ordered, and has not begun. */
  isOrdered(delayMs: number): boolean {
    try {
      const age = Date.now() - statSync(this.#path('ordered')).mtimeMs;
      // An order that is overdue may have been dropped by a person; a clock that was set back tells nothing.
      return age >= 0 && age < delayMs;
    } catch {
      return false;
    }
  }

  /** Remembers that a delivery was ordered. Forgotten, it costs another delivery that finds nothing. */
  markOrdered(): void {
    try {
      writeFileSync(this.#path('ordered'), '', { mode: 0o600 });
    } catch {
      // Then the next event orders another one.
    }
  }

  /** Takes what waits, or what an earlier try of this batch took. @throws HooklineError `HOOKLINE_STATE_UNAVAILABLE` */
  take(batch: string): readonly Notice[] {
    return this.#guarded(() => {
      // Before anything is taken: who adds an event from now on orders a delivery of its own.
      rmSync(this.#path('ordered'), { force: true });
      const folder = this.#folder('taken', batch);
      if (!list(folder).includes(SEAL)) {
        this.#moveWaiting(folder);
        writeFileSync(join(folder, SEAL), '', { mode: 0o600 });
      }
      return list(folder)
        .filter(isEvent)
        .flatMap((name) => readNotice(join(folder, name)));
    });
  }

  /** Puts away what was sent. @throws HooklineError `HOOKLINE_STATE_UNAVAILABLE` */
  finish(batch: string): void {
    this.#guarded(() => {
      // Of its own: a try that was killed here has left its folder, and the batch is done once more.
      const sent = join(this.#folder('sent'), `${batch}-${unique()}`);
      renameSync(this.#path('taken', batch), sent);
      this.#sweep();
    });
  }

  #moveWaiting(to: string): void {
    const waiting = this.#folder('waiting');
    for (const name of list(waiting)) {
      if (isEvent(name)) moveOrMiss(join(waiting, name), join(to, name));
      else removeOlder(join(waiting, name), HALF_MS);
    }
  }

  #sweep(): void {
    for (const batch of list(this.#path('sent'))) {
      rmSync(this.#path('sent', batch), { recursive: true, force: true });
    }
    for (const batch of list(this.#path('taken'))) removeOlder(this.#path('taken', batch), FORGOTTEN_MS);
  }

  readonly #path = (...parts: readonly string[]): string =>
    join(this.#home, 'email-notify', this.#mailbox, ...parts);

  #folder(...parts: readonly string[]): string {
    let folder = this.#home;
    makeFolder(folder);
    for (const part of ['email-notify', this.#mailbox, ...parts]) {
      folder = join(folder, part);
      makePrivateFolder(folder);
    }
    return folder;
  }

  #guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (thrown) {
      throw new HooklineError('HOOKLINE_STATE_UNAVAILABLE', {
        what: `The digest could not be kept: ${errorText(thrown)}`,
        where: this.#path(),
        fix: 'Make $HOOKLINE_HOME (default ~/.hookline) writable and see that the disk is not full.',
        cause: thrown,
      });
    }
  }
}

const unique = (): string => `${process.pid.toString(36)}${Math.random().toString(36).slice(2)}`;

const isEvent = (name: string): boolean => !name.startsWith('.') && name.endsWith('.json');

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** Another delivery may have been faster. */
function moveOrMiss(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
  }
}

/** None for what is no event of ours: a link, or a file that a disk has spoilt. */
function readNotice(file: string): readonly Notice[] {
  try {
    if (!lstatSync(file).isFile()) return [];
    const notice = JSON.parse(readFileSync(file, 'utf8')) as Notice;
    return typeof notice.title === 'string' && Array.isArray(notice.facts) ? [notice] : [];
  } catch {
    return [];
  }
}

function removeOlder(path: string, ageMs: number): void {
  try {
    if (Date.now() - lstatSync(path).mtimeMs > ageMs) rmSync(path, { recursive: true, force: true });
  } catch {
    // Gone.
  }
}
