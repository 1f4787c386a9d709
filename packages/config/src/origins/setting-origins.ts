import { join } from 'node:path';
import type { Origin } from '@hookline/core';
import type { DocumentParts } from '../layers/read-document.ts';
import type { Loading } from '../loading.ts';
import { originOf } from '../report/origin.ts';
import { readSource } from '../source/read-source.ts';

/** The strongest layer that says each setting; presets that are extended are layers, not a setting. */
export async function settingOrigins(
  documents: readonly DocumentParts[],
  switchedOff: boolean,
  loading: Loading,
): Promise<Readonly<Record<string, Origin>>> {
  const origins: Record<string, Origin> = {};
  for (const { source, settings } of documents) {
    const { context = {}, extends: _, ...others } = settings;
    for (const key of Object.keys(others)) {
      // What it says of itself does not count.
      if (key === 'untrusted' && source.scope === 'project') continue;
      // The strictest layer holds, not the last one.
      const isOutdone = key === 'on_error' && settings.on_error === 'open' && key in origins;
      if (!isOutdone) origins[key] = await originOf(source, ['hooks', key]);
    }
    for (const name of Object.keys(context)) {
      origins[`context.${name}`] = await originOf(source, ['hooks', 'context', name]);
    }
  }
  // The user's own switch is in a file of the agent, and stronger than all layers.
  const file = join(loading.homes.codexHome, 'config.json');
  const source = switchedOff ? await readSource({ file, layer: 'user', scope: 'user' }, loading) : undefined;
  return source ? { ...origins, enabled: await originOf(source, ['hooks', 'enabled']) } : origins;
}
