/**
 * Splits the document of one file into its parts: settings, plugins, entries and the defaults of categories. Checks
 * the shape of the document; what is inside an entry or a plugin's options is checked where it is understood.
 */
import { CATEGORIES, eventSpec, knownEventSpellings, resolveEventNames } from '@hookline/core/engine';
import { readConditionTable } from '../entries/condition-table.ts';
import { timeoutUnit } from '../entries/timeout-unit.ts';
import type { Loading } from '../loading.ts';
import type { Path } from '../report/path.ts';
import { complain, fit } from '../schema/complain.ts';
import type { Complaint } from '../schema/issue.ts';
import {
  DEFAULT_KEYS,
  type DefaultsShape,
  defaultsShape,
  SETTING_KEYS,
  type SettingsShape,
  settingsShape,
} from '../schema/shapes.ts';
import { unknownKey } from '../schema/unknown-key.ts';
import { shown } from '../schema/wanted.ts';
import type { SourceFile } from '../source/source-file.ts';

type Table = Readonly<Record<string, unknown>>;

/** One entry, unchecked. */
export interface RawEntry {
  readonly source: SourceFile;
  readonly path: Path;
  readonly category: string;
  readonly value: Table;
}

/** What one file says to one plugin, unchecked; false switches it off. */
export interface RawPlugin {
  readonly source: SourceFile;
  readonly path: Path;
  readonly name: string;
  readonly value: Table | false;
}

/** The defaults of one category. */
export interface CategoryDefaults {
  readonly source: SourceFile;
  readonly path: Path;
  readonly category: string;
  readonly value: DefaultsShape;
}

export interface DocumentParts {
  readonly source: SourceFile;
  readonly settings: SettingsShape;
  readonly entries: readonly RawEntry[];
  readonly defaults: readonly CategoryDefaults[];
}

const ROOT_KEYS = ['hooks', 'plugins'];
const EDITOR_KEYS = new Set(['$schema']);

const isTable = (value: unknown): value is Table =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** The categories of all events: those that are built in, defined by code, or named by a plugin's manifest. */
export function knownCategories(declaredEvents: Iterable<string>): readonly string[] {
  const defined = knownEventSpellings().map((name) => eventSpec(name)?.category);
  const declared = [...declaredEvents].map((name) => eventSpec(name)?.category ?? name.split('.')[0]);
  const more = [...defined, ...declared].filter((name) => name !== undefined && name !== '*');
  return [...new Set([...CATEGORIES, ...more])] as readonly string[];
}

/** The plugins that a file names. What is not a plugin's table is left to the check of the document. */
export function pluginsOf(source: SourceFile): readonly RawPlugin[] {
  const plugins = isTable(source.document) ? source.document['plugins'] : undefined;
  if (!isTable(plugins)) return [];
  return Object.entries(plugins).flatMap(([name, value]): RawPlugin[] => {
    if (typeof value !== 'boolean' && !isTable(value)) return [];
    return [{ source, path: ['plugins', name], name, value: value === true ? {} : value }];
  });
}

/** Where an entry belongs by the event that it names. */
function categoryOf(entry: unknown): string | undefined {
  const [event] = isTable(entry) ? [entry['event']].flat() : [];
  const [name] = typeof event === 'string' ? resolveEventNames(event) : [];
  return name === undefined ? undefined : (eventSpec(name)?.category ?? name.split('.')[0]);
}

class DocumentReader {
  readonly #source: SourceFile;
  readonly #loading: Loading;
  readonly #categories: readonly string[];
  readonly entries: RawEntry[] = [];
  readonly defaults: CategoryDefaults[] = [];
  settings: SettingsShape = {};

  constructor(source: SourceFile, loading: Loading, categories: readonly string[]) {
    this.#source = source;
    this.#loading = loading;
    this.#categories = categories;
  }

  read(): DocumentParts {
    const { document } = this.#source;
    if (document !== undefined && this.#expectTable([], document, 'A configuration')) this.#root(document);
    const { settings, entries, defaults } = this;
    return { source: this.#source, settings, entries, defaults };
  }

  #root(document: Table): void {
    for (const [key, value] of Object.entries(document)) {
      if (EDITOR_KEYS.has(key)) continue;
      if (key === 'hooks') {
        if (this.#expectTable(['hooks'], value, '"hooks"')) this.#hooks(value);
      } else if (key === 'plugins') {
        if (this.#expectTable(['plugins'], value, '"plugins"')) this.#plugins(value);
      } else this.#unknownRoot(key, value);
    }
  }

  #unknownRoot(key: string, value: unknown): void {
    if (key === 'extends') this.#loading.required.anything();
    this.#mayHoldEntries(value);
    const belongs = SETTING_KEYS.includes(key) || this.#categories.includes(key);
    const complaint = unknownKey([key], ROOT_KEYS);
    const fix = belongs ? `Write it under [hooks]: hooks.${key}.` : complaint.fix;
    this.#complain([], { ...complaint, ...(fix ? { fix } : {}) });
  }

  #hooks(hooks: Table): void {
    const settings: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(hooks)) {
      const path = ['hooks', key];
      if (SETTING_KEYS.includes(key)) settings[key] = value;
      else if (!this.#categories.includes(key)) {
        this.#unknownCategory(key, value);
        this.#mayHoldEntries(value);
      } else if (Array.isArray(value)) this.#list(path, key, value);
      else if (this.#expectTable(path, value, `"${key}"`)) this.#categoryTable(path, key, value);
    }
    const { report } = this.#loading;
    if (settings['untrusted'] !== undefined && this.#source.scope === 'project')
      report.at(
        { source: this.#source, path: ['hooks', 'untrusted'], target: 'key' },
        {
          severity: 'warning',
          message:
            '"untrusted" has no effect in a project: it says what happens to projects that nobody approved.',
          fix: 'Write it into your own configuration, ~/.hookline/hooks.toml.',
        },
      );
    this.settings = fit(settingsShape, settings, { report, source: this.#source, path: ['hooks'] }).value;
    this.#timeoutUnit(['hooks', 'timeout_seconds'], this.settings.timeout_seconds);
  }

  #unknownCategory(key: string, value: unknown): void {
    const complaint = unknownKey([key], [...SETTING_KEYS, ...this.#categories]);
    const right = (Array.isArray(value) ? value : [value]).map(categoryOf).find((name) => name !== undefined);
    this.#complain(['hooks'], right === undefined ? complaint : this.#misplaced(complaint, key, right));
  }

  /** What holds hooks belongs to the category of their events, whatever it is called. */
  #misplaced(complaint: Complaint, key: string, right: string): Complaint {
    const write = this.#source.format === 'toml' ? `[[hooks.${right}]]` : `"${right}" in place of "${key}"`;
    return {
      ...complaint,
      message: `There is no category "${key}" of hooks.`,
      expected: `one of ${this.#categories.join(', ')}`,
      fix: `Write ${write}, where the event of this hook belongs.`,
    };
  }

  /** A misspelt table still counts for what it may require, however far inside: `[[hook.exec]]`. */
  #mayHoldEntries(value: unknown): void {
    if (Array.isArray(value)) for (const item of value) this.#mayHoldEntries(item);
    if (!isTable(value)) return;
    if (value['required'] !== undefined && value['required'] !== false) this.#loading.required.anything();
    for (const part of Object.values(value)) this.#mayHoldEntries(part);
  }

  #list(path: Path, category: string, list: readonly unknown[]): void {
    list.forEach((value, index) => {
      const place = [...path, index];
      if (!this.#expectTable(place, value, 'An entry')) return;
      this.entries.push({ source: this.#source, path: place, category, value });
    });
  }

  #categoryTable(path: Path, category: string, table: Table): void {
    const { report } = this.#loading;
    this.#mayHoldEntries(table);
    if (Object.keys(table).some((key) => ['event', 'type', 'command', 'url', 'tool', 'id'].includes(key))) {
      report.at(
        { source: this.#source, path, target: 'key' },
        {
          message: `The entries of "${category}" must be a list.`,
          expected: `a list of entries, or a table of defaults (${DEFAULT_KEYS.join(', ')})`,
          fix:
            this.#source.format === 'toml'
              ? `Write [[hooks.${category}]] with two brackets.`
              : `Put a list around it: ${this.#source.format === 'json' ? `"${category}"` : category}: [{ … }]`,
        },
      );
      return;
    }
    const { value } = fit(defaultsShape, table, { report, source: this.#source, path });
    this.#timeoutUnit([...path, 'timeout'], value.timeout);
    const { complaints } = readConditionTable(value.conditions ?? {});
    complain(report, this.#source, [...path, 'conditions'], complaints);
    this.defaults.push({ source: this.#source, path, category, value });
  }

  #timeoutUnit(path: Path, seconds: number | undefined): void {
    const finding = timeoutUnit(String(path.at(-1)), seconds);
    if (finding) this.#loading.report.at({ source: this.#source, path }, finding);
  }

  #plugins(plugins: Table): void {
    for (const [name, value] of Object.entries(plugins)) {
      if (typeof value === 'boolean' || isTable(value)) continue;
      const path = ['plugins', name];
      const expected = 'a table of options, true or false';
      const message = `"${name}" must be ${expected}, not ${shown(value)}.`;
      this.#complain([], { path, target: 'value', message, expected });
    }
  }

  #expectTable(path: Path, value: unknown, what: string): value is Table {
    if (isTable(value)) return true;
    this.#loading.required.unreadable(this.#source.text);
    this.#complain([], {
      path,
      target: 'value',
      message: `${what} must be a table, not ${shown(value)}.`,
      expected: 'a table',
    });
    return false;
  }

  #complain(base: Path, complaint: Complaint): void {
    complain(this.#loading.report, this.#source, base, [complaint]);
  }
}

/** Splits a document into its parts. `categories` are the `hooks.<category>` tables that exist. */
export function readDocument(
  source: SourceFile,
  loading: Loading,
  categories: readonly string[],
): DocumentParts {
  return new DocumentReader(source, loading, categories).read();
}
