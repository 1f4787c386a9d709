/**
 * The configuration as it was resolved last, on disk, so that a hook does not resolve it again. On the hot path:
 * imports nothing but `node:fs` and `node:path`. Trusts a snapshot only when the file is the user's own, the key
 * is the one asked for, and every file that was read or looked for is still in the state it was in.
 */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { ResolvedConfig } from '@hookline/core/engine';
import type { RequiredEvents, WaitingProject } from './trust/waiting.ts';

/** One file that a load looked at. Without a stamp only its existence matters. */
export interface SnapshotInput {
  /** Absolute. */
  readonly path: string;
  readonly present: boolean;
  readonly stamp?: Stamp;
}

/**
 * The state of a file's content. By the time of its last change, which nobody sets by hand, and not by that of its last
 * modification, which `touch` sets: the same stamp is the same content.
 */
export interface Stamp {
  readonly ctimeMs: number;
  readonly size: number;
  readonly ino: number;
}

/** What a snapshot is kept under. */
export interface SnapshotQuery {
  /** `$HOOKLINE_HOME`, absolute. */
  readonly home: string;
  /** The working directory that the configuration is searched from, absolute. */
  readonly cwd: string;
  /** The file named by `--hooks-config` or `HOOKLINE_CONFIG`. */
  readonly configFile?: string;
  /** Hookline's own version. */
  readonly version: string;
  /** `$CODEX_HOME`, absolute. */
  readonly codexHome: string;
  /** The user's home folder, absolute. */
  readonly userHome: string;
  /** What the environment says of trust. */
  readonly trust?: string;
}

export interface Snapshot {
  readonly config: ResolvedConfig;
  /** Set while the project waits for review; `config` is then what is the user's own. */
  readonly waiting?: WaitingProject;
  /** What approved configurations required that are not there any more. */
  readonly removed?: RequiredEvents;
  /** Every file that was read or looked for. */
  readonly inputs: readonly SnapshotInput[];
}

/** What `writeSnapshot` needs of a loaded configuration. */
export interface SnapshotSource {
  readonly config: ResolvedConfig;
  readonly waiting?: WaitingProject;
  readonly removed?: RequiredEvents;
  readonly inputs: readonly SnapshotInput[];
  readonly broken: boolean;
  /** False when code was not allowed to run, so that parts of the configuration are unknown. */
  readonly complete: boolean;
}

interface Stored extends Snapshot {
  readonly format: number;
  readonly node: string;
  readonly key: SnapshotQuery;
}

const FORMAT = 7;

/** The snapshot of a query when it is still true; undefined means: load the configuration. Never throws. */
export function readSnapshot(query: SnapshotQuery): Snapshot | undefined {
  const stored = readStored(query);
  if (!stored || stored.node !== process.version || stored.key.version !== query.version) return undefined;
  return stored.inputs.every(isUnchanged) ? stored : undefined;
}

/** The last configuration that had no error, however old; for when the present one is broken. Never throws. */
export function readLastGood(query: SnapshotQuery): Snapshot | undefined {
  return readStored(query);
}

/**
 * Keeps a configuration. A broken or incomplete one is not kept, so the last good one stays. Returns whether it
 * was written; never throws.
 */
export function writeSnapshot(query: SnapshotQuery, loaded: SnapshotSource): boolean {
  if (loaded.broken || !loaded.complete) return false;
  const { config, inputs, waiting, removed } = loaded;
  const stored: Stored = {
    format: FORMAT,
    node: process.version,
    key: keyOf(query),
    inputs,
    config,
    ...(waiting ? { waiting } : {}),
    ...(removed ? { removed } : {}),
  };
  const folder = folderOf(query);
  const target = fileOf(query);
  const temporary = `${target}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    makeFolder(query.home);
    makeFolder(folder);
    if (!isOwnFolder(folder)) return false;
    writeFileSync(temporary, JSON.stringify(stored), { mode: 0o600, flag: 'wx' });
    renameSync(temporary, target);
    return true;
  } catch {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // A folder that cannot be written cannot be cleaned either.
    }
    return false;
  }
}

/** One level only: where a file system refuses a new folder with ENOENT, Node's recursive way tries for ever. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
  }
}

function isUnchanged(input: SnapshotInput): boolean {
  let stats: Stats | undefined;
  try {
    stats = statSync(input.path, { throwIfNoEntry: false });
  } catch {
    stats = undefined;
  }
  if (!stats || !input.present) return input.present === (stats !== undefined);
  const { stamp } = input;
  return !stamp || hasStamp(stats, stamp);
}

/** Whether a file is still in a state. */
export function hasStamp(stats: Stamp, stamp: Stamp): boolean {
  return stats.ctimeMs === stamp.ctimeMs && stats.size === stamp.size && stats.ino === stamp.ino;
}

function readStored(query: SnapshotQuery): Stored | undefined {
  let descriptor: number | undefined;
  try {
    if (!isOwnFolder(folderOf(query))) return undefined;
    descriptor = openSync(fileOf(query), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    if (!isOwn(fstatSync(descriptor))) return undefined;
    const stored: unknown = JSON.parse(readFileSync(descriptor, 'utf8'));
    return isStored(stored) && sameKey(stored.key, query) ? stored : undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function isStored(value: unknown): value is Stored {
  if (value === null || typeof value !== 'object') return false;
  const { format, key, inputs, config } = value as Partial<Stored>;
  const isObject = (part: unknown): boolean => part !== null && typeof part === 'object';
  if (format !== FORMAT || !isObject(key) || !Array.isArray(inputs)) return false;
  if (!isObject(config)) return false;
  const { settings, plugins, entries } = config as Partial<ResolvedConfig>;
  return isObject(settings) && Array.isArray(plugins) && Array.isArray(entries);
}

/** The version is not part of the key: the last good configuration of an older Hookline still counts as such. */
function sameKey(a: SnapshotQuery, b: SnapshotQuery): boolean {
  return (
    a.cwd === b.cwd &&
    (a.configFile ?? '') === (b.configFile ?? '') &&
    a.codexHome === b.codexHome &&
    a.userHome === b.userHome &&
    (a.trust ?? '') === (b.trust ?? '') &&
    a.home === b.home
  );
}

function keyOf({ configFile, trust, ...key }: SnapshotQuery): SnapshotQuery {
  return {
    ...key,
    ...(configFile === undefined ? {} : { configFile }),
    ...(trust === undefined ? {} : { trust }),
  };
}

const folderOf = (query: SnapshotQuery): string => join(query.home, 'snapshots');

/** Only a name: two queries with the same name overwrite each other, and the key inside tells them apart. */
function fileOf(query: SnapshotQuery): string {
  const text = [query.cwd, query.configFile ?? '', query.codexHome, query.userHome, query.trust ?? ''].join(
    '\0',
  );
  return join(folderOf(query), `${hash(text, 0x811c9dc5)}${hash(text, 0x9e3779b9)}.json`);
}

/** FNV-1a, 32 bits. */
function hash(text: string, seed: number): string {
  let value = seed;
  for (let position = 0; position < text.length; position++) {
    value = Math.imul(value ^ text.charCodeAt(position), 0x01000193) >>> 0;
  }
  return value.toString(16).padStart(8, '0');
}

function isOwn(stats: Stats): boolean {
  if (process.getuid && stats.uid !== process.getuid()) return false;
  return process.platform === 'win32' || (stats.mode & 0o022) === 0;
}

function isOwnFolder(folder: string): boolean {
  const stats = lstatSync(folder);
  return stats.isDirectory() && isOwn(stats);
}
