/** Whether npm would pack a file, by the `files` of a manifest. */
import { posix } from 'node:path';
import type { Manifest } from './problem.ts';

/** `files` of npm are patterns of a `.gitignore`: a folder stands for all below it, `*` for a part of a name. */
function pattern(entry: string): RegExp {
  const plain = posix.normalize(entry.replace(/^\.?\//, '')).replace(/\/$/, '');
  const source = plain
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('**/', '\u0001')
    .replaceAll('**', '\u0002')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]')
    .replaceAll('\u0001', '(?:.*/)?')
    .replaceAll('\u0002', '.*');
  return new RegExp(`^${plain === '.' ? '' : source}(?:/|$)${plain === '.' ? '|' : ''}`);
}

/** True when the file is packed. Without `files` all is, but for what an ignore file keeps out. */
export function isPacked({ files }: Manifest, file: string): boolean {
  if (!Array.isArray(files)) return true;
  const path = posix.normalize(file.replace(/^\.?\//, ''));
  let packed = false;
  for (const entry of files) {
    if (typeof entry !== 'string') continue;
    const isOut = entry.startsWith('!');
    if (pattern(isOut ? entry.slice(1) : entry).test(path)) packed = !isOut;
  }
  return packed;
}
