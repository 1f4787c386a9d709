/**
 * What a session came to, counted from its own lines when it ends: nothing has to be kept while it goes on, and two tool
 * calls at once cannot miscount. Where the line of its beginning is not found any more, or was never written, there
 * are no totals, rather than ones that are too small.
 */
import type { DecidedEvent, LoggedEvent } from './events.ts';
import { linesBackwards } from './lines-backwards.ts';
import { type CountedLine, readJsonLine, readTextLine } from './read-line.ts';

/** What was counted; only of what gets lines. */
export interface Counts {
  readonly tasks?: number;
  readonly commands?: number;
  readonly commands_failed?: number;
  readonly patches?: number;
  /** How many different files the patches touched. Known from lines of JSON alone. */
  readonly files_changed?: number;
  readonly refused?: number;
  readonly errors?: number;
}

/** The totals of a session. */
export interface Totals {
  readonly counts: Counts;
  /** For a line of text: `2 tasks`, `12 commands`, …, without what there was none of. */
  readonly texts: readonly string[];
}

/** Where the lines of a session are. */
export interface SessionLines {
  readonly file: string;
  readonly format: 'text' | 'json';
  /** How many older files there may be. */
  readonly keep: number;
  readonly sessionId: string;
  readonly redact: (text: string) => string;
}

/** What gets lines. */
export interface Counted {
  readonly events: readonly (LoggedEvent | DecidedEvent)[];
  readonly decisions: boolean;
}

/** Counts them; undefined when not all of them are to be had. */
export function readTotals(lines: SessionLines, counted: Counted): Totals | undefined {
  const own = ownLines(lines);
  if (own === undefined) return undefined;
  const count = (holds: (line: CountedLine) => boolean): number => own.filter(holds).length;
  const isA = (what: CountedLine['what']) => (line: CountedLine) => line.what === what;
  const has = (name: LoggedEvent): boolean => counted.events.includes(name);
  const namesAll = lines.format === 'json' && !own.some(({ hasMore }) => hasMore);
  const files = new Set(own.flatMap((line) => line.files ?? []));
  const counts: Counts = {
    ...(has('task_start') && { tasks: count(isA('task')) }),
    ...(has('exec.after') && {
      commands: count((line) => line.what === 'command' || line.what === 'failed-command'),
      commands_failed: count(isA('failed-command')),
    }),
    ...(has('patch.after') && { patches: count(isA('patch')) }),
    ...(has('patch.after') && namesAll && { files_changed: files.size }),
    ...(counted.decisions && { refused: count(isA('refusal')) }),
    ...(has('error.occurred') && { errors: count(isA('error')) }),
  };
  return { counts, texts: textsOf(counts) };
}

function ownLines(lines: SessionLines): CountedLine[] | undefined {
  const { file, keep, format, sessionId } = lines;
  const older = Array.from({ length: keep }, (_, index) => `${file}.${index + 1}`);
  const readLine = format === 'json' ? readJsonLine(sessionId) : readTextLine(sessionId, lines.redact);
  const own: CountedLine[] = [];
  for (const line of linesBackwards([file, ...older])) {
    const read = readLine(line);
    if (read?.what === 'beginning') return own;
    // The end of an earlier run that was taken up again, whose new beginning is not there.
    if (read?.what === 'end') return undefined;
    if (read) own.push(read);
  }
  return undefined;
}

const textsOf = (counts: Counts): string[] =>
  [
    some(counts.tasks, 'task'),
    some(counts.commands, 'command'),
    counts.commands_failed ? `${counts.commands_failed} failed` : undefined,
    some(counts.patches, 'patch', 'patches'),
    counts.refused ? `${counts.refused} refused` : undefined,
    some(counts.errors, 'error'),
  ].filter((text) => text !== undefined);

const some = (count: number | undefined, one: string, many = `${one}s`): string | undefined =>
  count ? `${count} ${count === 1 ? one : many}` : undefined;
