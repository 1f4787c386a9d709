/** The arguments of a command that shows tables of days. */
import { parseArgs } from 'node:util';
import { HooklineError, nearest } from '@hookline/core/errors';

/** What was asked for. */
export interface TableArguments<Group extends string> {
  readonly help: boolean;
  readonly json: boolean;
  /** Undefined: the table of days and what belongs beside it. */
  readonly by?: Group | undefined;
  /** The first day, `2026-11-21` in UTC. */
  readonly since: string;
}

const OPTIONS = {
  days: { type: 'string' },
  since: { type: 'string' },
  by: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const DEFAULT_DAYS = 14;
const MOST_DAYS = 36_500;
const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * Reads the arguments. `groups` are the tables that the command can show.
 *
 * @throws HooklineError for what the command does not take.
 */
export function parseArguments<Group extends string>(
  args: readonly string[],
  now: Date,
  groups: readonly Group[],
): TableArguments<Group> {
  const { values, tokens } = parseArgs({ args: [...args], options: OPTIONS, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'positional') {
      throw usage(`It takes no "${cut(token.value)}".`, `Options are ${names()}.`);
    }
    if (token.kind !== 'option') continue;
    const known = (OPTIONS as Readonly<Record<string, { readonly type: string } | undefined>>)[token.name];
    if (!known || !Object.hasOwn(OPTIONS, token.name)) {
      // One letter is near to everything.
      const meant = token.name.length > 1 ? nearest(token.name, Object.keys(OPTIONS)) : undefined;
      throw usage(
        `There is no option "${cut(token.rawName)}".`,
        meant ? `Did you mean --${meant}?` : `Options are ${names()}.`,
      );
    }
    if (known.type === 'string' && !token.value) throw usage(`--${token.name} has no value.`, 'See --help.');
    if (known.type === 'boolean' && token.value !== undefined) {
      throw usage(`--${token.name} takes no value.`, `Write --${token.name} alone.`);
    }
  }
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  const [days, since] = [text(values.days), text(values.since)];
  if (days !== undefined && since !== undefined) {
    throw usage('--days and --since both say where to begin.', 'Leave one of them out.');
  }
  return {
    help: values.help === true,
    json: values.json === true,
    by: groupOf(text(values.by), groups),
    since: since === undefined ? firstOf(days, now) : dayOf(since),
  };
}

function groupOf<Group extends string>(by: string | undefined, groups: readonly Group[]): Group | undefined {
  if (by === undefined) return undefined;
  const group = groups.find((one) => one === by);
  if (group) return group;
  const meant = nearest(by, groups);
  throw usage(
    `There is no table by "${cut(by)}".`,
    meant ? `Did you mean --by ${meant}?` : `It is one of ${groups.join(', ')}.`,
  );
}

function firstOf(days: string | undefined, now: Date): string {
  const count = days === undefined ? DEFAULT_DAYS : Number(/^\d{1,5}$/.exec(days)?.[0]);
  if (!(count >= 1 && count <= MOST_DAYS)) {
    throw usage(
      `"${cut(days ?? '')}" is no number of days.`,
      `Write a whole number, 1 to ${MOST_DAYS}: --days 30.`,
    );
  }
  return new Date(now.getTime() - (count - 1) * DAY_MS).toISOString().slice(0, 10);
}

function dayOf(since: string): string {
  const day = /^\d{4}-\d\d-\d\d$/.test(since) ? new Date(`${since}T00:00:00Z`) : new Date(Number.NaN);
  // 30 February is read as a day of March.
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== since) {
    throw usage(`"${cut(since)}" is no day.`, 'Write year, month and day: --since 2026-01-31.');
  }
  return since;
}

const names = (): string =>
  Object.keys(OPTIONS)
    .map((name) => `--${name}`)
    .join(', ');

/** Shown as JSON shows it: an argument may hold what a terminal obeys. */
const cut = (text: string): string => JSON.stringify(text.slice(0, 80)).slice(1, -1);

const usage = (what: string, fix: string): HooklineError =>
  new HooklineError('HOOKLINE_USAGE', { what, fix });
