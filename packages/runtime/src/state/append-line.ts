/**
 * Appends lines to files that only their owner may read. One line is one write, so that lines of many processes never
 * mix; a link in place of the file is refused, because a log must not be made to write elsewhere.
 */
import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  type Stats,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { AppendOptions } from '@hookline/core';
import { FILE_MODE, makeFolder } from './private-file.ts';
import { KEEP_FILES, ROTATE_BYTES, rotate } from './rotate.ts';

/** Appends one line. False when it could not be written: state never changes a verdict. */
export const appendLine = (file: string, line: string, options?: AppendOptions): boolean =>
  appendTo(file, line, options) !== undefined;

/** The same; says whether the line is the first of its file. Undefined when it could not be written. */
export function appendTo(
  file: string,
  line: string,
  options?: AppendOptions,
): 'first' | 'further' | undefined {
  try {
    return appendWhole(file, line, options);
  } catch {
    return undefined;
  }
}

/**
 * The same, for who wants to know why a line was not written.
 *
 * @throws the error of the system; see {@link whyNotWritten}
 */
export function appendWhole(file: string, line: string, options?: AppendOptions): 'first' | 'further' {
  const whole = Buffer.from(`${line.replaceAll(/[\r\n]+/g, ' ')}\n`);
  try {
    return append(file, whole, options);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
  }
  makeFolder(dirname(file));
  return append(file, whole, options);
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'there is no permission',
  EPERM: 'there is no permission',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ELOOP: 'a symbolic link stands in its place',
  EISDIR: 'a folder stands in its place',
  ENXIO: 'a pipe or socket stands in its place',
  ENOTDIR: 'a file stands where a folder should be',
  ENOENT: 'its folder is not there and cannot be made',
};

/** Why a line was not written, in words. */
export function whyNotWritten(thrown: unknown): string {
  const { code, message } = thrown as NodeJS.ErrnoException;
  const words = code === undefined ? undefined : REASONS[code];
  return words === undefined ? (message ?? String(thrown)) : `${words} (${code})`;
}

// Not blocking: a pipe in place of the file would hold the hook until somebody reads.
const APPEND =
  constants.O_WRONLY |
  constants.O_APPEND |
  constants.O_CREAT |
  (constants.O_NOFOLLOW ?? 0) |
  (constants.O_NONBLOCK ?? 0);

function append(
  file: string,
  whole: Buffer,
  { maxBytes = ROTATE_BYTES, keep = KEEP_FILES }: AppendOptions = {},
): 'first' | 'further' {
  const descriptor = openSync(file, APPEND, FILE_MODE);
  let stat: Stats;
  let isWhole = false;
  try {
    isWhole = writeSync(descriptor, whole) === whole.length;
    stat = fstatSync(descriptor);
  } finally {
    if (!isWhole) takeBack(file, descriptor, whole.length);
    closeSync(descriptor);
  }
  if (!isWhole) throw Object.assign(new Error('The disk is full.'), { code: 'ENOSPC' });
  if (stat.isFile() && stat.size > maxBytes) rotate(file, { inode: stat.ino, maxBytes, keep });
  return stat.size === whole.length ? 'first' : 'further';
}

/**
 * Takes half a line away, which a disk that became full has left: it would void the next one, too. Whole lines end with a
 * line end, and each is one write, so what stands behind the last line end is nobody's.
 */
function takeBack(file: string, descriptor: number, most: number): void {
  try {
    const stat = fstatSync(descriptor);
    // What went into a pipe is gone, and to look for it would take what is for its reader.
    if (!stat.isFile()) return;
    const { size } = stat;
    const start = Math.max(0, size - most);
    const tail = readFrom(file, start, size - start);
    const end = tail.lastIndexOf('\n') + 1;
    // In the meantime there may be room again, and a line of another process.
    if ((end > 0 || start === 0) && fstatSync(descriptor).size === size)
      ftruncateSync(descriptor, start + end);
  } catch {
    // Then the next line is lost with it.
  }
}

function readFrom(file: string, start: number, length: number): Buffer {
  const descriptor = openSync(
    file,
    constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
  );
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, length, start));
  } finally {
    closeSync(descriptor);
  }
}
