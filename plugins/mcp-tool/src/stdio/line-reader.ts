/** Cuts a stream of bytes into lines, with a bound on one line and on all of them. */

/** Takes the next chunk; false when a bound was passed. */
export type LineReader = (chunk: Buffer) => boolean;

/** Makes a reader that hands over every whole line, without its line end. */
export function createLineReader(
  lineBytes: number,
  allBytes: number,
  onLine: (line: string) => void,
): LineReader {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let seen = 0;
  return (chunk) => {
    seen += chunk.length;
    if (seen > allBytes) return false;
    let rest = chunk;
    for (let at = rest.indexOf(10); at >= 0; at = rest.indexOf(10)) {
      pending.push(rest.subarray(0, at));
      onLine(Buffer.concat(pending).toString('utf8'));
      pending = [];
      pendingBytes = 0;
      rest = rest.subarray(at + 1);
    }
    if (rest.length > 0) {
      pending.push(rest);
      pendingBytes += rest.length;
    }
    return pendingBytes <= lineBytes;
  };
}
