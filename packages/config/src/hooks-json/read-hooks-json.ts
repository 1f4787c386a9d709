/** The hooks of a `hooks.json` as entries: event, then matcher group, then handler (second seed). */
import { dirname } from 'node:path';
import type { EventName, ResolvedEntry } from '@hookline/core';
import { hasMatcher, knownEventSpellings } from '@hookline/core/engine';
import { nearest } from '@hookline/core/errors';
import { patternFault } from '../entries/condition-table.ts';
import { entryId } from '../entries/entry-id.ts';
import type { Kinds } from '../entries/kinds.ts';
import type { Loading } from '../loading.ts';
import { originOf } from '../report/origin.ts';
import type { Path } from '../report/path.ts';
import type { Finding } from '../report/report.ts';
import type { SourceFile } from '../source/source-file.ts';
import { handlerTimeoutMs } from './handler-timeout.ts';
import { nativeEvents } from './hooks-json-file.ts';
import { isOwnLine } from './own-lines.ts';
import { type ReadHandler, readHandler } from './read-handler.ts';

type Table = Readonly<Record<string, unknown>>;

const ROOT_KEYS = ['hooks', 'description', '$schema'];
const GROUP_KEYS = ['matcher', 'hooks', 'description'];
const EXACT_MATCHER = /^(?:\*|[A-Za-z0-9_|]*)$/;

const isTable = (value: unknown): value is Table =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const isEvent = (key: string): boolean => nativeEvents(key).length > 0;

/** How a handler is written that has, or is, this command. */
const handlerOf = (command: unknown): string =>
  `{ "type": "command", "command": ${JSON.stringify(typeof command === 'string' ? command : './hook.sh')} }`;

/** How a group is written; one that is a handler itself is put where handlers belong. */
function groupOf({ matcher, command }: Table): string {
  const selects = typeof matcher === 'string' ? `"matcher": ${JSON.stringify(matcher)}, ` : '';
  return `{ ${selects}"hooks": [${handlerOf(command)}] }`;
}

class HooksJsonReader {
  readonly #source: SourceFile;
  readonly #kinds: Kinds;
  readonly #loading: Loading;
  readonly #entries: Promise<ResolvedEntry>[] = [];

  constructor(source: SourceFile, kinds: Kinds, loading: Loading) {
    this.#source = source;
    this.#kinds = kinds;
    this.#loading = loading;
  }

  async read(): Promise<readonly ResolvedEntry[]> {
    const { document, format, text } = this.#source;
    if (format === 'json' && text.trim() === '') this.#wrong([], 'The file is empty.');
    if (document === undefined || text.trim() === '') return [];
    if (format !== 'json')
      this.#wrong([], 'A hooks.json is written in JSON. For a configuration of Hookline use --config.');
    else if (!isTable(document))
      this.#wrong([], 'A hooks.json is an object with "hooks".', '{ "hooks": { … } }');
    else {
      this.#misplaced(document);
      this.#unknown([], document, [...ROOT_KEYS, ...Object.keys(document).filter(isEvent)]);
      const hooks = document['hooks'] ?? {};
      if (!isTable(hooks))
        this.#wrong(
          ['hooks'],
          '"hooks" is an object: the events, each with a list of groups.',
          '"hooks": { "PreToolUse": [{ "matcher": "Bash", "hooks": [ … ] }] }',
        );
      else for (const [event, groups] of Object.entries(hooks)) this.#event(event, groups);
    }
    return Promise.all(this.#entries);
  }

  /** Events beside "hooks" look right and would never run. */
  #misplaced(document: Table): void {
    for (const key of Object.keys(document).filter(isEvent))
      this.#wrong([key], `"${key}" stands beside "hooks" and not in it.`, `"hooks": { "${key}": [ … ] }`);
  }

  #event(native: string, groups: unknown): void {
    const path = ['hooks', native];
    const events = nativeEvents(native);
    if (events.length === 0) {
      const meant = nearest(
        native,
        knownEventSpellings().filter((name) => nativeEvents(name).length > 0),
      );
      const fix = meant === undefined ? {} : { fix: `Did you mean "${meant}"?` };
      this.#warn(
        path,
        { message: `The event "${native}" is not known, so its hooks never run.`, ...fix },
        'key',
      );
    } else if (!Array.isArray(groups))
      this.#wrong(path, `"${native}" is a list of groups.`, `"${native}": [{ "hooks": [ … ] }]`);
    else
      groups.forEach((group, index) => {
        this.#group([...path, index], group, native, events);
      });
  }

  #group(path: Path, group: unknown, native: string, events: readonly EventName[]): void {
    const hooks = isTable(group) ? group['hooks'] : undefined;
    if (!isTable(group)) this.#wrong(path, 'A group is an object with "hooks".', `{ "hooks": [ … ] }`);
    else if (!Array.isArray(hooks))
      this.#wrong([...path, 'hooks'], 'A group needs "hooks", a list of handlers.', groupOf(group));
    else {
      this.#unknown(path, group, GROUP_KEYS);
      const matcher = readMatcher(group['matcher'], native);
      if (matcher.problem) this.#warn([...path, 'matcher'], matcher.problem);
      hooks.forEach((handler, index) => {
        const place = [...path, 'hooks', index];
        if (!isTable(handler)) this.#wrong(place, 'A handler is an object with "type".', handlerOf(handler));
        else if (!isOwnLine(handler)) this.#handler(place, handler, native, events, matcher);
      });
    }
  }

  #handler(
    path: Path,
    value: Table,
    native: string,
    events: readonly EventName[],
    { pattern, problem }: GroupMatcher,
  ): void {
    const read = readHandler(value, this.#kinds);
    for (const { key, ...finding } of read.findings) this.#warn([...path, key], finding);
    // Refused at every event of its name: a hook that is dropped is missed by nobody.
    const refused = problem && { type: 'command', fields: { problem: problem.message } };
    this.#add(path, native, events, { ...read, ...refused }, pattern);
  }

  #add(
    path: Path,
    native: string,
    events: readonly EventName[],
    { name, type, fields, mode, timeout }: ReadHandler,
    matcher: string | undefined,
  ): void {
    const { file } = this.#source;
    const folder = dirname(file);
    this.#entries.push(
      originOf(this.#source, path).then((origin) => ({
        id: entryId(this.#source, path, this.#loading),
        name,
        events,
        type,
        fields,
        required: false,
        timeoutMs: handlerTimeoutMs(native, timeout),
        mode,
        priority: 'normal',
        environment: {},
        conditions: [],
        ...(matcher === undefined ? {} : { matcher }),
        native,
        baseDir: folder,
        cwd: folder,
        origin,
      })),
    );
  }

  #unknown(path: Path, table: Table, known: readonly string[]): void {
    for (const key of Object.keys(table)) {
      if (known.includes(key)) continue;
      const meant = nearest(key, known);
      const fix = meant === undefined ? {} : { fix: `Did you mean "${meant}"?` };
      this.#warn(
        [...path, key],
        { message: `The key "${key}" is not known and has no effect.`, ...fix },
        'key',
      );
    }
  }

  /** `right` is how it is written. */
  #wrong(path: Path, message: string, right?: string): void {
    const fix = right === undefined ? {} : { fix: `Write ${right}` };
    this.#loading.report.at({ source: this.#source, path }, { message, ...fix });
  }

  #warn(path: Path, finding: Finding, target: 'key' | 'value' = 'value'): void {
    this.#loading.report.at({ source: this.#source, path, target }, { ...finding, severity: 'warning' });
  }
}

/** The matcher of a group, or why it cannot be read. */
interface GroupMatcher {
  readonly pattern?: string;
  readonly problem?: Finding;
}

function readMatcher(matcher: unknown, native: string): GroupMatcher {
  // Where the agent does not look at it, a broken one must not take a hook out that the agent would run.
  if (matcher === undefined || matcher === null || !hasMatcher(native)) return {};
  if (typeof matcher !== 'string') return { problem: unreadable('it is not a text') };
  const fault = EXACT_MATCHER.test(matcher) ? undefined : patternFault(matcher);
  return fault === undefined ? { pattern: matcher } : { problem: unreadable(fault) };
}

const unreadable = (why: string): Finding => ({
  code: 'HOOKLINE_COMMAND_REFUSED',
  message: `The matcher cannot be read, so its hooks are not run: ${why}.`,
});

/** The hooks of one file, in the order of the file. What is wrong in it is reported; the rest runs. */
export function readHooksJson(
  source: SourceFile,
  kinds: Kinds,
  loading: Loading,
): Promise<readonly ResolvedEntry[]> {
  return new HooksJsonReader(source, kinds, loading).read();
}
