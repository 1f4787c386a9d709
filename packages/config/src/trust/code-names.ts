/**
 * What a configuration that is code seems to name, read from its text: it is not run to be looked at. Found are names and
 * paths that stand in it as they are; what it composes is found only when it runs, and then waits for review.
 */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Loading } from '../loading.ts';
import { candidatesFor, type NamedKind } from '../names/candidates.ts';
import { entryModule, findPackage } from '../names/find-package.ts';
import { Inputs } from '../source/inputs.ts';
import { formatOf, type SourceFile } from '../source/source-file.ts';
import type { Ledger } from './ledger.ts';
import { scriptsOf } from './project-scripts.ts';
import { installedIn } from './resolve-module.ts';

const IN_CODE = /(["'`])((?:\\.|(?!\1)[^\\\n])*)\1|([A-Za-z_$][\w$]*)\s*:/g;
const IN_DATA = /["']([^"'\n]+)["']|([@\w][\w@./-]*)/g;
const MOST_NAMES = 300;

type Text = Pick<SourceFile, 'file' | 'text'>;

function namesIn({ file, text }: Text): readonly string[] {
  const found = [...text.matchAll(formatOf(file) === 'code' ? IN_CODE : IN_DATA)].flatMap((match) =>
    match.slice(1).filter((part) => part !== undefined && part !== ''),
  );
  // In TOML a name may follow the table that it is in: `plugins.x`.
  return [...new Set(found.flatMap((name) => [name, name.replace(/^plugins\./, '')]))].slice(0, MOST_NAMES);
}

/** The module that a name leads to, when it is that of a plugin or preset. */
function moduleOf(kind: NamedKind, name: string, file: string, loading: Loading): string | undefined {
  const candidates = candidatesFor(kind, name);
  if (candidates.as === 'file' && kind === 'preset') {
    const path = resolve(dirname(file), candidates.path);
    return /\.(?:toml|json|ya?ml|[cm]?[jt]s)$/.test(path) && loading.inputs.stat(path)?.isFile()
      ? path
      : undefined;
  }
  if (candidates.as !== 'packages') return undefined;
  const found = findPackage(candidates.names, file, 'project', loading);
  return found?.manifest.hookline?.kind === kind ? entryModule(found, loading) : undefined;
}

/** Adds what the text names, and what is named by the presets among it. */
export function codeNames(source: SourceFile, ledger: Ledger, loading: Loading): void {
  // Looked for and mostly not found: a snapshot need not know of it.
  const probing: Loading = { ...loading, inputs: new Inputs() };
  const seen = new Set<string>([source.file]);
  const look = (text: Text): void => {
    const names = namesIn(text);
    scriptsOf(names, text.file, undefined, ledger, loading);
    for (const name of names) {
      const plugin = moduleOf('plugin', name, text.file, probing);
      if (plugin !== undefined) ledger.code(plugin);
      const preset = moduleOf('preset', name, text.file, probing);
      if (preset === undefined || seen.has(preset)) continue;
      seen.add(preset);
      const inside = { file: preset, text: readFileSync(preset, 'utf8').replace(/^\uFEFF/, '') };
      if (formatOf(preset) === 'code') ledger.configCode(preset, inside.text);
      else ledger.config(preset, inside.text);
      look(inside);
    }
  };
  look(source);
  // A path in a module of it is meant from the configuration's folder, as every path of an entry.
  for (const module of ledger.closure(source.file).slice(1)) {
    const text = installedIn(module) ? undefined : ledger.read(module)?.text;
    if (text !== undefined) look({ file: source.file, text });
  }
}
