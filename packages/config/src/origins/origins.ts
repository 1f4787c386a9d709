/**
 * Where each part of a loaded configuration was written, for people. Worked out only when it is asked for, so that
 * no hook pays for it and no snapshot holds it.
 */
import type { Origin, ResolvedEntry } from '@hookline/core';
import type { ResolvedPlugin } from '@hookline/core/engine';
import type { DocumentParts, RawEntry } from '../layers/read-document.ts';
import type { Loading } from '../loading.ts';
import type { NamedPlugin } from '../plugins/merge-plugins.ts';
import { originOf } from '../report/origin.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Ended } from './ended.ts';
import { type WrittenValue, writtenKeys } from './entry-keys.ts';
import { settingOrigins } from './setting-origins.ts';

/** One file, weakest first. */
export interface Layer {
  readonly file: string;
  readonly layer: string;
  /** The layers that lead to a preset, outermost first; empty for a file that was found. */
  readonly via: readonly string[];
  /** The package that a preset is; absent for one that is a local file. */
  readonly packageName?: string;
  readonly version?: string;
  /** Where a preset is named: the first of the files that extend it. */
  readonly extendedAt?: Origin;
  /** False for code that was not run. */
  readonly read: boolean;
}

/** A hook or plugin that a layer took out. */
export interface NotInForce extends Pick<Ended, 'what' | 'name' | 'how' | 'events'> {
  readonly origin: Origin;
  readonly by: Origin;
}

/** A hook as it was written: its category, and its keys with those that the category gave it. */
export interface WrittenEntry {
  readonly category: string;
  readonly keys: Readonly<Record<string, WrittenValue>>;
}

/** The parts of files that name a plugin beside its own origin, and those that say its options. */
export interface WrittenPlugin {
  /** The weaker layers that name it, strongest first. */
  readonly also: readonly Origin[];
  /** What is missing came from the plugin's own schema. */
  readonly options: Readonly<Record<string, Origin>>;
}

export interface Origins {
  readonly layers: readonly Layer[];
  /** By the key of `[hooks]`, `context.<name>` for a name of the context. What is missing has its default. */
  readonly settings: Readonly<Record<string, Origin>>;
  readonly plugins: ReadonlyMap<ResolvedPlugin, WrittenPlugin>;
  /** Hooks of a `hooks.json` are left out: the agent's form has no categories. */
  readonly entries: ReadonlyMap<ResolvedEntry, WrittenEntry>;
  readonly notInForce: readonly NotInForce[];
}

/** What a load keeps for it. */
export interface OriginParts {
  readonly loading: Loading;
  readonly sources: readonly SourceFile[];
  readonly documents: readonly DocumentParts[];
  readonly switchedOff: boolean;
  /** In the same order as `plugins`. */
  readonly named: readonly NamedPlugin[];
  readonly plugins: readonly ResolvedPlugin[];
  readonly written: ReadonlyMap<ResolvedEntry, RawEntry>;
}

async function writtenPlugin({ also, saidBy }: NamedPlugin): Promise<WrittenPlugin> {
  const options = [...saidBy].map(
    async ([key, { source, path }]) => [key, await originOf(source, [...path, key])] as const,
  );
  return {
    also: await Promise.all(also.map(({ source, path }) => originOf(source, path))),
    options: Object.fromEntries(await Promise.all(options)),
  };
}

async function notInForce({ what, name, how, events, written, by }: Ended): Promise<NotInForce> {
  const [origin, byOrigin] = [
    await originOf(written.source, written.path),
    await originOf(by.source, by.path),
  ];
  return { what, name, how, ...(events && { events }), origin, by: byOrigin };
}

async function layerOf({ file, layer, via = [], preset, document, format }: SourceFile): Promise<Layer> {
  const { packageName, version, extendedBy } = preset ?? {};
  return {
    file,
    layer,
    via,
    ...(packageName === undefined ? {} : { packageName }),
    ...(version === undefined ? {} : { version }),
    ...(extendedBy ? { extendedAt: await originOf(extendedBy.source, extendedBy.path) } : {}),
    read: format !== 'code' || document !== undefined,
  };
}

/** Looks up all positions. */
export async function originsOf(parts: OriginParts): Promise<Origins> {
  const { loading, sources, documents, named, plugins } = parts;
  const writtenPlugins = await Promise.all(named.map(writtenPlugin));
  const entries = [...parts.written].map(
    async ([entry, raw]): Promise<[ResolvedEntry, WrittenEntry]> => [
      entry,
      { category: raw.category, keys: await writtenKeys(entry, raw, documents) },
    ],
  );
  return {
    layers: await Promise.all(sources.map(layerOf)),
    settings: await settingOrigins(documents, parts.switchedOff, loading),
    plugins: new Map(
      plugins.flatMap((plugin, index) => {
        const written = writtenPlugins[index];
        return written ? [[plugin, written]] : [];
      }),
    ),
    entries: new Map(await Promise.all(entries)),
    notInForce: await Promise.all(loading.ended.map(notInForce)),
  };
}
