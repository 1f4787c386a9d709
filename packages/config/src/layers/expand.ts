/**
 * Puts what a file extends before the file itself, so that the file wins. A preset that two files extend is read
 * once, where it is first met.
 */
import { dirname, resolve } from 'node:path';
import type { Loading } from '../loading.ts';
import { candidatesFor } from '../names/candidates.ts';
import { entryModule, findPackage, isProjectPath, real } from '../names/find-package.ts';
import { fileNotFound, packageNotFound } from '../names/not-found.ts';
import { rangeFaults } from '../names/ranges.ts';
import { writtenAs } from '../names/what-was-meant.ts';
import { type Path, valueAt } from '../report/path.ts';
import { readSource, type SourceRequest } from '../source/read-source.ts';
import type { SourceFile } from '../source/source-file.ts';

const MAX_CHAIN = 10;
const EXTENDS: Path = ['hooks', 'extends'];

interface Link {
  readonly file: string;
  /** For people, in the message about a circle. */
  readonly name: string;
}

interface Mention {
  readonly name: string;
  readonly path: Path;
}

/** The names in `hooks.extends`; what is not a text is left to the check of the settings. */
function mentions(source: SourceFile): readonly Mention[] {
  const value = valueAt(source.document, EXTENDS);
  if (typeof value === 'string') return [{ name: value, path: EXTENDS }];
  if (!Array.isArray(value)) return [];
  return value.flatMap((name, index) =>
    typeof name === 'string' ? [{ name, path: [...EXTENDS, index] }] : [],
  );
}

/** Finds the file of a preset; reports and returns undefined when there is none. */
function presetFile(
  { name, path }: Mention,
  source: SourceFile,
  loading: Loading,
): SourceRequest | undefined {
  const { report } = loading;
  const place = { source, path };
  const { scope } = source;
  const candidates = candidatesFor('preset', name);
  if (candidates.as === 'refused') {
    report.at(place, { message: candidates.reason });
    return undefined;
  }
  if (candidates.as === 'file') {
    const file = resolve(dirname(source.file), candidates.path);
    const isThere = loading.inputs.stat(file)?.isFile() === true;
    if (isThere && !(scope === 'user' && isProjectPath(real(file), loading))) {
      return { file, scope, layer: `preset ${name}`, preset: { extendedBy: place } };
    }
    report.at(place, fileNotFound('preset', name, source, loading));
    return undefined;
  }
  const found = findPackage(candidates.names, source.file, scope, loading);
  if (!found) {
    report.at(place, packageNotFound('preset', name, candidates.names, source, loading));
    return undefined;
  }
  const file = found.manifest.hookline?.kind === 'preset' ? entryModule(found, loading) : undefined;
  if (file) {
    const unfit = rangeFaults(found);
    for (const fault of unfit) report.at(place, fault);
    if (unfit.some(({ severity }) => severity !== 'warning')) return undefined;
    const { name: packageName = found.name, version } = found.manifest;
    const preset = { packageName, ...(version ? { version } : {}), extendedBy: place };
    return { file, scope, layer: `preset ${found.name}`, preset };
  }
  report.at(place, {
    code: 'HOOKLINE_PLUGIN_INVALID',
    message: `The package ${found.name} is not a Hookline preset.`,
    expected: 'a package.json with "hookline": { "kind": "preset" } and a main module',
    ...(found.manifest.hookline?.kind === 'plugin'
      ? { fix: `It is a plugin: write ${writtenAs('plugin', found.name)}.` }
      : {}),
  });
  return undefined;
}

/** What people call a file of a chain: the package or path of a preset. */
const nameOf = ({ layer, file }: SourceRequest): string =>
  layer.startsWith('preset ') ? layer.slice(7) : file;

/** Expands files in order; a file that was met before is left out. */
export function createExpander(loading: Loading) {
  const read = new Set<string>();
  const ordered: SourceFile[] = [];

  async function expand(request: SourceRequest, chain: readonly Link[]): Promise<void> {
    const file = real(request.file);
    if (read.has(file)) return;
    const source = await readSource(request, loading);
    read.add(file);
    if (!source) return;
    const links = [...chain, { file, name: nameOf(request) }];
    for (const mention of mentions(source)) {
      const preset = presetFile(mention, source, loading);
      if (!preset) loading.required.anything();
      else if (isAllowed(preset, mention, source, links)) {
        await expand({ ...preset, via: [...(request.via ?? []), request.layer] }, links);
      }
    }
    ordered.push(source);
  }

  function isAllowed(
    preset: SourceRequest,
    mention: Mention,
    source: SourceFile,
    links: readonly Link[],
  ): boolean {
    const file = real(preset.file);
    const names = [...links.map((link) => link.name), nameOf(preset)].join(' -> ');
    const isCircle = links.some((link) => link.file === file);
    if (!isCircle && links.length <= MAX_CHAIN) return true;
    loading.required.anything();
    loading.report.at(
      { source, path: mention.path },
      {
        code: 'HOOKLINE_CONFIG_EXTENDS_CYCLE',
        message: isCircle
          ? `Presets extend each other in a circle: ${names}.`
          : `Presets extend each other more than ${MAX_CHAIN} levels deep: ${names}.`,
        fix: isCircle ? 'Take one of these out of the "extends" that names it.' : 'Extend fewer in a row.',
      },
    );
    return false;
  }

  return {
    add: (request: SourceRequest): Promise<void> => expand(request, []),
    /** Weakest first. */
    sources: ordered as readonly SourceFile[],
  };
}
