/** The lines that Hookline writes into the agent's `hooks.json`: they are no hooks of anybody, and call Hookline again. */

type Table = Readonly<Record<string, unknown>>;

const isTable = (value: unknown): value is Table =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** Whether a handler is such a line. To the letter: a hook that only mentions one has to run. */
export const isOwnLine = (handler: Table): boolean =>
  /^'(?:[^']|'\\'')+' '(?:[^']|'\\'')+' hook --host codex --event \w+ \|\| /.test(
    String(handler['command'] ?? ''),
  );

const isForeign = (handler: unknown): boolean => !isTable(handler) || !isOwnLine(handler);

/** The document without them; undefined when no hook is left. */
export function foreignHooks(document: unknown): unknown {
  const hooks = isTable(document) ? document['hooks'] : undefined;
  if (!isTable(document) || !isTable(hooks)) return document;
  const left = Object.entries(hooks).flatMap(([event, groups]) => {
    if (!Array.isArray(groups)) return [[event, groups] as const];
    const kept = groups.flatMap((group: unknown) => {
      const handlers = isTable(group) ? group['hooks'] : undefined;
      if (!isTable(group) || !Array.isArray(handlers)) return [group];
      const foreign = handlers.filter(isForeign);
      return foreign.length > 0 ? [{ ...group, hooks: foreign }] : [];
    });
    return kept.length > 0 ? [[event, kept] as const] : [];
  });
  return left.length > 0 ? { ...document, hooks: Object.fromEntries(left) } : undefined;
}
