// Writes tar archives whose bytes depend on nothing but names, bits and contents: two servers that offer the same folder
// offer the same hash. Only what npm packages hold is written: files, with names of any length.

/** One file of an archive. */
export interface TarFile {
  /** With `/`, relative, as it shall be unpacked. */
  readonly name: string;
  readonly isExecutable: boolean;
  readonly content: Buffer;
}

const BLOCK = 512;
const NAME_BYTES = 100;
/** The time that npm itself gives to every file. */
const PACKED_AT = Date.UTC(1985, 9, 26, 8, 15) / 1000;

/** Makes an archive of files, in the given order. */
export function tar(files: readonly TarFile[]): Buffer {
  const parts = files.flatMap(({ name, isExecutable, content }) => {
    const mode = isExecutable ? 0o755 : 0o644;
    const entry = [header(name, content.length, mode, '0'), padded(content)];
    if (Buffer.byteLength(name) <= NAME_BYTES) return entry;
    const long = Buffer.from(record('path', name));
    return [header('PaxHeader/long', long.length, 0o644, 'x'), padded(long), ...entry];
  });
  return Buffer.concat([...parts, Buffer.alloc(BLOCK * 2)]);
}

function header(name: string, size: number, mode: number, type: '0' | 'x'): Buffer {
  const block = Buffer.alloc(BLOCK);
  const put = (text: string, at: number) => block.write(text, at, 'latin1');
  const number = (value: number, width: number) => `${value.toString(8).padStart(width - 1, '0')}\0`;
  // A longer one is cut, and stands whole in the header before.
  block.write(name, 0, NAME_BYTES, 'utf8');
  put(number(mode, 8), 100);
  put(number(0, 8), 108);
  put(number(0, 8), 116);
  put(number(size, 12), 124);
  put(number(PACKED_AT, 12), 136);
  put('        ', 148);
  put(type, 156);
  put('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** A line of a PAX header begins with its own length, which counts the digits of that length, too. */
function record(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const bytes = Buffer.byteLength(rest);
  let length = bytes + String(bytes).length;
  if (String(length).length > String(bytes).length) length = bytes + String(length).length;
  return `${length}${rest}`;
}

function padded(content: Buffer): Buffer {
  const missing = (BLOCK - (content.length % BLOCK)) % BLOCK;
  return missing === 0 ? content : Buffer.concat([content, Buffer.alloc(missing)]);
}
