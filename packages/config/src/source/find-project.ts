/** Finds the project's files: in every folder from the repository's root down to the working directory. */
import { accessSync, constants, lstatSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { errorText } from '@hookline/core/errors';
import type { Loading } from '../loading.ts';
import { createFolderExplorer, FoundText } from './explorer.ts';
import { hooksJsonFiles } from './find-hooks-json.ts';
import { LOCAL_PLACES, PROJECT_PLACES } from './places.ts';
import { isTooLarge, type SourceRequest } from './read-source.ts';
import { foldersUp } from './repository-root.ts';

type Explorer = ReturnType<typeof createFolderExplorer>;

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** The search passes over what it may not open; a gate in such a file must not be lost in silence. */
function reportUnreadable(files: readonly string[], loading: Loading): void {
  for (const file of files) {
    if (basename(file) === 'package.json' || isReadable(file)) continue;
    loading.required.anything();
    loading.report.inFile(file, {
      code: 'HOOKLINE_CONFIG_UNREADABLE',
      message: 'The file exists but may not be read.',
      fix: `chmod u+r ${basename(file)}`,
    });
  }
}

function isLink(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  } catch {
    return false;
  }
}

/** A link whose target is gone: nobody can say what the configuration requires, and it is not the same as none. */
function reportDeadLinks(files: readonly string[], loading: Loading): void {
  for (const file of files) {
    if (basename(file) === 'package.json' || loading.inputs.stat(file) !== undefined || !isLink(file))
      continue;
    loading.required.anything();
    loading.report.inFile(file, {
      code: 'HOOKLINE_CONFIG_UNREADABLE',
      message: 'This is a link that leads to no file.',
      fix: `Let it lead to the configuration, or: rm ${basename(file)}`,
    });
  }
}

async function reportSecondPlace(
  first: string,
  others: readonly string[],
  explorer: Explorer,
  loading: Loading,
) {
  for (const other of others) {
    if (basename(other) === 'package.json' && !(await explorer.load(other))?.config) continue;
    loading.report.inFile(other, {
      severity: 'warning',
      message: `This file is not read, because ${basename(first)} in the same folder comes first.`,
      fix: `Keep one of ${basename(first)} and ${basename(other)}.`,
    });
  }
}

async function searchIn(folder: string, explorer: Explorer, loading: Loading) {
  try {
    return await explorer.search(folder);
  } catch (error) {
    loading.required.anything();
    const message = `The folder could not be searched: ${errorText(error)}.`;
    loading.report.inFile(folder, { code: 'HOOKLINE_CONFIG_UNREADABLE', message });
    return null;
  }
}

async function findIn(
  folder: string,
  places: readonly string[],
  layer: string,
  loading: Loading,
): Promise<SourceRequest | undefined> {
  const wanted = places.map((place) => join(folder, place));
  reportDeadLinks(wanted, loading);
  const existing = wanted
    .filter((file) => loading.inputs.stat(file)?.isFile() === true)
    .filter((file) => !isTooLarge(file, loading));
  if (existing.length === 0) return undefined;
  reportUnreadable(existing, loading);
  // Only what was found to be a file of a sensible size: a link to a device would be read without end.
  const files = places.filter((place) => existing.includes(join(folder, place)));
  const explorer = createFolderExplorer(files);
  const found = await searchIn(folder, explorer, loading);
  if (!found) return undefined;
  const file = found.filepath;
  const text = found.config instanceof FoundText ? found.config.text : '';
  await reportSecondPlace(
    file,
    existing.filter((other) => other !== file && isReadable(other)),
    explorer,
    loading,
  );
  const isPackage = basename(file) === 'package.json';
  if (isPackage && text === '') return undefined;
  return { file, text, layer, scope: 'project', prefix: isPackage ? ['hookline'] : [] };
}

/** All files of the project, weakest first. */
export async function findProjectFiles(loading: Loading): Promise<readonly SourceRequest[]> {
  const found: SourceRequest[] = [];
  for (const folder of foldersUp(loading.options.cwd, loading.root).reverse()) {
    const inside = relative(loading.root, folder);
    const suffix = inside === '' ? '' : ` ${inside}`;
    for (const file of hooksJsonFiles(join(folder, '.codex'), loading))
      found.push({ file, layer: `project${suffix}`, scope: 'project' });
    const shared = await findIn(folder, PROJECT_PLACES, `project${suffix}`, loading);
    const local = await findIn(folder, LOCAL_PLACES, `local${suffix}`, loading);
    for (const request of [shared, local]) if (request) found.push(request);
  }
  return found;
}
