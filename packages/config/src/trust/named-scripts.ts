/**
 * The files of a repository that the texts of a hook name as programs: `./x`, what an interpreter is told to run, and what
 * a line for a shell names. Whether a word is a file is looked up; what looks like data is left out.
 */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename, isAbsolute, resolve } from 'node:path';
import { isInside, real } from '../names/find-package.ts';

/** Where words are looked for. */
export interface ScriptScope {
  /** Absolute folders from which a relative word may be meant. */
  readonly bases: readonly string[];
  /** A file counts when it is in one of these, itself or where its link leads. */
  readonly within: readonly string[];
}

const INTERPRETER =
  /^(?:env|(?:ba|da|z|k|mk|fi|a|c|tc)?sh|busybox|python[\d.]*|node|deno|bun|tsx|ts-node|perl|ruby|php|lua|pwsh|powershell|cmd|source|\.|exec|uv|make)(?:\.exe)?$/i;
const PROGRAM =
  /\.(?:[cm]?[jt]sx?|sh|bash|zsh|fish|ksh|py|rb|pl|pm|php|lua|ps1|bat|cmd|awk|sed|exe|wasm|mk)$/i;
const SEPARATORS = /[\s"'`;|&()<>{}=,]+/;
/** `$(git rev-parse --show-toplevel)/x`, `$DIR/x`, `${DIR}/x`: what is left of them starts with a slash or the name. */
const LEADING_VARIABLE = /^\$?\{?[A-Za-z_]\w*\}?\/(?=.)/;
const MOST_WORDS = 400;

function textsOf(value: unknown, found: string[] = []): readonly string[] {
  if (typeof value === 'string') found.push(value);
  else if (Array.isArray(value)) for (const item of value) textsOf(item, found);
  else if (value !== null && typeof value === 'object') {
    for (const item of Object.values(value)) textsOf(item, found);
  }
  return found;
}

function isProgram(file: string): boolean {
  if (PROGRAM.test(file)) return true;
  const stats = statSync(file, { throwIfNoEntry: false });
  if (process.platform !== 'win32' && stats && (stats.mode & 0o111) !== 0) return true;
  const start = Buffer.alloc(2);
  try {
    const descriptor = openSync(file, 'r');
    try {
      return readSync(descriptor, start, 0, 2, 0) === 2 && start.toString('latin1') === '#!';
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return false;
  }
}

const isFile = (file: string): boolean => {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
};

/** The files that a word may stand for. */
function filesOf(word: string, { bases, within }: ScriptScope): readonly string[] {
  const spellings = new Set([word, word.replace(LEADING_VARIABLE, ''), word.replace(/^\/+/, '')]);
  const paths = [...spellings].flatMap((path) => {
    if (path === '' || path.includes('\0') || path.startsWith('~')) return [];
    return isAbsolute(path) ? [path] : bases.map((base) => resolve(base, path));
  });
  return [...new Set(paths)].filter(
    (path) => isFile(path) && within.some((folder) => isInside(folder, path) || isInside(folder, real(path))),
  );
}

/** The files that a value names as programs, as they are named: links are not followed. */
export function namedScripts(value: unknown, scope: ScriptScope): readonly string[] {
  const found = new Set<string>();
  let before = '';
  let looked = 0;
  for (const text of textsOf(value)) {
    // Whole first: a path may hold a blank.
    const words = text.split(SEPARATORS).filter((word) => word !== '' && word !== text);
    for (const word of [text, ...words]) {
      if (word.length > 1_000 || looked++ > MOST_WORDS) continue;
      const told = INTERPRETER.test(basename(before));
      for (const file of filesOf(word, scope)) if (told || isProgram(file)) found.add(file);
      if (!word.startsWith('-')) before = word;
    }
  }
  return [...found];
}
