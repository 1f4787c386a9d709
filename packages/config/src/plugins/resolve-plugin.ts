/** Resolves the name of a plugin to a module and reads what its manifest says, without running any of its code. */
import { basename, dirname, resolve } from 'node:path';
import type { EventName } from '@hookline/core';
import { type ResolvedPlugin, resolveEventNames } from '@hookline/core/engine';
import type { RawPlugin } from '../layers/read-document.ts';
import type { Loading } from '../loading.ts';
import { candidatesFor } from '../names/candidates.ts';
import {
  entryModule,
  type FoundPackage,
  findPackage,
  isProjectPath,
  packageAt,
  real,
} from '../names/find-package.ts';
import { fileNotFound, packageNotFound } from '../names/not-found.ts';
import { rangeFaults } from '../names/ranges.ts';
import { writtenAs } from '../names/what-was-meant.ts';
import type { Finding } from '../report/report.ts';
import { moduleFormat } from './module-format.ts';
import { commandsOf } from './plugin-commands.ts';

/** Where a plugin is and what it says about itself. */
export type PluginModule = Omit<ResolvedPlugin, 'name' | 'options' | 'origin'>;

/** A module, or why there is none. */
export type PluginResolution =
  | { readonly ok: true; readonly plugin: PluginModule }
  | { readonly ok: false; readonly finding: Finding };

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/** A third party's event is defined only when its code runs; its name in a manifest stands for itself. */
function eventsOf(value: unknown): readonly (EventName | '*')[] {
  if (!Array.isArray(value)) return ['*'];
  return strings(value).flatMap((name): readonly (EventName | '*')[] => {
    if (name === '*') return ['*'];
    const names = resolveEventNames(name);
    return names.length > 0 ? names : [name as EventName];
  });
}

function fromPackage(found: FoundPackage, raw: RawPlugin, loading: Loading): PluginResolution {
  const { hookline, version } = found.manifest;
  const isPlugin = hookline?.kind === 'plugin';
  const module = isPlugin ? entryModule(found, loading) : undefined;
  if (!isPlugin || module === undefined) {
    const finding: Finding = {
      code: 'HOOKLINE_PLUGIN_INVALID',
      message: isPlugin
        ? `The package ${found.name} has no main module.`
        : `The package ${found.name} is not a Hookline plugin.`,
      expected: isPlugin
        ? 'a package.json whose "exports" or "main" leads to a file of the package'
        : 'a package.json with "hookline": { "kind": "plugin" }',
      ...(hookline?.kind === 'preset'
        ? { fix: `It is a preset: write ${writtenAs('preset', found.name)}.` }
        : {}),
    };
    return { ok: false, finding };
  }
  const unfit = rangeFaults(found);
  const refused = unfit.find(({ severity }) => severity !== 'warning');
  if (refused) return { ok: false, finding: refused };
  for (const warning of unfit)
    loading.report.at({ source: raw.source, path: raw.path, target: 'key' }, warning);
  const packageName = found.manifest.name ?? found.name;
  const events = eventsOf(hookline?.events);
  const kinds = strings(hookline?.handlers);
  const format = moduleFormat(module, loading);
  const commands = commandsOf(found, loading);
  const required = hookline?.required === undefined ? [] : eventsOf(hookline.required);
  return {
    ok: true,
    plugin: {
      packageName,
      ...(version ? { version } : {}),
      module,
      format,
      events,
      kinds,
      ...(required.length > 0 && { required }),
      ...(commands.length > 0 && { commands }),
    },
  };
}

function fromFile(raw: RawPlugin, path: string, loading: Loading): PluginResolution {
  const file = resolve(dirname(raw.source.file), path);
  const { scope } = raw.source;
  const stats = loading.inputs.stat(file);
  const isRefused = scope === 'user' && isProjectPath(real(file), loading);
  if (stats?.isDirectory() && !isRefused) {
    const found = packageAt(file, basename(file), scope, loading);
    if (found) return fromPackage(found, raw, loading);
  }
  if (!stats?.isFile() || isRefused)
    return { ok: false, finding: fileNotFound('plugin', path, raw.source, loading) };
  const module = real(file);
  return { ok: true, plugin: { module, format: moduleFormat(module, loading), events: ['*'], kinds: [] } };
}

/** Resolves one plugin. */
export function resolvePlugin(raw: RawPlugin, loading: Loading): PluginResolution {
  const candidates = candidatesFor('plugin', raw.name);
  if (candidates.as === 'refused') return { ok: false, finding: { message: candidates.reason } };
  if (candidates.as === 'file') return fromFile(raw, candidates.path, loading);
  const found = findPackage(candidates.names, raw.source.file, raw.source.scope, loading);
  if (found) return fromPackage(found, raw, loading);
  return { ok: false, finding: packageNotFound('plugin', raw.name, candidates.names, raw.source, loading) };
}
