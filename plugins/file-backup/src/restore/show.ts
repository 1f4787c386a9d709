/** `hookline restore show <id>`: what was copied, as it is. */
import type { CommandContext } from '@hookline/core';
import { HooklineError } from '@hookline/core/errors';
import { safeLines, safeText } from '../safe-text.ts';
import { isText, pieces } from './content.ts';
import { keptEntry, readEntries } from './entries.ts';

export async function show(id: string, raw: boolean, ctx: CommandContext): Promise<number> {
  const entries = readEntries(ctx.places);
  const entry = keptEntry(id, entries);
  if (entry.kind !== 'file') {
    const what = entry.kind === 'symlink' ? `a link to ${safeText(entry.target)}` : 'a folder';
    ctx.stdout(`${safeText(entry.path)} was ${what}.\n`);
    return 0;
  }
  // Read to its end first: half of a copy that is damaged must not look like all of it.
  if (await isText(entries.store, entry)) {
    const decoder = new TextDecoder();
    const shown = ctx.isTerminal && !raw ? safeLines : (text: string): string => text;
    for await (const piece of pieces(entries.store, entry)) {
      ctx.stdout(shown(decoder.decode(piece, { stream: true })));
    }
    return 0;
  }
  if (ctx.isTerminal && !raw) {
    throw new HooklineError('HOOKLINE_USAGE', {
      what: `${entry.path} is no text: a terminal would not show it.`,
      fix: `Write it to a file: hookline restore put ${id} --to <file>. Or give --raw.`,
    });
  }
  // `ctx.stdout` takes text only.
  for await (const piece of pieces(entries.store, entry)) {
    await new Promise<void>((resolve, reject) => {
      process.stdout.write(piece, (error) => (error ? reject(error) : resolve()));
    });
  }
  return 0;
}
