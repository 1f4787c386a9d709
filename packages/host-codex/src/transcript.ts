/**
 * Reads Codex's transcript, a JSON line per happening. It is not a documented contract: everything here is
 * bounded, gives undefined for whatever is missing or odd, and never throws or waits.
 */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** How far back from its end a transcript is searched, in bytes. */
const MAX_TAIL = 4 * 1024 * 1024;
const FIRST_CHUNK = 64 * 1024;

/** How much of the first line is looked at: it carries the whole system prompt after what is of use here. */
const MAX_HEAD = 16 * 1024;

const NEWLINE = 0x0a;

/** What the first line says of the session. */
export interface TranscriptHead {
  /** Milliseconds since the epoch. */
  readonly startedAt?: number;
  readonly provider?: string;
}

/** Start and model provider of the session. */
export function readHead(path: string | undefined): TranscriptHead {
  return (
    withFile(path, (file, size) => {
      const buffer = Buffer.allocUnsafe(Math.min(size, MAX_HEAD));
      const head = buffer.toString('utf8', 0, readSync(file, buffer, 0, buffer.length, 0));
      const line = head.split('\n', 1)[0] ?? '';
      if (!line.includes('"type":"session_meta"')) return {};
      // Quotes inside a JSON text are escaped, so these can only match real keys, cut line or not.
      const startedAt = Date.parse(/"timestamp":"([^"\\]+)"/.exec(line)?.[1] ?? '');
      return {
        startedAt: Number.isNaN(startedAt) ? undefined : startedAt,
        provider: /"model_provider":"([^"\\]+)"/.exec(line)?.[1],
      };
    }) ?? {}
  );
}

/**
 * Searches the lines from the last to the first, as far as the bound allows. Only lines that contain `needle` are
 * parsed; the first one for which `accept` gives a value ends the search.
 */
export function findLastLine<T>(
  path: string | undefined,
  needle: string,
  accept: (line: unknown) => T | undefined,
): T | undefined {
  return withFile(path, (file, size) => {
    let end = size;
    let chunk = FIRST_CHUNK;
    let rest: Buffer = Buffer.alloc(0);
    while (end > 0 && size - end < MAX_TAIL) {
      const start = Math.max(0, end - chunk, size - MAX_TAIL);
      const read = Buffer.allocUnsafe(end - start);
      const length = readSync(file, read, 0, read.length, start);
      if (length < read.length) return undefined;
      const text = Buffer.concat([read, rest]);
      const cut = start === 0 ? 0 : text.indexOf(NEWLINE) + 1;
      if (start > 0 && cut === 0) {
        rest = text;
      } else {
        const found = lastMatch(text.subarray(cut), needle, accept);
        if (found !== undefined) return found;
        rest = text.subarray(0, cut);
      }
      end = start;
      // Growing chunks keep one very long line from being copied again and again.
      chunk *= 4;
    }
    return undefined;
  });
}

function lastMatch<T>(
  lines: Buffer,
  needle: string,
  accept: (line: unknown) => T | undefined,
): T | undefined {
  for (let at = lines.lastIndexOf(needle); at >= 0; ) {
    const from = lines.lastIndexOf(NEWLINE, at) + 1;
    const to = lines.indexOf(NEWLINE, at);
    const found = accepted(lines.toString('utf8', from, to < 0 ? lines.length : to), accept);
    if (found !== undefined) return found;
    if (from === 0) return undefined;
    at = lines.lastIndexOf(needle, from - 1);
  }
  return undefined;
}

function accepted<T>(line: string, accept: (line: unknown) => T | undefined): T | undefined {
  try {
    return accept(JSON.parse(line));
  } catch {
    return undefined;
  }
}

function withFile<T>(path: string | undefined, read: (file: number, size: number) => T): T | undefined {
  if (path === undefined) return undefined;
  let file: number | undefined;
  try {
    // Without O_NONBLOCK a pipe in place of the file would hold the agent.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stat = fstatSync(file);
    return stat.isFile() ? read(file, stat.size) : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
