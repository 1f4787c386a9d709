import { DEFAULT_SETTINGS, type Settings } from '@hookline/core/engine';
import { allowedIn } from '../entries/environment-allow.ts';
import type { SettingsShape } from '../schema/shapes.ts';
import type { DocumentParts } from './read-document.ts';

/** Merges the settings of all layers, weakest first; a later layer wins key by key. */
export function mergeSettings(
  documents: readonly Pick<DocumentParts, 'settings' | 'source'>[],
  switchedOff: boolean,
): Settings {
  const layers = documents.map(({ settings }) => settings);
  const merged: SettingsShape = Object.assign({}, ...layers);
  // What happens to a project that nobody has approved is not for the project to say.
  const own: SettingsShape = Object.assign(
    {},
    ...documents.filter(({ source }) => source.scope === 'user').map(({ settings }) => settings),
  );
  const allow = allowedIn(documents, 'project');
  return {
    enabled: !switchedOff && (merged.enabled ?? DEFAULT_SETTINGS.enabled),
    timeoutMs:
      merged.timeout_seconds === undefined ? DEFAULT_SETTINGS.timeoutMs : merged.timeout_seconds * 1000,
    parallel: merged.parallel_execution ?? DEFAULT_SETTINGS.parallel,
    debug: merged.debug ?? DEFAULT_SETTINGS.debug,
    context: Object.assign({}, ...layers.map((layer) => layer.context)),
    contextTokens: merged.context_tokens ?? DEFAULT_SETTINGS.contextTokens,
    resumeLimit: merged.resume_limit ?? DEFAULT_SETTINGS.resumeLimit,
    // The strictest layer: a repository must not open what its user has closed.
    onError: layers.some((layer) => layer.on_error === 'closed') ? 'closed' : DEFAULT_SETTINGS.onError,
    untrusted: own.untrusted ?? DEFAULT_SETTINGS.untrusted,
    ...(allow === undefined ? {} : { environmentAllow: allow }),
  };
}
