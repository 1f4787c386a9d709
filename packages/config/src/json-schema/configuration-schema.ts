/** The JSON Schema of a configuration, made from what is installed. Runs no foreign code: it reads what packages ship. */
import { join } from 'node:path';
import { isHooksJson } from '../hooks-json/hooks-json-file.ts';
import { collectSources } from '../layers/collect-sources.ts';
import { pluginsOf } from '../layers/read-document.ts';
import { type LoadOptions, startLoading } from '../loading.ts';
import { real } from '../names/find-package.ts';
import { type PackageManifest, readManifest } from '../names/manifest.ts';
import type { Format, SourceFile } from '../source/source-file.ts';
import { documentSchema, type PluginOptionsSchema } from './document-schema.ts';
import { type KindSchema, kindRoot } from './entry-schema.ts';
import { adoptSchema, ForeignSchemaFault } from './foreign-schema.ts';
import { isTable, type JsonSchema, type SchemaTable } from './json-schema.ts';
import { knownPlugins } from './known-plugins.ts';
import { readShippedSchema, type ShippedSchema } from './shipped-schema.ts';

/** For which configuration. */
export interface SchemaRequest extends Pick<LoadOptions, 'cwd' | 'env' | 'file' | 'layer'> {
  /** The folders of the packages that come with Hookline and bring kinds. */
  readonly carried: readonly string[];
}

/** A plugin for whose options anything goes. */
export interface OpenPlugin {
  readonly name: string;
  readonly why: string;
}

/** A file that the schema is for. */
export interface DescribedFile {
  readonly file: string;
  readonly format: Format;
  readonly text: string;
  /** Whether it is a part of another file: `hookline` in a package.json. */
  readonly isPart: boolean;
}

export interface ConfigurationSchema {
  readonly schema: SchemaTable;
  readonly open: readonly OpenPlugin[];
  /** The configurations in a form that editors know, without presets. */
  readonly files: readonly DescribedFile[];
  /** Files that could not be read, so that the plugins they name are missing. */
  readonly unread: readonly string[];
}

const NO_OPTIONS: SchemaTable = { type: 'object', additionalProperties: false };

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

class SchemaMaker {
  readonly kinds = new Map<string, KindSchema>();
  readonly plugins: PluginOptionsSchema[] = [];
  readonly events = new Set<string>();
  readonly open: OpenPlugin[] = [];

  /** Takes in a package: its kinds, its events, and its options under `names`. */
  add(folder: string, manifest: PackageManifest, names: readonly string[]): void {
    const name = manifest.name ?? names[0] ?? folder;
    const { events, handlers } = manifest.hookline ?? {};
    for (const event of strings(events)) if (event !== '*') this.events.add(event);
    const reading = readShippedSchema(folder, manifest);
    const shipped = reading.ok ? reading.schema : undefined;
    if (!reading.ok) this.open.push({ name, why: reading.why });
    // What comes with Hookline is there first, and nobody takes its place.
    for (const type of strings(handlers))
      if (!this.kinds.has(type)) this.kinds.set(type, this.#kind(name, type, shipped));
    if (names.length === 0 || !shipped) return;
    const root = `plugin.${name.replaceAll(/[^\w.-]/g, '_')}`;
    const options = this.#adopt(name, shipped.options ?? NO_OPTIONS, root);
    if (options !== undefined) this.plugins.push({ names, packageName: name, root, options });
  }

  #kind(name: string, type: string, shipped: ShippedSchema | undefined): KindSchema {
    const written = shipped && Object.hasOwn(shipped.handlers, type) ? shipped.handlers[type] : undefined;
    const schema = written && this.#adopt(name, written, kindRoot(type));
    return isTable(schema) && isTable(schema['properties']) ? { type, schema } : { type };
  }

  #adopt(name: string, schema: JsonSchema, root: string): JsonSchema | undefined {
    try {
      return adoptSchema(schema, root);
    } catch (thrown) {
      if (!(thrown instanceof ForeignSchemaFault)) throw thrown;
      this.open.push({ name, why: `its schema is not used: ${thrown.message}` });
      return undefined;
    }
  }
}

/** Takes in what comes with Hookline; gives the names of the packages. */
function carry(maker: SchemaMaker, folders: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const folder of folders) {
    const manifest = readManifest(join(folder, 'package.json')) ?? {};
    names.add(manifest.name ?? folder);
    maker.add(real(folder), manifest, []);
  }
  return names;
}

/** The schema of what comes with Hookline, which is the same everywhere. */
export function carriedSchema(carried: readonly string[]): SchemaTable {
  const maker = new SchemaMaker();
  carry(maker, carried);
  return documentSchema({ kinds: [...maker.kinds.values()], plugins: [], events: [], isOpen: false });
}

const isOwn = (source: SourceFile): boolean =>
  !source.layer.startsWith('preset ') && source.format !== 'code' && !isHooksJson(source);

/** Makes the schema for the configuration of a folder. */
export async function configurationSchema(request: SchemaRequest): Promise<ConfigurationSchema> {
  const { carried, ...options } = request;
  const loading = startLoading({ ...options, only: options.file !== undefined, kinds: [], runCode: false });
  const { sources } = await collectSources(loading);
  const { plugins, unknown } = knownPlugins(sources.flatMap(pluginsOf), loading);
  const maker = new SchemaMaker();
  const names = carry(maker, carried);
  for (const { found, names: written, isConfigured } of plugins) {
    // What comes with Hookline is there without being named.
    if (isConfigured || !names.has(found.name)) maker.add(found.folder, found.manifest, [...written].sort());
  }
  return {
    schema: documentSchema({
      kinds: [...maker.kinds.values()],
      plugins: maker.plugins,
      events: [...maker.events].sort(),
      isOpen: unknown.some(({ isFile }) => isFile),
    }),
    open: [...maker.open, ...unknown.map(({ name, why }) => ({ name, why }))],
    files: sources
      .filter(isOwn)
      .map(({ file, format, text, prefix }) => ({ file, format, text, isPart: prefix.length > 0 })),
    unread: sources.filter(({ document }) => document === undefined).map(({ file }) => file),
  };
}
