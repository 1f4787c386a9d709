/** Finds what of a project takes part in its hooks, once its files are read and before any of its code runs. */
import type { ResolvedEntry } from '@hookline/core';
import { isHooksJson } from '../hooks-json/hooks-json-file.ts';
import { foreignHooks } from '../hooks-json/own-lines.ts';
import type { Loading } from '../loading.ts';
import type { NamedPlugin } from '../plugins/merge-plugins.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Ledger } from './ledger.ts';
import { scriptsOf } from './project-scripts.ts';
import type { RequiredEvents } from './waiting.ts';

/** Whether a layer of the project says anything of a plugin: its options are the project's then, and perhaps its code. */
export const isOfProject = ({ raw, also }: NamedPlugin): boolean =>
  [raw, ...also].some(({ source }) => source.scope === 'project');

/** The scripts of hooks, to be looked at again right before they are started. */
export interface FoundScripts {
  /** The entry with the state of the files that it names. */
  withFiles(entry: ResolvedEntry): ResolvedEntry;
}

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** Puts into the ledger what configurations, hooks and plugins of the project name. */
export function collectItems(
  sources: readonly SourceFile[],
  named: readonly NamedPlugin[],
  ledger: Ledger,
  loading: Loading,
): FoundScripts {
  const ofProject = new Set<string>();
  for (const source of sources.filter(({ scope }) => scope === 'project')) {
    ofProject.add(source.file);
    scriptsOfDocument(source, ledger, loading);
  }
  for (const one of named.filter(isOfProject)) {
    ledger.code(one.plugin.module);
    for (const { module } of one.plugin.commands ?? []) ledger.code(module);
    const ownFiles = one.raw.source.file;
    scriptsOf(one.options, ownFiles, undefined, ledger, loading);
  }
  return {
    withFiles: (entry) => {
      if (!ofProject.has(entry.origin.file)) return entry;
      const { fields, environment, cwd, origin } = entry;
      const scripts = scriptsOf([fields, environment], origin.file, cwd, ledger, loading);
      const files = scripts.flatMap((script) => {
        const read = ledger.read(script);
        return read ? [{ path: script, sha256: read.sha256, ...read.stamp }] : [];
      });
      return files.length > 0 ? { ...entry, files } : entry;
    },
  };
}

function scriptsOfDocument(source: SourceFile, ledger: Ledger, loading: Loading): void {
  const { file } = source;
  const isAgents = isHooksJson(source);
  // The script that Hookline's own lines start is the Hookline that asks for approvals, also where a project has installed it.
  const document = isAgents ? foreignHooks(source.document) : source.document;
  const hooks = isTable(document) ? document['hooks'] : undefined;
  if (!isTable(hooks)) return;
  const settings = isAgents ? [] : ['extends'];
  for (const [key, value] of Object.entries(hooks)) {
    if (settings.includes(key)) continue;
    // By entry: each may have a folder of its own.
    for (const entry of Array.isArray(value) ? value : [value]) {
      scriptsOf(entry, file, isTable(entry) ? entry['cwd'] : undefined, ledger, loading);
    }
  }
}

/** What is looked at to know what a project requires. */
export interface RequiredScope {
  readonly entries: readonly ResolvedEntry[];
  readonly sources: readonly SourceFile[];
  readonly named: readonly NamedPlugin[];
  readonly loading: Loading;
  readonly isOff: boolean;
}

/** The events on which the project, as it is now, has or may have a required gate. */
export function requiredOfProject({
  entries,
  sources,
  named,
  loading,
  isOff,
}: RequiredScope): RequiredEvents {
  const { ledger, required, report } = loading;
  if (!ledger || isOff) return { events: [], any: false };
  const files = new Set(sources.filter(({ scope }) => scope === 'project').map(({ file }) => file));
  const events = new Set<string>(
    entries
      .filter((entry) => entry.required && files.has(entry.origin.file))
      .flatMap((entry) => entry.events),
  );
  let any = (report.broken || !loading.complete) && required.anyEvent;
  for (const { plugin } of named.filter(isOfProject)) {
    for (const event of plugin.required ?? []) events.add(event);
    if (!ledger.mayRequire(plugin.module)) continue;
    for (const event of plugin.events) if (event === '*') any = true;
    for (const event of plugin.events) events.add(event);
  }
  return { events: [...events], any };
}
