/**
 * Imports project code so that what runs is what was approved: between the check and the import a file may be exchanged, so
 * the source that is about to run is compared once more.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { HooklineError } from '@hookline/core/errors';
import { isInside } from '../names/find-package.ts';
import { sha256 } from './item.ts';
import type { Ledger } from './ledger.ts';
import { installedIn } from './resolve-module.ts';

/** The error for code that is not what was approved. */
export function notApproved(path: string, why: 'changed' | 'unknown'): HooklineError {
  return new HooklineError('HOOKLINE_TRUST_CHANGED', {
    what:
      why === 'changed'
        ? `${path} is not what was approved any more, so it was not run.`
        : `${path} is not part of what was approved, so it was not run.`,
    fix: 'Look at it, then run: npx hookline trust',
  });
}

function check(url: string, source: unknown, ledger: Ledger): void {
  if (!url.startsWith('file:')) return;
  const file = fileURLToPath(url.replace(/[?#].*$/, ''));
  const known = ledger.known(file);
  if (known === undefined) {
    if (isInside(ledger.root, file) && !installedIn(file)) throw notApproved(ledger.pathOf(file), 'unknown');
    return;
  }
  const bytes = typeof source === 'string' || source instanceof Uint8Array ? source : readFileSync(file);
  if (sha256(bytes) !== known.sha256) throw notApproved(ledger.pathOf(file), 'changed');
}

/** Runs something that imports; every module that it loads is compared with the ledger. Without a ledger, with nothing. */
export async function verified<T>(ledger: Ledger | undefined, run: () => Promise<T>): Promise<T> {
  if (!ledger) return run();
  const hooks = registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      check(url, loaded.source, ledger);
      return loaded;
    },
  });
  try {
    return await run();
  } finally {
    hooks.deregister();
  }
}
