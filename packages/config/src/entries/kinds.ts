/** The handler kinds that a configuration can use, and how an entry tells which one it is. */
import type { HandlerKind } from '@hookline/core';
import { nearest } from '@hookline/core/errors';
import type { Finding } from '../report/report.ts';

/** A kind by its type. A kind that only a manifest names has no code to check with. */
export type Kinds = ReadonlyMap<string, HandlerKind | undefined>;

/** The kind of an entry, or why it has none. */
export type KindChoice =
  | { readonly ok: true; readonly type: string; readonly kind: HandlerKind | undefined }
  | { readonly ok: false; readonly finding: Finding; readonly path: readonly string[] };

/** What other tools call a kind. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  script: ['shell', 'bash', 'sh', 'exec', 'program', 'process'],
  webhook: ['http', 'https', 'url', 'post', 'request'],
  mcp_tool: ['mcp', 'tool'],
};
/** What an entry may say, for who has not said anything. */
const EXAMPLES: Readonly<Record<string, string>> = {
  command: 'command = ["./script.sh"]',
  url: 'url = "https://example.com/hook"',
  tool: 'tool = "name" with server = "name"',
};

/** Joins the bundled kinds and those of plugins. */
export function collectKinds(
  bundled: readonly HandlerKind[],
  provided: readonly (HandlerKind | string)[],
): Kinds {
  const kinds = new Map<string, HandlerKind | undefined>();
  for (const kind of provided) {
    if (typeof kind === 'string') kinds.set(kind, kinds.get(kind));
    else kinds.set(kind.type, kind);
  }
  for (const kind of bundled) kinds.set(kind.type, kind);
  return kinds;
}

/** The kind of an entry: its `type`, else the kind whose first key it has. */
export function chooseKind(entry: Readonly<Record<string, unknown>>, kinds: Kinds): KindChoice {
  const { type } = entry;
  const types = [...kinds.keys()];
  if (typeof type === 'string') {
    if (kinds.has(type)) return { ok: true, type, kind: kinds.get(type) };
    const meant = nearest(type, types) ?? types.find((one) => OTHER_NAMES[one]?.includes(type.toLowerCase()));
    const finding: Finding = {
      code: 'HOOKLINE_ENTRY_KIND_UNKNOWN',
      message: `No handler kind is called "${type}".`,
      expected: `one of ${types.join(', ')}`,
      fix: meant
        ? `Did you mean "${meant}"?`
        : 'Where a plugin brings it, name that plugin: a table [plugins.<name>] in this file.',
    };
    return { ok: false, finding, path: ['type'] };
  }
  const fitting = [...kinds.values()].filter(
    (kind) => kind?.keys[0] !== undefined && Object.hasOwn(entry, kind.keys[0]),
  );
  const [only] = fitting;
  if (only && fitting.length === 1) return { ok: true, type: only.type, kind: only };
  if (fitting.length > 1) {
    const keys = fitting.map((kind) => `"${kind?.keys[0]}"`).join(' and ');
    const fix = `Add type = "${only?.type}", or split the entry in two.`;
    return {
      ok: false,
      finding: { message: `The entry has ${keys}, so it is not clear what it runs.`, fix },
      path: [],
    };
  }
  const first = new Set([...kinds.values()].map((kind) => kind?.keys[0]));
  // A kind that also has the key by which another one is told is chosen by its type.
  const told = [...kinds.values()].filter(
    (kind) => kind && !kind.keys.slice(1).some((key) => first.has(key)),
  );
  const ways = told.flatMap((kind) => (kind?.keys[0] ? [`"${kind.keys[0]}" (${kind.type})`] : []));
  const examples = told.flatMap((kind) => EXAMPLES[kind?.keys[0] ?? ''] ?? []);
  return {
    ok: false,
    finding: {
      message: 'The entry does not say what it runs.',
      expected: `one of the keys ${ways.join(', ')}`,
      ...(examples.length > 0 ? { fix: `Add ${examples.join(', or ')}.` } : {}),
    },
    path: [],
  };
}
