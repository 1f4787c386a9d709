/**
 * Reads the files out of an apply_patch text. Over-reports rather than misses: gates judge by these paths, and
 * Codex's own parser is lenient about what stands around a patch.
 */
import type { PatchFile } from '@hookline/core';

interface OpenFile {
  path: string;
  kind: PatchFile['kind'];
  movedTo?: string;
  added: number;
  removed: number;
}

// A path may hold any character but a newline, for Codex ends lines nowhere else; hence the flag `s`.
const HEADER = /^\*\*\*\s*(Add|Update|Delete) File:(.*)$/s;
const MOVE = /^\*\*\*\s*Move to:(.*)$/s;
const END = '*** End Patch';

/** Without the white space around it, as Codex sees it: U+0085 too, which `trim` alone leaves. */
function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  // By hand: a pattern that looks for the end of such a run takes the square of its length.
  while (from < to && isSpace(text.charAt(from))) from++;
  while (to > from && isSpace(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}

const isSpace = (char: string): boolean => char === '\u0085' || char.trim() === '';

/**
 * The files that a patch touches, in its order; one entry per path and kind. A text without a single file header
 * gives every path that it mentions in another patch format, as an update. Never throws.
 */
export function parseApplyPatch(patch: string): readonly PatchFile[] {
  const files = new Map<string, OpenFile>();
  let current: OpenFile | undefined;
  for (const line of patch.split('\n')) {
    // Inside an update a leading space is context, whatever the rest of the line looks like.
    const isContext = line.startsWith(' ') && current?.kind === 'update';
    const bare = isContext || isBody(line) ? '' : trimmed(line);
    const header = HEADER.exec(bare);
    const path = trimmed(header?.[2] ?? '');
    if (path) {
      current = opened(files, path, (header?.[1] ?? '').toLowerCase() as PatchFile['kind']);
    } else if (bare === END && !line.startsWith(' ')) {
      current = undefined;
    } else if (current) {
      const move = trimmed((line.startsWith(' ') ? null : MOVE.exec(bare))?.[1] ?? '');
      if (move && current.kind === 'update') current.movedTo = move;
      else if (line.startsWith('+')) current.added += 1;
      else if (line.startsWith('-')) current.removed += 1;
    }
  }
  return files.size > 0 ? [...files.values()] : mentioned(patch);
}

const isBody = (line: string): boolean => line.startsWith('+') || line.startsWith('-');

function opened(files: Map<string, OpenFile>, path: string, kind: PatchFile['kind']): OpenFile {
  const key = `${kind} ${path}`;
  const found = files.get(key) ?? { path, kind, added: 0, removed: 0 };
  files.set(key, found);
  return found;
}

/** Paths of a unified diff, or of headers that are not spelled as Codex spells them. */
function mentioned(patch: string): readonly PatchFile[] {
  const paths = new Set<string>();
  for (const line of patch.split('\n')) {
    const loose =
      /^[\s*#>-]*(?:add|update|delete|modify|create|move)[ \t]+(?:file|to)[ \t]*:[ \t]*(\S.*)$/is.exec(line);
    const diff = /^(?:\+\+\+|---)[ \t]+(?:[ab]\/)?([^\t]+)/.exec(line);
    const path = trimmed(loose?.[1] ?? diff?.[1] ?? '');
    if (path && path !== '/dev/null') paths.add(path);
  }
  return [...paths].map((path) => ({ path, kind: 'update', added: 0, removed: 0 }));
}
