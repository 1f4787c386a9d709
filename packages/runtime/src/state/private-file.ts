/**
 * Files that only their owner may read: whole-line appends with a bound, and writes by rename. State must never
 * change a verdict, so nothing here throws to a hook: every function says whether it worked.
 */
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
/** Bytes; a log that has grown past this is moved to `<name>.1` first. */
export const ROTATE_BYTES = 10 * 1024 * 1024;

/**
 * Makes a private folder and its parents. Not by `recursive: true`: where a file system refuses a new folder with
 * ENOENT (/proc, an automounter), Node then tries for ever.
 */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: FOLDER_MODE });
    return;
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT') throw thrown;
  }
  const parent = dirname(folder);
  if (!existsSync(parent)) makeFolder(parent);
  try {
    // Also where the parent was there: another process may have made it between the two looks.
    mkdirSync(folder, { mode: FOLDER_MODE });
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
  }
}

/**
 * Appends one line by a single write, so that lines of many processes never mix. A link in place of the file is
 * refused: a log must not be made to write elsewhere.
 */
export const appendLine = (file: string, line: string): boolean => appendTo(file, line) !== undefined;

/** The same; says whether the line is the first of its file. Undefined when it could not be written. */
export function appendTo(file: string, line: string): 'first' | 'further' | undefined {
  const whole = Buffer.from(`${line.replaceAll(/[\r\n]+/g, ' ')}\n`);
  try {
    return append(file, whole);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') return undefined;
  }
  try {
    makeFolder(dirname(file));
    return append(file, whole);
  } catch {
    return undefined;
  }
}

// Not blocking: a pipe in place of the file would hold the hook until somebody reads.
const APPEND =
  constants.O_WRONLY |
  constants.O_APPEND |
  constants.O_CREAT |
  (constants.O_NOFOLLOW ?? 0) |
  (constants.O_NONBLOCK ?? 0);

function append(file: string, whole: Buffer): 'first' | 'further' {
  const descriptor = openSync(file, APPEND, FILE_MODE);
  let grown: number | undefined;
  let isFirst = false;
  let isWhole = false;
  try {
    isWhole = writeSync(descriptor, whole) === whole.length;
    const stat = fstatSync(descriptor);
    isFirst = stat.size === whole.length;
    if (stat.isFile() && stat.size > ROTATE_BYTES) grown = stat.ino;
  } finally {
    if (!isWhole) takeBack(file, descriptor, whole.length);
    closeSync(descriptor);
  }
  if (!isWhole) throw new Error('The disk is full.');
  if (grown !== undefined) rotate(file, grown);
  return isFirst ? 'first' : 'further';
}

/**
 * Takes half a line away, which a disk that became full has left: it would void the next one, too. Whole lines end with a
 * line end, and each is one write, so what stands behind the last line end is nobody's.
 */
function takeBack(file: string, descriptor: number, most: number): void {
  try {
    const { size } = fstatSync(descriptor);
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

function rotate(file: string, inode: number): void {
  try {
    // Another process may have rotated it just now: the new file must not take the place of the full one.
    if (lstatSync(file).ino === inode) renameSync(file, `${file}.1`);
  } catch {
    // Another process rotated it just now.
  }
}

/** Writes a file whole: readers see the old text or the new one. */
export function writeWhole(file: string, text: string): boolean {
  const temporary = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`;
  try {
    makeFolder(dirname(file));
    writeFileSync(temporary, text, { mode: FILE_MODE, flag: 'wx' });
    renameSync(temporary, file);
    return true;
  } catch {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // `force` forgives a file that is not there, but not a folder that is a file.
    }
    return false;
  }
}

/** The JSON of a file; undefined when it is not there or cannot be read. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
