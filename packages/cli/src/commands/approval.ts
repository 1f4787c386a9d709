/** What other commands do about a project that waits for review: the commands that wire it in, and those that run it. */
import { type WaitingProject, waitingSubject } from '@hookline/config';
import type { CommandContext } from '../command-context.ts';
import { configurationFor } from '../configuration.ts';
import { reviewText } from './trust-text.ts';

/** What waits, shown; with the way to approve it once somebody has agreed. */
export interface ShownReview {
  approve(): void;
}

/** Shows what waits of the project; undefined when nothing does. `shown` are files whose text was shown already. */
export async function showReview(
  context: CommandContext,
  shown: readonly string[] = [],
): Promise<ShownReview | undefined> {
  const loaded = await configurationFor(context, { runCode: false });
  const { review, broken } = loaded;
  if (!review || review.approved || broken) return undefined;
  context.out('\nWhat of this project waits for your review:\n');
  context.out(reviewText(loaded, review, context, shown));
  return { approve: () => review.approve(new Date()) };
}

/** Says that a project waits, where it does; in a terminal it can be approved at once. True when it may run. */
export async function mayRun(
  waiting: WaitingProject | undefined,
  { file, ask = true }: { readonly file?: string; readonly ask?: boolean },
  context: CommandContext,
): Promise<boolean> {
  if (waiting === undefined) return true;
  if (ask && context.interactive) {
    const { trust } = await import('./trust.ts');
    return (await trust({ config: file }, context)) === 0;
  }
  const verb = waiting.count === 1 ? 'waits' : 'wait';
  context.err(
    `hookline: ${waitingSubject(waiting)} ${verb} for review, so nothing of this project runs: npx hookline trust`,
  );
  return false;
}
