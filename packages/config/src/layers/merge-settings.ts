import { DEFAULT_SETTINGS, type Settings } from '@hookline/core/engine';
import type { SettingsShape } from '../schema/shapes.ts';

/** Merges the settings of all layers, weakest first; a later layer wins key by key. */
export function mergeSettings(layers: readonly SettingsShape[], switchedOff: boolean): Settings {
  const merged: SettingsShape = Object.assign({}, ...layers);
  return {
    enabled: !switchedOff && (merged.enabled ?? DEFAULT_SETTINGS.enabled),
    timeoutMs:
      merged.timeout_seconds === undefined ? DEFAULT_SETTINGS.timeoutMs : merged.timeout_seconds * 1000,
    parallel: merged.parallel_execution ?? DEFAULT_SETTINGS.parallel,
    debug: merged.debug ?? DEFAULT_SETTINGS.debug,
    context: Object.assign({}, ...layers.map((layer) => layer.context)),
    contextTokens: merged.context_tokens ?? DEFAULT_SETTINGS.contextTokens,
    resumeLimit: merged.resume_limit ?? DEFAULT_SETTINGS.resumeLimit,
  };
}
