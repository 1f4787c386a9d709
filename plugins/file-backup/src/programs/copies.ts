/** Programs that put files in the place of others: cp, mv, install, ln, rsync. What counts is what stood there. */
import { basename, join, relative } from 'node:path';
import type { Field } from '../shell/field.ts';
import { textOf } from '../shell/field.ts';
import { type Options, readOptions } from '../shell/options.ts';
import type { Target } from '../targets.ts';
import { type Call, found, type KnownPath, named, type Program } from './call.ts';
import { isFolder, isLink, lookAt } from './look.ts';

interface Placing {
  readonly how: Target['how'];
  /** The destination is the file itself, also where a folder stands. */
  readonly isExact?: boolean;
  /** Folders are copied with what is in them. */
  readonly isDeep?: boolean;
}

const TARGET = ['t', 'target-directory'];

export const cp: Program = (call) => {
  const options = readOptions(call.args, { valued: 'tS', long: ['target-directory', 'suffix'] });
  if (options.has('n', 'no-clobber')) return;
  place(call, options, {
    how: options.has('remove-destination') ? 'replace' : 'write',
    isExact: options.has('T', 'no-target-directory'),
    isDeep: options.has('r', 'R', 'recursive', 'a', 'archive'),
  });
};

export const mv: Program = (call) => {
  const options = readOptions(call.args, { valued: 'tS', long: ['target-directory', 'suffix'] });
  if (options.has('n', 'no-clobber')) return;
  place(call, options, { how: 'replace', isExact: options.has('T', 'no-target-directory') });
};

export const install: Program = (call) => {
  const long = ['mode', 'owner', 'group', 'target-directory', 'suffix'];
  const options = readOptions(call.args, { valued: 'mogtS', long });
  if (options.has('d', 'directory')) return;
  place(call, options, { how: 'replace', isExact: options.has('T', 'no-target-directory') });
};

export const ln: Program = (call) => {
  const options = readOptions(call.args, { valued: 'tS', long: ['target-directory', 'suffix'] });
  if (!options.has('f', 'force')) return;
  const [, link] = call.paths(options.operands.slice(0, 2));
  // `-n`: a link to a folder is replaced, and not looked into.
  const isExact =
    options.has('T', 'no-target-directory') ||
    (options.has('n', 'h', 'no-dereference') && link !== undefined && isLink(link.path));
  place(call, options, { how: 'replace', isExact }, true);
};

function place(call: Call, options: Options, placing: Placing, mayLackDestination = false): void {
  const given = options.values(...TARGET);
  const operands = [...options.operands];
  const last: Field | undefined = given[0] ?? (operands.length > 1 ? operands.pop() : undefined);
  if (last === undefined) {
    if (mayLackDestination) placeIn(call, operands, call.scope.cwd, placing);
    return;
  }
  const destinations = call.paths([last]);
  for (const { path } of destinations) {
    if (!placing.isExact && (given.length > 0 || isFolder(path))) placeIn(call, operands, path, placing);
    else placeAt(call, call.paths(operands)[0]?.path, named(path), placing);
  }
}

function placeIn(call: Call, sources: readonly Field[], folder: string | undefined, placing: Placing): void {
  if (folder === undefined) {
    call.miss();
    return;
  }
  for (const source of sources) {
    // Of `folder/.` the content is meant, not the folder.
    const isContent = /(?:^|\/)\.$/.test(source.text);
    for (const { path, isFound } of call.paths([source])) {
      placeAt(call, path, { path: isContent ? folder : join(folder, basename(path)), isFound }, placing);
    }
  }
}

function placeAt(call: Call, source: string | undefined, target: KnownPath, { how, isDeep }: Placing): void {
  if (!(isDeep && source !== undefined && lookAt(source)?.isDirectory())) {
    call.touch([target], how);
    return;
  }
  for (const { path, isFolder: isFolderToo } of call.walk.below(
    source,
    (_, name) => !call.isGenerated(name),
  )) {
    const counterpart = join(target.path, relative(source, path));
    if (!isFolderToo && lookAt(counterpart)) call.touch([found(counterpart)], how);
  }
}

const DELETES = [
  'del',
  'delete',
  'delete-before',
  'delete-during',
  'delete-delay',
  'delete-after',
  'delete-excluded',
];
const RSYNC_LONG = [
  'rsh',
  'exclude',
  'include',
  'exclude-from',
  'include-from',
  'filter',
  'files-from',
  'chmod',
  'bwlimit',
];

/** The folder after the command is the source's: what differs is replaced, what is too much deleted. */
export const rsync: Program = (call) => {
  const options = readOptions(call.args, { valued: 'efBTM', long: RSYNC_LONG });
  if (options.has('n', 'dry-run')) return;
  const operands = [...options.operands];
  const last = operands.pop();
  if (last === undefined || operands.some(isRemote) || isRemote(last)) return;
  const destination = call.paths([last])[0]?.path;
  if (destination === undefined) return;
  for (const operand of operands) {
    for (const { path } of call.paths([operand])) {
      const isContent = operand.text.endsWith('/');
      const folder = isContent ? destination : join(destination, basename(path));
      if (lookAt(path)?.isDirectory()) mirror(call, path, folder, options.has(...DELETES));
      else call.touch([named(isFolder(destination) ? folder : destination)], 'replace');
    }
  }
};

const isRemote = (field: Field): boolean => /^[^/]+:/.test(textOf(field) ?? '');

function mirror(call: Call, source: string, destination: string, isDeleting: boolean): void {
  for (const { path, isFolder: isFolderToo } of call.walk.below(
    destination,
    (_, name) => !call.isGenerated(name),
  )) {
    const counterpart = lookAt(join(source, relative(destination, path)));
    if (counterpart === undefined) {
      if (isDeleting) call.touch([found(path)], 'remove', { reason: 'rsync --delete' });
    } else if (!isFolderToo) {
      const own = lookAt(path);
      if (own?.size !== counterpart.size || own.mtimeMs !== counterpart.mtimeMs)
        call.touch([found(path)], 'replace');
    }
  }
}
