/** Writes the lines of one event. Loaded only when there is one. */
import { isAbsolute, join } from 'node:path';
import type { Capabilities, Outcome } from '@hookline/core';
import { errorText, HooklineError } from '@hookline/core/errors';
import { decisionOf } from './decision.ts';
import { entryOf } from './entry.ts';
import { LEVELS, LOGGED_EVENTS } from './events.ts';
import { ENDS_AS_JSON, jsonFileBeside, STAYS_INSIDE } from './files.ts';
import { type LineFormat, lineOf } from './line.ts';
import type { LogEntry, LoggedPayload } from './log-entry.ts';
import type { SessionLogOptions } from './session-log-options.ts';
import { bytesOf } from './size.ts';

type Seen = Pick<Capabilities, 'places' | 'redact' | 'appendLine'> & { readonly outcome: Outcome };

/** How the context begins of the error that follows from a failure of this plugin. */
const OWN_FAILURE = 'hook session-log on ';

/**
 * Writes them.
 *
 * @throws HooklineError `HOOKLINE_STATE_UNAVAILABLE` when a line could not be written, after the other one was
 */
export async function write(event: LoggedPayload, ctx: Seen, options: SessionLogOptions): Promise<void> {
  // Where a line could not be written, that this is so cannot be, either: it stands in the hook log.
  if (event.type === 'error.occurred' && event.source === 'hook' && event.context?.startsWith(OWN_FAILURE))
    return;
  const { commands = true, max_size = '10M', keep = 1 } = options;
  const logs = logsOf(options, ctx);
  const entry = entryOf(event, { commands, decision: decisionOf(ctx.outcome) });
  if (LEVELS.indexOf(levelOf(entry)) < LEVELS.indexOf(options.level ?? 'info')) return;
  const redact = (text: string): string => ctx.redact(text);
  const totals =
    event.type === 'session_end' ? await totalsOf(event.sessionId, logs, options, ctx) : undefined;
  const rotation = { maxBytes: bytesOf(max_size), keep };
  let failed: HooklineError | undefined;
  for (const { file, format } of logs) {
    try {
      ctx.appendLine(file, lineOf(event, entry, { format, totals, redact }), rotation);
    } catch (thrown) {
      failed ??= notWritten(file, thrown);
    }
  }
  if (failed) throw failed;
}

const levelOf = ({ level }: LogEntry): (typeof LEVELS)[number] =>
  level.toLowerCase() as Lowercase<typeof level>;

/** A file, and how its lines are written. */
export interface Log {
  readonly file: string;
  readonly format: LineFormat;
}

function logsOf(
  { file = 'session.log', format = 'text' }: SessionLogOptions,
  { places }: Seen,
): readonly Log[] {
  // Again what the schema says: a variable is filled in only now.
  if (!isAbsolute(file) && file.split(/[\\/]/).includes('..')) throw wrongFile(STAYS_INSIDE);
  const path = isAbsolute(file) ? file : join(places.codexHome, file);
  if (format !== 'both') return [{ file: path, format }];
  const beside = jsonFileBeside(path);
  if (beside === undefined) throw wrongFile(ENDS_AS_JSON);
  return [
    { file: path, format: 'text' },
    { file: beside, format: 'json' },
  ];
}

/** Counted only where the lines tell all of it. */
async function totalsOf(sessionId: string, logs: readonly Log[], options: SessionLogOptions, ctx: Seen) {
  const {
    events = LOGGED_EVENTS,
    keep = 1,
    level = 'info',
    decisions = options.events === undefined,
  } = options;
  if (level !== 'info' || !events.includes('session_start')) return undefined;
  // JSON says more: of many files of a patch, a line of text names a few.
  const log = logs.find(({ format }) => format === 'json') ?? logs[0];
  if (log === undefined) return undefined;
  const { readTotals } = await import('./totals.ts');
  return readTotals({ ...log, keep, sessionId, redact: (text) => ctx.redact(text) }, { events, decisions });
}

const wrongFile = (rule: string): HooklineError =>
  new HooklineError('HOOKLINE_CONFIG_INVALID', {
    what: `The session log was not written. ${rule}`,
    fix: 'Correct the variable in "file" of session-log.',
  });

const notWritten = (file: string, thrown: unknown): HooklineError =>
  new HooklineError('HOOKLINE_STATE_UNAVAILABLE', {
    what: `A line of the session log is lost: ${errorText(thrown)}`,
    where: file,
    fix: 'Make the file writable and see that the disk is not full, or set "file" of session-log.',
    cause: thrown,
  });
