/**
 * Edits Codex's config.toml as text: trust records and project trust, nothing else. Comments and layout stay.
 * Every edit is checked by reading the result back: when it does not say exactly what was meant (a trust state
 * written as an inline table, for instance), nothing is written and the person is told.
 */
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'smol-toml';
import { isObject, type Payload } from '../wire/payload.ts';
import { fileInvalid } from './file-text.ts';
import { applyEdits } from './json-edit.ts';
import { tomlTables } from './toml-tables.ts';

/** What changes. Removals and renames come first, so a key may be freed and used again. */
export interface ConfigEdit {
  /** Trust keys that go. */
  readonly remove?: readonly string[];
  /** Trust keys of hooks that stand elsewhere now, old to new. */
  readonly rename?: ReadonlyMap<string, string>;
  /** Trust keys with the hash that they must have. */
  readonly trust?: ReadonlyMap<string, string>;
  /** Trust keys with the whole record that they had once, to have it again. */
  readonly restore?: ReadonlyMap<string, Payload>;
  /** Absolute paths of projects to trust. */
  readonly projects?: readonly string[];
}

/** The text after the edit. Throws HOOKLINE_HOST_FILE_INVALID. */
export function editConfig(path: string, text: string, edit: ConfigEdit): string {
  const before = parseConfig(path, text);
  const remove = new Set(edit.remove ?? []);
  const rename = edit.rename ?? new Map<string, string>();
  const wanted = trustStates(before);
  for (const key of [...remove, ...rename.keys()]) wanted.delete(key);
  for (const [from, to] of rename) {
    const state = trustStates(before).get(from);
    if (state) wanted.set(to, state);
  }
  let edited = renameTables(dropTables(text, remove), rename);
  for (const [key, hash] of edit.trust ?? []) {
    const state = wanted.get(key);
    if (state?.['trusted_hash'] === hash) continue;
    wanted.set(key, { ...state, trusted_hash: hash });
    edited = withValue(edited, ['hooks', 'state', key], 'trusted_hash', hash);
  }
  for (const [key, state] of edit.restore ?? []) {
    const texts = Object.entries(state).filter(([, value]) => /^(?:string|boolean)$/.test(typeof value));
    wanted.set(key, { ...wanted.get(key), ...Object.fromEntries(texts) });
    for (const [name, value] of texts)
      edited = withValue(edited, ['hooks', 'state', key], name, value as string | boolean);
  }
  const projects = new Map(Object.entries(tableAt(before, 'projects')));
  for (const project of edit.projects ?? []) {
    const present = projects.get(project);
    const level = isObject(present) ? present['trust_level'] : undefined;
    if (level === 'trusted') continue;
    if (level !== undefined) {
      throw fileInvalid(
        path,
        `The project ${project} is marked as ${JSON.stringify(level)} there.`,
        'Start Codex in the project and trust it, or change trust_level yourself.',
      );
    }
    projects.set(project, { ...(isObject(present) ? present : {}), trust_level: 'trusted' });
    edited = withValue(edited, ['projects', project], 'trust_level', 'trusted');
  }
  if (edited !== text) assertSays(path, edited, before, wanted, projects);
  return edited;
}

/** The parsed file. Throws HOOKLINE_HOST_FILE_INVALID. */
export function parseConfig(path: string, text: string): Payload {
  try {
    return parse(text.replace(/^\ufeff/, ''), { integersAsBigInt: 'asNeeded' });
  } catch (cause) {
    throw fileInvalid(
      path,
      'It is not TOML.',
      'Repair it by hand, then try again: Codex cannot read it either.',
      cause,
    );
  }
}

/** The trust records by key. */
export function trustStates(config: Payload): Map<string, Payload> {
  const states = Object.entries(tableAt(tableAt(config, 'hooks'), 'state'));
  return new Map(states.flatMap(([key, state]) => (isObject(state) ? [[key, state]] : [])));
}

/** The table under a key; empty when there is none. */
export function tableAt(table: Payload, key: string): Payload {
  const value = table[key];
  return isObject(value) ? value : {};
}

function stateKey(keys: readonly string[]): string | undefined {
  return keys.length === 3 && keys[0] === 'hooks' && keys[1] === 'state' ? keys[2] : undefined;
}

function dropTables(text: string, remove: ReadonlySet<string>): string {
  const edits = tomlTables(text)
    .filter(({ keys }) => remove.has(stateKey(keys) ?? ''))
    .map(({ start, body, end }) => {
      // Comments and blank lines at the end belong to what follows, one blank line in front to the table.
      const values = /^(?:(?!\s*(?:#|$)).*(?:\r?\n|$))*/.exec(text.slice(body, end))?.[0].length ?? 0;
      const gap = /(?:^|\n)(\r?\n)$/.exec(text.slice(0, start))?.[1]?.length ?? 0;
      return { offset: start - gap, length: body + values - start + gap, content: '' };
    });
  return applyEdits(text, edits);
}

function renameTables(text: string, rename: ReadonlyMap<string, string>): string {
  return tomlTables(text).reduceRight((done, { keys, start, body }) => {
    const to = rename.get(stateKey(keys) ?? '');
    if (to === undefined) return done;
    const rest = /\](\s*(?:#[^\n]*)?\r?\n?)$/.exec(done.slice(start, body))?.[1] ?? '\n';
    return `${done.slice(0, start)}[hooks.state.${tomlString(to)}]${rest}${done.slice(body)}`;
  }, text);
}

function withValue(text: string, keys: readonly string[], name: string, value: string | boolean): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const line = `${name} = ${typeof value === 'string' ? tomlString(value) : value}`;
  const table = tomlTables(text).find((one) => isDeepStrictEqual(one.keys, keys));
  if (!table) {
    const [last = '', ...first] = [...keys].reverse();
    const header = `[${[...first.reverse(), tomlString(last)].join('.')}]`;
    const gap = text === '' ? '' : text.endsWith('\n') ? eol : eol + eol;
    return `${text}${gap}${header}${eol}${line}${eol}`;
  }
  const head = text.slice(0, table.body);
  const body = text.slice(table.body, table.end);
  const old = new RegExp(`^([ \\t]*)${name}[ \\t]*=[ \\t]*(?:"[^"\\n]*"|'[^'\\n]*'|true|false)`, 'm');
  if (old.test(body))
    return head + body.replace(old, (_, indent: string) => indent + line) + text.slice(table.end);
  return `${head.endsWith('\n') ? head : head + eol}${line}${eol}${body}${text.slice(table.end)}`;
}

/** A TOML basic string. JSON's escapes are TOML's, but for DEL. */
export function tomlString(value: string): string {
  return JSON.stringify(value).replaceAll('\u007f', '\\u007f');
}

function assertSays(
  path: string,
  text: string,
  before: Payload,
  states: ReadonlyMap<string, Payload>,
  projects: ReadonlyMap<string, unknown>,
): void {
  const hooks = { ...tableAt(before, 'hooks'), state: Object.fromEntries(states) };
  const meant = { ...before, hooks, projects: Object.fromEntries(projects) };
  let said: unknown;
  try {
    said = parseConfig(path, text);
  } catch {
    said = undefined;
  }
  if (isDeepStrictEqual(plain(said), plain(meant))) return;
  throw fileInvalid(
    path,
    'Its "hooks.state" or "projects" is written in a form that Hookline does not edit, such as an inline table.',
    'Write it as [hooks.state."…"] tables, or trust the hooks inside Codex with /hooks.',
  );
}

/** Comparable: without the prototypes of the parser, and without tables that only exist by their children. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Date) return String(value);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, plain(inner)] as const);
  return Object.fromEntries(
    entries.filter(([, inner]) => !(isObject(inner) && Object.keys(inner).length === 0)),
  );
}
