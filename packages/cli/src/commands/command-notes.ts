/**
 * What looks wrong in the command of a script where it is checked: a program that is not there, a word that only a shell
 * would understand. Each may be right elsewhere, so these are notes; but such a hook fails here, or does another thing.
 */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import type { ResolvedEntry } from '@hookline/core';
import type { ResolvedConfig } from '@hookline/core/engine';
import type { CommandContext } from '../command-context.ts';
import { nearFile } from '../output/origin-place.ts';

/** Words that a shell acts upon; not `;`, which ends the command of `find -exec`. */
const OPERATOR = /^(?:\|\|?|&&|>>?|<|2>&1|&)$/;
const VARIABLE = /^\$([A-Za-z_][A-Za-z0-9_]*)$/;
/** Programs whose first argument is a script. */
const INTERPRETER = /^(?:python\d?(?:\.\d+)?|node|deno|bun|ruby|perl|php|bash|sh|zsh|dash)$/;

/** One sentence for each doubt. */
export function commandNotes(config: ResolvedConfig, context: CommandContext): readonly string[] {
  const scripts = config.entries.filter(({ type, native }) => type === 'script' && native === undefined);
  return scripts.flatMap((entry) => {
    const words = wordsOf(entry);
    const where = `(${nearFile(entry.origin.file, context.cwd)}${entry.origin.line ? `:${entry.origin.line}` : ''})`;
    return [missingProgram, missingScript, shellWord, variable].flatMap(
      (look) => look(words, entry, where, context) ?? [],
    );
  });
}

function wordsOf({ fields: { command } }: ResolvedEntry): readonly string[] {
  return [command].flat().map(String);
}

const isFile = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isFile() === true;

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return isFile(file);
  } catch {
    return false;
  }
}

const shown = (words: readonly string[]): string =>
  `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;

type Look = (
  words: readonly string[],
  entry: ResolvedEntry,
  where: string,
  context: CommandContext,
) => string | undefined;

/** A bare name is looked for on PATH; on Windows with endings that only the system knows. */
const missingProgram: Look = ([program = '', ...rest], { baseDir }, where, { env }) => {
  if (process.platform === 'win32' || /[/\\]|\$\{/.test(program)) return undefined;
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  if (folders.some((folder) => isProgram(join(folder, program)))) return undefined;
  const words = program.trim().split(/\s+/);
  const fix = isFile(join(baseDir, program))
    ? ` For the file beside the configuration write "./${program}".`
    : words.length > 1
      ? ` Write each word as an item: ${shown([...words, ...rest])}`
      : ' Install it, or correct the name.';
  return `No program "${program}" is on the PATH here ${where}: the hook fails.${fix}`;
};

const missingScript: Look = ([program = '', script = ''], { cwd, baseDir }, where, context) => {
  const isNamed = INTERPRETER.test(program) && /^\.\.?\//.test(script) && !`${script}${cwd}`.includes('${');
  if (!isNamed || isFile(resolve(cwd, script))) return undefined;
  const elsewhere = resolve(baseDir, script);
  const folder = nearFile(cwd, context.cwd);
  return `${script} is no file of ${folder === cwd ? cwd : `./${folder}`}, where ${program} runs ${where}.${
    elsewhere !== resolve(cwd, script) && isFile(elsewhere)
      ? ` Write ${JSON.stringify(elsewhere)}.`
      : ' Correct the path, or create the file.'
  }`;
};

const shellWord: Look = (words, _entry, where) => {
  // What follows an option is its value: `cut -d '|'`.
  const operator = words.find((word, at) => at > 1 && OPERATOR.test(word) && !words[at - 1]?.startsWith('-'));
  if (operator === undefined) return undefined;
  const line = words.map((word) => (/[\s"'$]/.test(word) ? `'${word}'` : word)).join(' ');
  return `"${operator}" is given to the program as it is, because no shell is run ${where}. Write ${shown(['sh', '-c', line])}`;
};

const variable: Look = (words, _entry, where) => {
  const plain = words.filter((_, at) => !words[at - 1]?.startsWith('-'));
  const [, name] = plain.map((word) => VARIABLE.exec(word)).find((match) => match !== null) ?? [];
  if (name === undefined) return undefined;
  return `"$${name}" is given to the program as it is, because no shell is run ${where}. Write "\${${name}}"`;
};
