/** What the model is told when `on_failure = "deny"` and a file could not be copied. */
import { basename } from 'node:path';
import { lost } from './back-up.ts';
import { safeText } from './safe-text.ts';
import type { Entry } from './store/entry.ts';
import { WHY_SKIPPED } from './store/entry.ts';

/** Undefined when every file is safe. */
export function refusalFor(entries: readonly Entry[], event: { readonly type: string }): string | undefined {
  const skipped = lost(entries);
  const [first] = skipped;
  if (!first) return undefined;
  const what = event.type === 'patch.before' ? 'This patch' : 'This command';
  const others = skipped.length > 1 ? ` The same is true of ${skipped.length - 1} more.` : '';
  return (
    `${what} changes "${safeText(basename(first.path))}", of which no backup could be made: ${WHY_SKIPPED[first.why]}.${others}` +
    ' Leave what is there as it is, or ask the user.'
  );
}
