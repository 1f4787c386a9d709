import { pathToFileURL } from 'node:url';
import type { PluginDefinition } from '@hookline/core';
import { resolveEventNames } from '@hookline/core/engine';
import { errorText } from '@hookline/core/errors';
import { checkRequired } from './check-required.ts';
import { checkSchema } from './check-schema.ts';
import { isObject, type Manifest, objectAt, type PackageProblem } from './problem.ts';

/** Imports the package and compares what it is with what its manifest says, which is all that a listing reads. */
export async function checkCode(
  folder: string,
  entry: string,
  manifest: Manifest,
): Promise<readonly PackageProblem[]> {
  let found: unknown;
  try {
    found = ((await import(pathToFileURL(entry).href)) as { default?: unknown }).default;
  } catch (thrown) {
    return [{ where: entry, why: `It cannot be imported: ${errorText(thrown)}`, fix: 'Correct the module.' }];
  }
  const { kind, events, handlers, required } = objectAt(manifest, 'hookline');
  if (!isObject(found))
    return [
      {
        where: entry,
        why: 'It has no object as its default export.',
        fix: `Export the ${kind ?? 'plugin'} as default.`,
      },
    ];
  // Without a manifest there is nothing to compare with; that it is missing is told elsewhere.
  if (kind === 'preset' || !isObject(manifest['hookline'])) return [];
  if (typeof found['name'] !== 'string' || !Array.isArray(found['events']))
    return [
      { where: entry, why: 'Its default export is no plugin.', fix: 'Export what definePlugin gives.' },
    ];
  const kinds: readonly unknown[] = Array.isArray(found['handlers']) ? found['handlers'] : [];
  return [
    ...found['events']
      .filter((name) => typeof name !== 'string' || resolveEventNames(name).length === 0)
      .map((name) => ({
        where: entry,
        why: `There is no event ${JSON.stringify(name)}.`,
        fix: 'Declare events as docs/events.md lists them.',
      })),
    ...differences('events', events, found['events']),
    ...differences(
      'handlers',
      handlers,
      kinds.map((each) => (isObject(each) ? each['type'] : each)),
    ),
    ...(await checkRequired(required, found as unknown as PluginDefinition)),
    ...(await checkSchema(folder, manifest, found)),
  ];
}

function differences(key: string, said: unknown, real: readonly unknown[]): readonly PackageProblem[] {
  const where = `package.json > hookline.${key}`;
  if (said !== undefined && !Array.isArray(said))
    return [{ where, why: 'It is no list.', fix: `Write ${JSON.stringify(real)}.` }];
  const listed: readonly unknown[] = said ?? [];
  const missing = real.filter((name) => !listed.includes(name));
  const extra = listed.filter((name) => !real.includes(name));
  if (missing.length + extra.length === 0) return [];
  const why = [
    ...(missing.length > 0 ? [`It lacks ${missing.join(', ')}, which the code has.`] : []),
    ...(extra.length > 0 ? [`It lists ${extra.join(', ')}, which the code does not have.`] : []),
  ];
  return [{ where, why: why.join(' '), fix: `Write ${JSON.stringify(real)}.` }];
}
