import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const source = new URL('../src/', import.meta.url);

/** Everything that a module loads statically, types aside. */
function reachable(
  file: string,
  seen = new Map<string, readonly string[]>(),
): Map<string, readonly string[]> {
  const url = new URL(file, source);
  if (seen.has(url.href)) return seen;
  const text = readFileSync(url, 'utf8').replaceAll(/^(?:import|export) type [^;]*;$/gms, '');
  const names = [...text.matchAll(/^(?:import|export)[^;]*?from '([^']+)';$/gms)].map(
    (match) => match[1] ?? '',
  );
  seen.set(
    url.href,
    names.filter((name) => !name.startsWith('.')),
  );
  for (const name of names) if (name.startsWith('.')) reachable(new URL(name, url).href, seen);
  return seen;
}

it('loads nothing for an event but the error class and node:fs', () => {
  const modules = reachable('index.ts');
  expect([...modules.keys()].some((href) => href.includes('/install/'))).toBe(false);
  expect(new Set([...modules.values()].flat())).toEqual(new Set(['@hookline/core/errors', 'node:fs']));
});

it('keeps the native shapes to those who decode and encode', () => {
  const modules = [...reachable('index.ts').keys()].map((href) => href.slice(source.href.length));
  expect(modules.filter((name) => name.startsWith('wire/')).sort()).toEqual([
    'wire/answer.ts',
    'wire/native-events.ts',
    'wire/payload.ts',
    'wire/tool-call.ts',
  ]);
});
