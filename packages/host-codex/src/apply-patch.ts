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

const HEADER = /^\s*\*\*\*\s*(Add|Update|Delete) File:\s*(.*?)\s*$/;
const MOVE = /^\s*\*\*\*\s*Move to:\s*(.*?)\s*$/;
const END = /^\s*\*\*\* End Patch\s*$/;

/**
 * The files that a patch touches, in its order; one entry per path and kind. A text without a single file header
 * gives every path that it mentions in another patch format, as an update. Never throws.
 */
export function parseApplyPatch(patch: string): readonly PatchFile[] {
  const files = new Map<string, OpenFile>();
  let current: OpenFile | undefined;
  for (const line of patch.split(/\r\n|\n|\r/)) {
    // Inside an update a leading space is context, whatever the rest of the line looks like.
    const header = current?.kind === 'update' && line.startsWith(' ') ? null : HEADER.exec(line);
    if (header?.[2]) {
      current = opened(files, header[2], (header[1] ?? '').toLowerCase() as PatchFile['kind']);
    } else if (END.test(line) && !line.startsWith(' ')) {
      current = undefined;
    } else if (current) {
      const move = line.startsWith(' ') ? null : MOVE.exec(line);
      if (move?.[1] && current.kind === 'update') current.movedTo = move[1];
      else if (line.startsWith('+')) current.added += 1;
      else if (line.startsWith('-')) current.removed += 1;
    }
  }
  return files.size > 0 ? [...files.values()] : mentioned(patch);
}

function opened(files: Map<string, OpenFile>, path: string, kind: PatchFile['kind']): OpenFile {
  const key = `${kind} ${path}`;
  const found = files.get(key) ?? { path, kind, added: 0, removed: 0 };
  files.set(key, found);
  return found;
}

/** Paths of a unified diff, or of headers that are not spelled as Codex spells them. */
function mentioned(patch: string): readonly PatchFile[] {
  const paths = new Set<string>();
  for (const line of patch.split(/\r\n|\n|\r/)) {
    const loose =
      /^[\s*#>-]*(?:add|update|delete|modify|create|move)[ \t]+(?:file|to)[ \t]*:[ \t]*(\S.*)$/i.exec(line);
    const diff = /^(?:\+\+\+|---)[ \t]+(?:[ab]\/)?([^\t]+)/.exec(line);
    const path = (loose?.[1] ?? diff?.[1])?.trim();
    if (path && path !== '/dev/null') paths.add(path);
  }
  return [...paths].map((path) => ({ path, kind: 'update', added: 0, removed: 0 }));
}
