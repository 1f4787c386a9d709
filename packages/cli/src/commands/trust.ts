/** `hookline trust`: shows what a project would run and what changed, and takes a person's approval. Runs no code of it. */
import {
  LOCK_NAME,
  type LoadedConfig,
  lockText,
  type ProjectReview,
  removeApproval,
  writeLock,
} from '@hookline/config';
import { type CommandContext, type ExitCode, UsageError } from '../command-context.ts';
import { configurationFor } from '../configuration.ts';
import { confirm } from '../output/confirm.ts';
import { problemCount, problemsText } from '../output/problems.ts';
import { visible } from '../output/visible.ts';
import { isOfAgent } from './approval.ts';
import { reviewText, waitsText } from './trust-text.ts';

export interface TrustOptions {
  readonly config?: string;
  readonly yes?: boolean;
  readonly revoke?: boolean;
  readonly check?: boolean;
  readonly lock?: boolean;
  readonly json?: boolean;
}

export async function trust(options: TrustOptions, context: CommandContext): Promise<ExitCode> {
  const chosen = (['revoke', 'check', 'lock'] as const).filter((name) => options[name]);
  if (chosen.length > 1)
    throw new UsageError(`Give one of ${chosen.map((name) => `--${name}`).join(' and ')}.`);
  const loaded = await configurationFor(context, {
    file: options.config,
    runCode: false,
    review: true,
    agentHooks: true,
  });
  const { review } = loaded;
  if (!review) throw new Error('A load that was asked for a review gave none.');
  if (options.revoke) return revoke(review, context);
  if (loaded.broken) return broken(loaded, context);
  if (options.check) return check(loaded, review, options, context);
  if (options.lock) return lock(loaded, review, options, context);
  return approve(loaded, review, options, context);
}

async function approve(
  loaded: LoadedConfig,
  review: ProjectReview,
  { yes, json }: TrustOptions,
  context: CommandContext,
): Promise<ExitCode> {
  if (review.approved && !review.changes.some(({ what }) => what === 'gone')) {
    if (json) context.json(viewOf(loaded, review));
    else context.out(nothingWaits(review));
    return 0;
  }
  if (json) {
    if (yes && isOfAgent(context)) return 1;
    if (yes) review.approve(new Date());
    context.json(viewOf(loaded, review));
    return yes || review.approved ? 0 : 1;
  }
  context.out(`${headline(review)}\n`);
  if (review.refused !== undefined) context.out(`note: ${visible(review.refused)}.\n`);
  context.out(reviewText(loaded, review, context));
  context.out('');
  if (isOfAgent(context)) return 1;
  const isGone = review.changes.every(({ what }) => what === 'gone');
  if (review.removed)
    context.out(
      'The required checks in what is gone are refused to sessions that had them, until you say yes.\n',
    );
  const question = isGone ? 'Is it meant to be gone?' : 'Let Hookline run this?';
  if (!yes && !(await confirm(context, question))) {
    context.out('Nothing was approved.');
    return 1;
  }
  review.approve(new Date());
  context.out(`Approved. To take it back: npx hookline trust --revoke`);
  return 0;
}

function revoke(review: ProjectReview, { homes, out }: CommandContext): ExitCode {
  const was = removeApproval(homes.hooklineHome, review.root);
  out(
    was
      ? `Nothing of ${visible(review.root)} is approved any more, so nothing of it runs.`
      : `Nothing of ${visible(review.root)} was approved.`,
  );
  return 0;
}

function check(
  loaded: LoadedConfig,
  review: ProjectReview,
  { json }: TrustOptions,
  context: CommandContext,
): ExitCode {
  const waits = waitsText(review);
  if (json) context.json(viewOf(loaded, review));
  else if (waits === undefined) context.out(nothingWaits(review));
  else context.err(waits);
  return waits === undefined ? 0 : 1;
}

async function lock(
  loaded: LoadedConfig,
  review: ProjectReview,
  { yes }: TrustOptions,
  context: CommandContext,
): Promise<ExitCode> {
  if (review.items.length === 0) {
    context.out('This project configures nothing, so there is nothing to lock.');
    return 0;
  }
  if (!review.approved) context.out(`${reviewText(loaded, review, context)}\n`);
  context.out(
    `${LOCK_NAME}\n${lockText(review.items)
      .replaceAll(/^(?=.)/gm, '  ')
      .trimEnd()}\n`,
  );
  if (isOfAgent(context)) return 1;
  if (!yes && !(await confirm(context, `Write ${LOCK_NAME}?`))) {
    context.out('Nothing was written.');
    return 1;
  }
  writeLock(review.root, review.items);
  context.out(`Wrote ${LOCK_NAME}. Commit it; in CI HOOKLINE_TRUST=lock lets run exactly what it says.`);
  return 0;
}

function broken({ problems }: LoadedConfig, context: CommandContext): ExitCode {
  context.err(problemsText(problems, context.cwd, context.colour));
  context.err(`\n${problemCount(problems)}. Repair the configuration first: nothing was approved.`);
  return 1;
}

const headline = ({ root, approvedAt }: ProjectReview): string =>
  approvedAt === undefined
    ? `${visible(root)} was not approved yet.`
    : `${visible(root)} changed since it was approved (${approvedAt}).`;

const nothingWaits = ({ items, approvedAt }: ProjectReview): string => {
  if (items.length === 0) return 'This project configures nothing, so nothing waits for review.';
  return `Nothing waits for review: ${items.length} approved${approvedAt === undefined ? '' : ` (${approvedAt})`}.`;
};

const viewOf = ({ config, ownChanges }: LoadedConfig, review: ProjectReview) => {
  const files = new Set(review.items.filter(({ kind }) => kind === 'config').map(({ file }) => file));
  return {
    root: review.root,
    approved: review.approved,
    approvedAt: review.approvedAt ?? null,
    changes: review.changes.map(({ what, item: { kind, path } }) => ({ what, kind, path })),
    items: review.items.map(({ file: _, text: __, ...item }) => item),
    changesOwn: ownChanges,
    hooks: config.entries.filter(({ origin }) => files.has(origin.file)),
  };
};
