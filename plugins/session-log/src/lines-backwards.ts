/** Reads the lines of files from their end: what belongs to a session that ends now is nearly always there. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

const CHUNK = 256 * 1024;
/** Bytes that are read in all: a session ends within three seconds. */
const MOST_BYTES = 32 * 1024 * 1024;
const LINE_END = 0x0a;

/** The lines of some files, the last line of the first file first. A file that is not there has none. */
export function* linesBackwards(files: readonly string[]): Generator<string> {
  let left = MOST_BYTES;
  for (const file of files) {
    for (const { line, bytes } of linesOf(file)) {
      left -= bytes;
      if (left < 0) return;
      yield line;
    }
  }
}

function* linesOf(file: string): Generator<{ readonly line: string; readonly bytes: number }> {
  const descriptor = opened(file);
  if (descriptor === undefined) return;
  try {
    let end = fstatSync(descriptor).size;
    /** The beginning of a line whose end is behind it. */
    let rest: Buffer = Buffer.alloc(0);
    while (end > 0) {
      const start = Math.max(0, end - CHUNK);
      const chunk = Buffer.concat([read(descriptor, start, end - start), rest]);
      end = start;
      let to = chunk.length;
      for (
        let at = chunk.lastIndexOf(LINE_END);
        at >= 0;
        at = at === 0 ? -1 : chunk.lastIndexOf(LINE_END, at - 1)
      ) {
        yield { line: chunk.toString('utf8', at + 1, to), bytes: to - at };
        to = at;
      }
      rest = Buffer.from(chunk.subarray(0, to));
      // No line of ours is that long: this is somebody else's file.
      if (rest.length > 4 * CHUNK) return;
    }
    yield { line: rest.toString('utf8'), bytes: rest.length };
  } finally {
    closeSync(descriptor);
  }
}

function opened(file: string): number | undefined {
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  try {
    const descriptor = openSync(file, flags);
    if (fstatSync(descriptor).isFile()) return descriptor;
    closeSync(descriptor);
  } catch {
    // Not there, a link, not ours to read.
  }
  return undefined;
}

function read(descriptor: number, start: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(descriptor, bytes, 0, length, start));
}
