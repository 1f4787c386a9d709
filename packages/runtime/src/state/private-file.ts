/**
 * Files that only their owner may read: whole-line appends with a bound, and writes by rename. State must never
 * change a verdict, so nothing here throws to a hook: every function says whether it worked.
 */
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
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
export function appendLine(file: string, line: string): boolean {
  const whole = `${line.replaceAll(/[\r\n]+/g, ' ')}\n`;
  try {
    append(file, whole);
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') return false;
  }
  try {
    makeFolder(dirname(file));
    append(file, whole);
    return true;
  } catch {
    return false;
  }
}

// Not blocking: a pipe in place of the file would hold the hook until somebody reads.
const APPEND =
  constants.O_WRONLY |
  constants.O_APPEND |
  constants.O_CREAT |
  (constants.O_NOFOLLOW ?? 0) |
  (constants.O_NONBLOCK ?? 0);

function append(file: string, whole: string): void {
  const descriptor = openSync(file, APPEND, FILE_MODE);
  let grown: number | undefined;
  try {
    writeSync(descriptor, whole);
    const stat = fstatSync(descriptor);
    if (stat.isFile() && stat.size > ROTATE_BYTES) grown = stat.ino;
  } finally {
    closeSync(descriptor);
  }
  if (grown !== undefined) rotate(file, grown);
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
