/** The files of a new package: the templates with their words filled in. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { manifestOf, nameInConfig, typeOf, type Wish } from './manifest.ts';

const TEMPLATES = fileURLToPath(new URL('../templates/', import.meta.url));

/** npm leaves files of these names out of a package, or takes them for its own: they are kept under another one. */
const place = (file: string): string => file.replace(/^gitignore$/, '.gitignore').replace(/^_/, '.');

/** All files below a folder, by hand: `yarn create` reads them out of an archive, where Node's own recursion loses the folder. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? filesBelow(join(folder, entry.name)).map((file) => `${entry.name}/${file}`)
      : [entry.name],
  );
}

function template(name: string): readonly (readonly [string, string])[] {
  const folder = join(TEMPLATES, name);
  return filesBelow(folder).map((file) => [place(file), readFileSync(join(folder, file), 'utf8')]);
}

function templatesOf({ kind, language }: Wish): readonly string[] {
  if (kind === 'preset') return ['common', 'preset'];
  return ['common', `${kind}-${language}`, ...(language === 'ts' ? ['typescript'] : [])];
}

/** All files by their path, sorted. */
export function packageFiles(wish: Wish): ReadonlyMap<string, string> {
  const { names } = wish;
  const words: Readonly<Record<string, string>> = {
    __PACKAGE__: names.package,
    __SHORT__: names.short,
    __TYPE__: typeOf(names),
    __NAME_KEY__: nameInConfig(names),
    __DESCRIPTION__: wish.description,
    __AUTHOR__: wish.author === '' ? `The authors of ${names.package}` : wish.author,
    __YEAR__: String(new Date().getFullYear()),
  };
  const fill = (text: string): string => text.replaceAll(/__[A-Z_]+__/g, (word) => words[word] ?? word);
  const files = templatesOf(wish)
    .flatMap(template)
    .map(([file, text]): readonly [string, string] => [file, fill(text)]);
  const manifest = `${JSON.stringify(manifestOf(wish), null, 2)}\n`;
  return new Map([...files, ['package.json', manifest] as const].sort(([a], [b]) => (a < b ? -1 : 1)));
}
