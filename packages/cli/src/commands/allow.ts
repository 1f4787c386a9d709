/** `hookline allow`: shows what was refused, and takes a person's permission for exactly that, once. */
import { type CommandContext, type ExitCode, UsageError } from '../command-context.ts';
import { confirm } from '../output/confirm.ts';
import { wrapped } from '../output/listing.ts';
import { table } from '../output/table.ts';
import { visible } from '../output/visible.ts';
import { isOfAgent } from './approval.ts';
import { type Refusal, readRefusals, writeGrant } from './refusals.ts';

export interface AllowOptions {
  /** The so manyth refusal from the end. Default 1. */
  readonly last?: number;
  /** How long the permission waits to be used. Default 10. */
  readonly minutes?: number;
  readonly list?: boolean;
  readonly json?: boolean;
  readonly yes?: boolean;
}

const MINUTES = 10;
/** No permission waits longer: a gate does not take one that does. */
const MOST_MINUTES = 60;
const LISTED = 10;

export async function allow(options: AllowOptions, context: CommandContext): Promise<ExitCode> {
  const { last = 1, minutes = MINUTES, list, json, yes } = options;
  if (minutes > MOST_MINUTES) throw new UsageError(`--minutes is ${MOST_MINUTES} at most.`);
  if (json && yes) throw new UsageError('--json only lists: give it without --yes.');
  const refusals = readRefusals(context.homes.hooklineHome);
  if (json) {
    context.json(refusals.slice(0, LISTED));
    return 0;
  }
  if (list) {
    context.out(refusals.length === 0 ? NOTHING : listText(refusals.slice(0, LISTED)));
    return 0;
  }
  const refusal = refusals[last - 1];
  if (!refusal) {
    context.out(
      refusals.length === 0 ? NOTHING : `Only ${refusals.length} were refused: hookline allow --list`,
    );
    return 1;
  }
  context.out(refusalText(refusal, context.columns));
  context.out('');
  if (isOfAgent(context, { done: 'permitted', command: 'hookline allow' })) return 1;
  // Also with --yes: what runs without a terminal is not a person who has read this.
  if (!context.interactive) {
    context.err('hookline: A permission is given in a terminal. Nothing was permitted.');
    return 1;
  }
  const many = minutes === 1 ? 'minute' : 'minutes';
  if (!yes && !(await confirm(context, `Permit exactly this, once, within ${minutes} ${many}?`))) {
    context.out('Nothing was permitted.');
    return 1;
  }
  const now = new Date();
  const expires = new Date(now.getTime() + minutes * 60_000);
  if (!writeGrant(context.homes.hooklineHome, refusal, now, expires)) {
    context.err('hookline: The permission could not be kept, so nothing was permitted.');
    context.err('  fix    Make $HOOKLINE_HOME (default ~/.hookline) writable.');
    return 1;
  }
  context.out(`Permitted once, until ${expires.toTimeString().slice(0, 5)}. Tell the agent to try again.`);
  return 0;
}

const NOTHING = 'Nothing was refused that could be permitted.';

const refusalText = (
  { event, verdict, by, rules, reason, text, cwd, time }: Refusal,
  columns?: number,
): string =>
  [
    ['refused', `${event}, ${ago(time)}, ${verdict === 'ask' ? 'until you agree' : 'for good'}`],
    ['by', `${by}: ${rules.join(', ')}`],
    ['because', reason],
    ['in', cwd],
    ['what', text],
  ]
    .flatMap(([label = '', words = '']) => {
      const first = `${label.padEnd(8)} `;
      // The lines of a command are shown as lines, each with its unseen characters spelled out.
      const lines = label === 'what' ? words.split('\n').map(visible) : wrapped(visible(words), columns, '');
      return lines.map((line, index) => (index === 0 ? first : ' '.repeat(first.length)) + line.trimEnd());
    })
    .join('\n');

const listText = (refusals: readonly Refusal[]): string =>
  `${table(
    refusals.map(({ time, event, rules, text }, index) => [
      String(index + 1),
      ago(time),
      event,
      rules.join(', '),
      short(visible(text)),
    ]),
  )}\n\nTo permit one of them once: hookline allow --last <number>`;

const short = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);

function ago(time: string): string {
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(time)) / 1_000));
  if (!Number.isFinite(seconds)) return 'at some time';
  if (seconds < 120) return `${seconds} s ago`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min ago` : `${Math.round(minutes / 60)} h ago`;
}
