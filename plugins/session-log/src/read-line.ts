/** Reads a line of the log back, as far as it is counted. */
import { safeText } from './safe-text.ts';

/** A line of a session that counts for something. */
export interface CountedLine {
  readonly what: 'beginning' | 'end' | 'task' | 'command' | 'failed-command' | 'patch' | 'refusal' | 'error';
  /** Paths that a patch touched. */
  readonly files?: readonly string[];
  /** There were more paths than the line names. */
  readonly hasMore?: boolean;
}

/** Reads one line; undefined when it is another session's, or does not count. */
export type ReadLine = (line: string) => CountedLine | undefined;

const TITLES: Readonly<Record<string, CountedLine['what']>> = {
  'Task started': 'task',
  'Command run': 'command',
  'Command failed': 'failed-command',
  'Patch applied': 'patch',
};

const TITLE =
  /^\[[^\]]*\] \[[A-Z]+\] (Session (?:started|ended)|(?:[A-Z][A-Za-z]*(?: tool)?) (?:refused|started|run|failed|applied)|Error of a \w+)(?=:| \(|$)/;

/** A duration at most. */
const AFTER_SESSION = /^(?:, [\dhms .,]+)?\)$/;

/** Reads lines of text. Which session's a line is says its end, where no text of an event can stand. */
export function readTextLine(sessionId: string, redact: (text: string) => string): ReadLine {
  const id = safeText(redact(sessionId));
  const named = `session ${id}`;
  const isOfSession = (line: string): boolean => {
    const at = line.lastIndexOf(named);
    return /[( ]$/.test(line.slice(0, Math.max(0, at))) && AFTER_SESSION.test(line.slice(at + named.length));
  };
  return (line) => {
    if (!line.includes(id)) return undefined;
    const title = TITLE.exec(line)?.[1];
    if (title === undefined) return undefined;
    if (title.startsWith('Session ')) {
      const after = line.slice(line.indexOf(title) + title.length);
      if (after !== `: ${id}` && !after.startsWith(`: ${id} (`)) return undefined;
      if (title === 'Session ended') return { what: 'end' };
      return after.endsWith(', compact)') ? undefined : { what: 'beginning' };
    }
    if (!isOfSession(line)) return undefined;
    if (title.endsWith(' refused')) return { what: 'refusal' };
    if (title.startsWith('Error')) return { what: 'error' };
    const what = TITLES[title];
    return what && { what };
  };
}

interface StoredLine {
  readonly event?: unknown;
  readonly session_id?: unknown;
  readonly source?: unknown;
  readonly success?: unknown;
  readonly exit_code?: unknown;
  readonly refused?: unknown;
  readonly files_total?: unknown;
  readonly files?: readonly { readonly path?: unknown; readonly moved_to?: unknown }[];
}

/** Reads lines of JSON. */
export function readJsonLine(sessionId: string): ReadLine {
  return (line) => {
    const stored = parsed(line);
    return stored?.session_id === sessionId ? countedOf(stored) : undefined;
  };
}

function countedOf(line: StoredLine): CountedLine | undefined {
  if (line.refused === true) return { what: 'refusal' };
  const failed = line.success === false || (line.exit_code !== undefined && line.exit_code !== 0);
  switch (line.event) {
    case 'session_start':
      return line.source === 'compact' ? undefined : { what: 'beginning' };
    case 'session_end':
      return { what: 'end' };
    case 'task_start':
      return { what: 'task' };
    case 'exec.after':
      return { what: failed ? 'failed-command' : 'command' };
    case 'patch.after': {
      if (failed) return undefined;
      const paths = (line.files ?? []).flatMap(({ path, moved_to }) => [path, moved_to]);
      return {
        what: 'patch',
        files: paths.filter((path) => typeof path === 'string'),
        hasMore: line.files_total !== undefined,
      };
    }
    case 'error.occurred':
      return { what: 'error' };
    default:
      return undefined;
  }
}

function parsed(line: string): StoredLine | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return value !== null && typeof value === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}
