/**
 * Files that only their owner may read: whole-line appends with a bound, and writes by rename. State must never
 * change a verdict, so nothing here throws to a hook: every function says whether it worked.
 */
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
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
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    const parent = dirname(folder);
    if (code !== 'ENOENT' || existsSync(parent)) throw thrown;
    makeFolder(parent);
    if (!existsSync(parent)) throw thrown;
    makeFolder(folder);
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

const APPEND = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);

function append(file: string, whole: string): void {
  const descriptor = openSync(file, APPEND, FILE_MODE);
  let size: number;
  try {
    writeSync(descriptor, whole);
    const stat = fstatSync(descriptor);
    size = stat.isFile() ? stat.size : 0;
  } finally {
    closeSync(descriptor);
  }
  if (size > ROTATE_BYTES) rotate(file);
}

function rotate(file: string): void {
  try {
    renameSync(file, `${file}.1`);
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
