/** Looks into the store of a project. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../src/store/entry.ts';
import type { Project } from './project.ts';

const folder = ({ places }: Project, name: string): string => join(places.hooklineHome, 'backups', name);

const namesIn = (path: string): string[] => (existsSync(path) ? readdirSync(path).sort() : []);

/** The entries in the order in which they were written. */
export const entriesOf = (project: Project): Entry[] =>
  namesIn(folder(project, 'manifest')).flatMap((name) =>
    readFileSync(join(folder(project, 'manifest'), name), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Entry),
  );

/** The paths of the objects. */
export const objectsOf = (project: Project): string[] =>
  namesIn(folder(project, 'objects')).flatMap((one) =>
    namesIn(join(folder(project, 'objects'), one)).map((name) => join(folder(project, 'objects'), one, name)),
  );

export const leftoversOf = (project: Project): string[] => namesIn(folder(project, 'tmp'));

/** What was copied of a path, last. */
export function contentOf(project: Project, path: string): string | undefined {
  const entry = entriesOf(project)
    .filter((one) => one.path === path)
    .at(-1);
  return entry?.kind === 'file'
    ? readFileSync(join(folder(project, 'objects'), entry.sha256.slice(0, 2), entry.sha256), 'utf8')
    : undefined;
}
