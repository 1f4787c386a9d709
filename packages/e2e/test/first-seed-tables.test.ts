// What the tables and lists of the first seed name is what Hookline's own reference names: events, variables, categories, paths.
import { existsSync, readFileSync } from 'node:fs';
import { CATEGORIES } from '@hookline/core/engine';
import { describe, expect, it } from 'vitest';
import { codeIn, tablesOf } from './first-seed/blocks.ts';

const read = (file: string): string => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
const document = read('packages/config/test/fixtures/codex-lifecycle-hooks.md');
const events = [...read('docs/events.md').matchAll(/^## `([\w.]+)`$/gm)].map((found) => found[1] ?? '');

/** Words of the reference that stand for events without naming them. */
const WORDS: Readonly<Record<string, (event: string) => boolean>> = {
  all: () => true,
  'where known': () => true,
  'within a task': (event) => !/^(?:session|compact)/.test(event),
  'what ended': (event) => /^(?:session_end|task_complete|model\.after|agent\.stop)$|\.after$/.test(event),
};

/** Variable to the events that have it, from the reference of script hooks. */
const reference = new Map<string, (event: string) => boolean>(
  tablesOf(read('plugins/script/README.md'))
    .filter(({ header }) => header[0] === 'variable' && header[1] === 'events')
    .flatMap(({ rows }) => rows)
    .flatMap(([names = '', where = '']) =>
      codeIn(names).map((name) => {
        const patterns = codeIn(where).map(
          (pattern) => new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`),
        );
        const has = WORDS[where] ?? ((event: string) => patterns.some((pattern) => pattern.test(event)));
        return [name, has] as const;
      }),
    ),
);

describe('the tables of events', () => {
  const tables = tablesOf(document).filter(({ header }) => header[0] === 'Event');
  const rows = tables.flatMap(({ heading, rows: found }) =>
    found.map(([event = '', , variables = '']) => ({
      heading,
      event: codeIn(event).join(),
      variables: codeIn(variables),
    })),
  );

  it('are five, of nine events', () => {
    expect(tables.map(({ heading }) => heading)).toEqual([
      'Session Events',
      'Task Events',
      'Command Events',
      'Patch Events',
      'Error Events',
    ]);
    expect(rows.map(({ event }) => event)).toEqual([
      'session_start',
      'session_end',
      'task_start',
      'task_complete',
      'exec.before',
      'exec.after',
      'patch.before',
      'patch.after',
      'error.occurred',
    ]);
  });

  it.each(rows)('name $event, which the reference has with $variables', ({ event, variables }) => {
    expect(events).toContain(event);
    expect(variables.length).toBeGreaterThan(0);
    expect(variables.filter((name) => !reference.get(name)?.(event))).toEqual([]);
  });
});

describe('the variables of all hooks', () => {
  const [table] = tablesOf(document).filter(({ header }) => header[0] === 'Variable');

  it('are the three that the reference has for all events', () => {
    const names = table?.rows.flatMap(([name = '']) => codeIn(name)) ?? [];
    expect(names).toEqual(['CODEX_EVENT_TYPE', 'CODEX_SESSION_ID', 'CODEX_TIMESTAMP']);
    for (const name of names) {
      expect(
        events.filter((event) => !reference.get(name)?.(event)),
        name,
      ).toEqual([]);
    }
  });
});

describe('the lists of variables', () => {
  const section = document.slice(
    document.indexOf('### Event-Specific Variables'),
    document.indexOf('### Hook Script Template'),
  );
  const lists = section
    .split(/^#### /m)
    .slice(1)
    .map((part) => {
      const [heading = ''] = part.split('\n');
      return { heading, names: [...part.matchAll(/^- `(CODEX_\w+)`/gm)].map((found) => found[1] ?? '') };
    });
  const KINDS: Readonly<Record<string, RegExp>> = {
    'Session Events': /^session_/,
    'Task Events': /^task_/,
    'Command Events': /^exec\./,
    'Error Events': /^error\./,
  };

  it('are four', () => {
    expect(lists.map(({ heading }) => heading)).toEqual(Object.keys(KINDS));
  });

  it.each(lists)('name for $heading what the reference has: $names', ({ heading, names }) => {
    const own = events.filter((event) => KINDS[heading]?.test(event));
    expect(names.length).toBeGreaterThan(1);
    expect(names.filter((name) => !own.some((event) => reference.get(name)?.(event)))).toEqual([]);
  });
});

describe('what else it lists', () => {
  it('are categories that a configuration may have', () => {
    const named = [...document.matchAll(/^- `hooks\.(\w+)` - /gm)].map((found) => found[1] ?? '');
    expect(named).toHaveLength(8);
    expect(named.filter((name) => !CATEGORIES.includes(name))).toEqual([]);
  });

  it('are example files that there are', () => {
    const linked = [...document.matchAll(/\(\.\.\/(examples\/[^)]*)\)/g)].map((found) => found[1] ?? '');
    const named = [...document.matchAll(/(?<![\w/])(?:\.\/)?(examples\/hooks\/[\w/.-]+)/g)].map(
      (found) => found[1] ?? '',
    );
    const paths = [...new Set([...linked, ...named])];
    expect(paths.length).toBeGreaterThan(8);
    const isThere = (file: string): boolean => existsSync(new URL(`../../../${file}`, import.meta.url));
    expect(paths.filter((file) => !isThere(file))).toEqual([]);
  });

  it('are logs that the examples or Hookline write', () => {
    const named = [...document.matchAll(/^- `~\/\.codex\/([\w./]+)` - /gm)].map((found) => found[1] ?? '');
    expect(named).toEqual(['session.log', 'hooks.log', 'security.log', 'analytics/']);
    const readme = read('examples/hooks/README.md');
    expect(named.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });
});
