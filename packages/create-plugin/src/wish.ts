/** What is to be made, from what was typed and, at a terminal, what was answered. */
import { resolve } from 'node:path';
import { type Arguments, UsageError } from './arguments.ts';
import type { Language, Wish } from './manifest.ts';
import { type Kind, packageNames } from './package-name.ts';
import { ask } from './questions.ts';
import { checkFree } from './write-package.ts';

const KINDS: readonly Kind[] = ['plugin', 'handler', 'preset'];
const LANGUAGES: readonly Language[] = ['ts', 'js'];

const TITLES: Readonly<Record<Kind, string>> = {
  plugin: 'Hookline plugin',
  handler: 'Hookline handler kind',
  preset: 'Hookline preset',
};

function oneOf<T extends string>(what: string, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw new UsageError(`${what} is one of ${known.join(', ')}; got "${value}".`);
  return found;
}

const kindOf = (value = 'plugin'): Kind => oneOf('--kind', value, KINDS);
const languageOf = (value = 'ts'): Language => oneOf('--language', value, LANGUAGES);
const descriptionOf = (name: string, kind: Kind): string =>
  `${TITLES[kind]}: ${packageNames(name, kind).short}`;

/** Where the package goes. */
export const folderOf = ({ folder }: Pick<Arguments, 'folder'>, { names }: Pick<Wish, 'names'>): string =>
  resolve(folder ?? names.folder);

/** Refuses a name that no package can have, and one whose folder is taken. */
function checkName(name: string, kind: Kind, given: Arguments): void {
  checkFree(folderOf(given, { names: packageNames(name, kind) }));
}

/** Asks for what is missing. What was typed is checked first: nobody answers questions in vain. */
async function askedFor(given: Arguments): Promise<Arguments> {
  const kindIn = (answers: { readonly kind?: string }): Kind => kindOf(given.kind ?? answers.kind);
  kindOf(given.kind);
  languageOf(given.language);
  const answers = await ask<'kind' | 'name' | 'language' | 'description'>([
    () =>
      given.kind === undefined
        ? {
            key: 'kind',
            text: 'What is it? plugin, handler or preset',
            usual: 'plugin',
            check: (answer) => void oneOf('It', answer, KINDS),
          }
        : undefined,
    (so) => {
      const kind = kindIn(so);
      if (given.name !== undefined) {
        checkName(given.name, kind, given);
        return undefined;
      }
      const usual = kind === 'preset' ? 'my-rules' : 'my-checks';
      return { key: 'name', text: 'Its name?', usual, check: (answer) => checkName(answer, kind, given) };
    },
    (so) =>
      given.language === undefined && kindIn(so) !== 'preset'
        ? {
            key: 'language',
            text: 'In which language? ts or js',
            usual: 'ts',
            check: (answer) => void oneOf('It', answer, LANGUAGES),
          }
        : undefined,
    (so) =>
      given.description === undefined
        ? {
            key: 'description',
            text: 'What does it do, in one line?',
            usual: descriptionOf(given.name ?? so.name ?? '', kindIn(so)),
          }
        : undefined,
  ]);
  return { ...given, ...answers };
}

/**
 * Reads the wish; asks where `isAsking`.
 *
 * @throws UsageError; LeftAtQuestion; Error where a name or a folder cannot be used.
 */
export async function readWish(typed: Arguments, isAsking: boolean): Promise<Wish> {
  const { name, author = '', ...given } = isAsking ? await askedFor(typed) : typed;
  const kind = kindOf(given.kind);
  const language = languageOf(given.language);
  if (name === undefined || name === '')
    throw new UsageError('Name it: npm create hookline-plugin my-checks');
  return {
    names: packageNames(name, kind),
    kind,
    language: kind === 'preset' ? 'js' : language,
    description: given.description ?? descriptionOf(name, kind),
    author,
  };
}
