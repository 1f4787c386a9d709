/**
 * Looks once more at the files of an entry right before it is run. A file in another state than the one that was approved is
 * hashed: it may only have been touched, or stored again as it was.
 */
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { hasStamp } from '@hookline/config/snapshot';
import type { HandlerKind, ResolvedEntry } from '@hookline/core';
import { HooklineError } from '@hookline/core/errors';

/**
 * Passes when every file that the entry names is what was approved.
 *
 * @throws HooklineError `HOOKLINE_TRUST_CHANGED`
 */
export function assertApproved({ files = [], name }: ResolvedEntry): void {
  for (const file of files) {
    const stats = statSync(file.path, { throwIfNoEntry: false });
    // What is not there is not run either; the kind says so better.
    if (!stats || hasStamp(stats, file) || hashOf(file.path) === file.sha256) continue;
    throw new HooklineError('HOOKLINE_TRUST_CHANGED', {
      what: `${basename(file.path)} is not what was approved any more, so "${name}" was not run.`,
      where: file.path,
      fix: 'Look at it, then run: npx hookline trust',
    });
  }
}

function hashOf(file: string): string | undefined {
  const { createHash } = process.getBuiltinModule('node:crypto');
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch {
    return undefined;
  }
}

/** The kind, with that look before each run. */
export function withApprovedFiles(kind: HandlerKind): HandlerKind {
  const run: HandlerKind['run'] = (entry, event, ctx) => {
    assertApproved(entry);
    return kind.run(entry, event, ctx);
  };
  return Object.create(kind, { run: { value: run } });
}
