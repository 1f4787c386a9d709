/** Collects what a stream brings, up to a bound. What comes after the bound is never held. */
import type { Readable } from 'node:stream';

/** The output of one stream. */
export interface BoundedOutput {
  /** How many chunks came: unchanged after a turn of the event loop means that nothing is left to read. */
  readonly chunks: number;
  readonly ended: Promise<void>;
  /** More came than the bound. */
  readonly isCut: boolean;
  /** Decoded as UTF-8; at most the bound, in bytes. */
  text(): string;
}

/**
 * Starts reading. `onOverflow` is called once, when more than `limit` bytes came; reading then stops. Without it what comes
 * after the bound is read and dropped.
 */
export function collectOutput(stream: Readable, limit: number, onOverflow?: () => void): BoundedOutput {
  const held: Buffer[] = [];
  let size = 0;
  let chunks = 0;
  const ended = new Promise<void>((resolve) => {
    stream
      .once('close', resolve)
      .once('end', resolve)
      .once('error', () => resolve());
  });
  stream.on('data', (chunk: Buffer) => {
    chunks += 1;
    const room = limit - size;
    if (room > 0) held.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
    size += chunk.length;
    if (size <= limit || stream.destroyed || onOverflow === undefined) return;
    stream.destroy();
    onOverflow();
  });
  return {
    get chunks() {
      return chunks;
    },
    get isCut() {
      return size > limit;
    },
    ended,
    text: () => Buffer.concat(held).toString('utf8'),
  };
}
