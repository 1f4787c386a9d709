/**
 * Keeps the sample of a command's beginning until it has ended: a file each, below `$HOOKLINE_HOME/performance/`. Commands
 * of one session may run at the same time, each with hooks of its own, so that no two may write to one file.
 */
import {
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { HooklineError } from '@hookline/core/errors';
import type { Sample } from './sample.ts';

/** What was kept of a command's beginning. */
export interface Opened {
  readonly sample: Sample;
  /** Another command of the session ran at some time between the beginning and the end. */
  readonly isParallel: boolean;
}

interface Kept {
  readonly sample: Sample;
  readonly beside: number;
  readonly begun: number;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const STALE_MS = 2 * DAY_MS;
/** Holds a byte for each command that has begun: how many there were between two moments is the change of its size. */
const BEGUN = 'begun';

/** The commands of one session that have begun. */
export class OpenCommands {
  readonly #root: string;
  readonly #folder: string;

  constructor(hooklineHome: string, sessionId: string) {
    this.#root = join(hooklineHome, 'performance');
    this.#folder = join(this.#root, fileName(sessionId));
  }

  /** @throws HooklineError when it cannot be written. */
  open(call: string, sample: Sample): void {
    try {
      makeFolder(this.#folder);
      const beside = readdirSync(this.#folder).filter(
        (name) => name !== BEGUN && name !== fileName(call),
      ).length;
      write(join(this.#folder, BEGUN), APPEND, '.');
      const kept: Kept = { sample, beside, begun: this.#begun() };
      write(join(this.#folder, fileName(call)), WRITE, JSON.stringify(kept));
    } catch (thrown) {
      throw new HooklineError('HOOKLINE_STATE_UNAVAILABLE', {
        what: `The beginning of a command could not be kept: ${(thrown as Error).message}`,
        where: this.#folder,
        fix: 'Make the folder writable, see that the disk is not full and that no link stands in place of a file.',
        cause: thrown,
      });
    }
  }

  /** Takes what was kept of a command; undefined where nothing was, or nothing that can be read. */
  take(call: string): Opened | undefined {
    const path = join(this.#folder, fileName(call));
    try {
      const file = openSync(path, READ);
      let kept: Kept;
      try {
        kept = JSON.parse(readFileSync(file, 'utf8'));
      } finally {
        closeSync(file);
        rmSync(path, { force: true });
      }
      if (typeof kept?.sample?.at !== 'number') return undefined;
      return { sample: kept.sample, isParallel: kept.beside > 0 || this.#begun() > kept.begun };
    } catch {
      return undefined;
    }
  }

  /** Forgets the session, and those that ended without a word. */
  forget(now: number): void {
    rmSync(this.#folder, { recursive: true, force: true });
    for (const name of namesIn(this.#root)) {
      const folder = join(this.#root, name);
      const changed = statSync(folder, { throwIfNoEntry: false })?.mtimeMs;
      if (changed !== undefined && changed < now - STALE_MS) rmSync(folder, { recursive: true, force: true });
    }
  }

  #begun(): number {
    return statSync(join(this.#folder, BEGUN), { throwIfNoEntry: false })?.size ?? 0;
  }
}

const SAFE = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const READ = constants.O_RDONLY | SAFE;
const WRITE = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | SAFE;
const APPEND = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | SAFE;

function write(path: string, flags: number, text: string): void {
  const file = openSync(path, flags, 0o600);
  try {
    writeSync(file, text);
  } finally {
    closeSync(file);
  }
}

/** Not by `recursive: true`: where a file system refuses a new folder with ENOENT, Node then tries for ever. */
function makeFolder(folder: string, depth = 0): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || depth === 3) throw thrown;
    makeFolder(dirname(folder), depth + 1);
    makeFolder(folder, 3);
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** An id as a file name; two that are alike but for odd characters have two names. */
function fileName(id: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  return `${id.replaceAll(/[^\w-]/g, '_').slice(0, 80)}.${(hash >>> 0).toString(16)}`;
}
