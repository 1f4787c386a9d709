/**
 * Reads the files of days line by line, in pieces, so that the size of a folder does not matter. A file of a day that grew
 * too large was moved to `….1`, which is older than what stands beside it.
 */
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { HooklineError } from '@hookline/core/errors';

/** One file of one day. */
export interface DayFile {
  /** `2026-11-21`, in UTC. */
  readonly day: string;
  readonly path: string;
}

const PIECE_BYTES = 256 * 1024;
/** Bytes of a line. Ours have a few hundred; what is longer is not one of them. */
const LONGEST_LINE = 64 * 1024;
const NEWLINE = 0x0a;

/**
 * The files of a kind since a day, oldest first; none where there is no folder.
 *
 * @throws HooklineError when the folder cannot be read.
 */
export function dayFiles(folder: string, kind: string, since = ''): readonly DayFile[] {
  const pattern = new RegExp(`^${kind}-(\\d{4}-\\d\\d-\\d\\d)\\.jsonl(\\.1)?$`);
  const found = namesIn(folder).flatMap((name) => {
    const [, day = '', rotated] = pattern.exec(name) ?? [];
    // A space stands before a dot: of one day the rotated file is first.
    return isDay(day) && day >= since
      ? [{ day, path: join(folder, name), order: `${day}${rotated ? '' : '.'}` }]
      : [];
  });
  return found.sort((a, b) => (a.order < b.order ? -1 : 1)).map(({ day, path }) => ({ day, path }));
}

/** No report is about the 99th of a month. */
const isDay = (day: string): boolean => !Number.isNaN(Date.parse(`${day}T00:00:00Z`));

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new HooklineError('HOOKLINE_STATE_UNAVAILABLE', {
      what: `The folder could not be read: ${(thrown as Error).message}`,
      where: folder,
      fix: 'Make it a folder that you may read, or set CODEX_HOME.',
      cause: thrown,
    });
  }
}

/**
 * Gives each line of a file to `take`, without its line end; undefined for one that is too long. Throws what the file
 * system throws, and for what is no plain file: a link may lead anywhere.
 */
export function eachLine(path: string, take: (line: string | undefined) => void): void {
  // Not blocking: a pipe in place of the file would hold the command until somebody writes.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    if (!fstatSync(file).isFile()) throw new Error(`${path} is no file.`);
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    let rest: Buffer = Buffer.alloc(0);
    let isTooLong = false;
    for (let length = readSync(file, piece); length > 0; length = readSync(file, piece)) {
      let from = 0;
      for (let to = piece.indexOf(NEWLINE); to >= 0 && to < length; to = piece.indexOf(NEWLINE, from)) {
        const line =
          rest.length > 0 ? Buffer.concat([rest, piece.subarray(from, to)]) : piece.subarray(from, to);
        take(isTooLong || line.length > LONGEST_LINE ? undefined : line.toString('utf8'));
        rest = Buffer.alloc(0);
        isTooLong = false;
        from = to + 1;
      }
      rest = isTooLong ? rest : Buffer.concat([rest, piece.subarray(from, length)]);
      if (rest.length > LONGEST_LINE) {
        rest = Buffer.alloc(0);
        isTooLong = true;
      }
    }
    // Without its line end it is torn, or being written just now.
    if (isTooLong) take(undefined);
    else if (rest.length > 0) take(rest.toString('utf8'));
  } finally {
    closeSync(file);
  }
}
