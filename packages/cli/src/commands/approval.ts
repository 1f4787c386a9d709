/** What other commands do about a project that waits for review: the commands that wire it in, and those that run it. */
import { type WaitingProject, waitingSubject } from '@hookline/config';
import type { CommandContext } from '../command-context.ts';
import { configurationFor } from '../configuration.ts';
import { problemCount, problemsText } from '../output/problems.ts';
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
  const loaded = await configurationFor(context, { runCode: false, agentHooks: true });
  const { review, broken } = loaded;
  if (!review || review.approved || broken) return undefined;
  context.out('\nWhat of this project waits for your review:\n');
  context.out(reviewText(loaded, review, context, shown));
  if (isOfAgent(context)) return undefined;
  return { approve: () => review.approve(new Date()) };
}

/** True when something of the project is not approved now. */
export async function waitsAlready(context: CommandContext): Promise<boolean> {
  const { review } = await configurationFor(context, { runCode: false, agentHooks: true });
  return review !== undefined && !review.approved;
}

/** Set by Codex in the commands that its model chooses. */
const CALL_OF_AGENT = 'CODEX_TOOL_CALL_ID';

/** Whether the agent runs this command. */
export const calledByAgent = ({ env }: Pick<CommandContext, 'env'>): boolean => Boolean(env[CALL_OF_AGENT]);

/**
 * Whether the agent runs this command, which is said. It would approve what it has changed itself. That is no wall, only
 * no accident: what may write to your home can write an approval, too.
 */
export function isOfAgent(
  { env, err }: CommandContext,
  { done, command }: Approving = { done: 'approved', command: 'npx hookline trust' },
): boolean {
  if (!env[CALL_OF_AGENT]) return false;
  err(
    `hookline: The agent runs this command, and an approval is not for the agent to give. Nothing was ${done}.`,
  );
  err(`  fix    Type it in a terminal of your own: ${command}`);
  return true;
}

/** What a command would have done, and how a person types it. */
export interface Approving {
  readonly done: string;
  readonly command: string;
}

/** What is to run. */
export interface RunRequest {
  /** The configuration file that was named. */
  readonly file?: string;
  /** Whether a person may be asked; default true. */
  readonly ask?: boolean;
  /** What is said to have not happened, where the configuration is broken. */
  readonly otherwise: string;
}

/** Says that a project waits, where it does; in a terminal it can be approved at once. True when it may run. */
export async function mayRun(
  waiting: WaitingProject | undefined,
  { file, ask = true, otherwise }: RunRequest,
  context: CommandContext,
): Promise<boolean> {
  if (waiting === undefined) return true;
  const looked = await configurationFor(context, { file, runCode: false });
  if (looked.broken) {
    // To approve what has a mistake helps nobody.
    context.err(problemsText(looked.problems, context.cwd, context.colour));
    context.err(`\n${problemCount(looked.problems)}. ${otherwise}`);
    return false;
  }
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
