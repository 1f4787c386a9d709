/**
 * `hookline restore show <id>`: what was copied. Secrets that Hookline knows are replaced, as in everything that it prints;
 * `--raw` gives every byte as it is.
 */
import type { CommandContext } from '@hookline/core';
import { HooklineError } from '@hookline/core/errors';
import { safeLines, safeText } from '../safe-text.ts';
import type { Store } from '../store/folders.ts';
import { isText, type KeptFile, pieces } from './content.ts';
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
  const isReadable = await isText(entries.store, entry);
  if (isReadable && !raw) return showText(entries.store, entry, id, ctx);
  if (ctx.isTerminal && !raw) {
    throw new HooklineError('HOOKLINE_USAGE', {
      what: `${safeText(entry.path)} is no text: a terminal would not show it.`,
      fix: `Write it to a file: hookline restore put ${safeText(id)} --to <file>. Or give --raw.`,
    });
  }
  // Bytes are not redacted, and `ctx.stdout` takes text only.
  for await (const piece of pieces(entries.store, entry)) {
    await new Promise<void>((resolve, reject) => {
      process.stdout.write(piece, (error) => (error ? reject(error) : resolve()));
    });
  }
  return 0;
}

async function showText(store: Store, entry: KeptFile, id: string, ctx: CommandContext): Promise<number> {
  const decoder = new TextDecoder();
  const shown = ctx.isTerminal ? safeLines : (text: string): string => text;
  let isRedacted = false;
  const print = (text: string): void => {
    const redacted = ctx.redact(text);
    if (redacted !== text) isRedacted = true;
    ctx.stdout(shown(redacted));
  };
  // In whole lines: a secret must not be cut in two, of which neither looks like one.
  let rest = '';
  for await (const piece of pieces(store, entry)) {
    rest += decoder.decode(piece, { stream: true });
    const end = rest.lastIndexOf('\n') + 1;
    if (end === 0) continue;
    print(rest.slice(0, end));
    rest = rest.slice(end);
  }
  if (rest !== '') print(rest);
  if (isRedacted) {
    ctx.stderr(`Secrets were replaced. To the letter: hookline restore show ${safeText(id)} --raw\n`);
  }
  return 0;
}
