/** `hookline restore diff <id>`: from the copy to what is there now. */
import { closeSync, constants, fstatSync, openSync, readFileSync, readlinkSync } from 'node:fs';
import type { CommandContext } from '@hookline/core';
import { HooklineError } from '@hookline/core/errors';
import { lookAt } from '../programs/look.ts';
import { safeLines, safeText } from '../safe-text.ts';
import type { Kept } from '../store/entry.ts';
import { pieces } from './content.ts';
import { keptEntry, readEntries } from './entries.ts';

/** Bytes on each side: what is larger nobody reads as a diff. */
const LONGEST = 4 * 1024 * 1024;
/** Milliseconds of looking for the smallest difference. */
const TIMEOUT_MS = 5_000;

/** 0 when nothing differs, 1 when something does. */
export async function diff(id: string, ctx: CommandContext): Promise<number> {
  const entries = readEntries(ctx.places);
  const entry = keptEntry(id, entries);
  const path = safeText(entry.path);
  if (entry.kind !== 'file') return differenceOf(entry, path, ctx);
  const now = contentNow(entry.path);
  if (typeof now === 'string') {
    ctx.stdout(`${path}: ${now}\n`);
    return 1;
  }
  const parts: Buffer[] = [];
  if (entry.size > LONGEST) return tooLong(path, ctx);
  for await (const piece of pieces(entries.store, entry)) parts.push(piece);
  const before = Buffer.concat(parts);
  if (before.equals(now)) return 0;
  if (before.includes(0) || now.includes(0)) {
    ctx.stdout(`${path}: no text, and not the same.\n`);
    return 1;
  }
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import('diff');
  const patch = createTwoFilesPatch(
    `${path} (backup ${entries.shortId(entry.id)})`,
    path,
    before.toString(),
    now.toString(),
    entry.time,
    'now',
    { context: 3, timeout: TIMEOUT_MS, headerOptions: FILE_HEADERS_ONLY },
  );
  if (patch === undefined) return tooLong(path, ctx);
  const redacted = ctx.redact(patch);
  const text = ctx.isTerminal ? safeLines(redacted) : redacted;
  ctx.stdout(ctx.color ? colored(text) : text);
  return 1;
}

function differenceOf(entry: Kept, path: string, ctx: CommandContext): number {
  const stat = lookAt(entry.path);
  const was = entry.kind === 'symlink' ? `a link to ${safeText(entry.target)}` : 'a folder';
  let now = stat?.isDirectory() ? 'a folder' : stat ? 'something else' : 'gone';
  if (stat?.isSymbolicLink()) now = `a link to ${safeText(readlinkSync(entry.path))}`;
  if (was === now) return 0;
  ctx.stdout(`${path}: was ${was}, is ${now}.\n`);
  return 1;
}

/** What is there, or why there is nothing to compare with. */
function contentNow(path: string): Buffer | string {
  const stat = lookAt(path);
  if (stat === undefined) return 'It is gone.';
  if (stat.isSymbolicLink()) return `It is a link now, to ${safeText(readlinkSync(path))}.`;
  if (!stat.isFile()) return 'It is no file any more.';
  if (stat.size > LONGEST) return 'It is too large to be compared here.';
  try {
    const descriptor = openSync(
      path,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    );
    try {
      return fstatSync(descriptor).isFile() ? readFileSync(descriptor) : 'It is no file any more.';
    } finally {
      closeSync(descriptor);
    }
  } catch (thrown) {
    throw new HooklineError('HOOKLINE_STATE_UNAVAILABLE', {
      what: 'What is there now cannot be read.',
      where: path,
      fix: 'Make the file readable.',
      cause: thrown,
    });
  }
}

function tooLong(path: string, ctx: CommandContext): number {
  ctx.stdout(`${path}: too large or too different for a diff here. Put the copy beside it with --to.\n`);
  return 1;
}

const COLORS: Readonly<Record<string, string>> = { '+': '32', '-': '31', '@': '36' };

const colored = (patch: string): string =>
  patch
    .split('\n')
    .map((line) => {
      const color = COLORS[line[0] ?? ''];
      return color ? `\u001b[${color}m${line}\u001b[0m` : line;
    })
    .join('\n');
