/** Finds out which events an installed Hookline already hears, so that a run with flags does not ask it twice. */
import { NATIVE_EVENTS, type NativeEventName } from '../wire/native-events.ts';
import type { Payload } from '../wire/payload.ts';
import { parseConfig, tableAt } from './config-toml.ts';
import { readText } from './file-text.ts';
import { type InstalledRequest, installedFiles, readConfig } from './installed-lines.ts';

/** Where to look. */
export type CoveredEventsRequest = InstalledRequest;

/**
 * The events for which Codex will run a handler of Hookline that is already installed and trusted. In doubt an
 * event is not covered: asking twice is slow, not asking is unsafe. Never throws.
 */
export function coveredEvents(request: CoveredEventsRequest): readonly NativeEventName[] {
  const off = hooksAreOff(request.codexHome);
  const covered = new Set(
    installedFiles(request)
      .filter(({ ignored, scope }) => !ignored && (scope === 'managed' || !off))
      .flatMap(({ lines }) => lines)
      .filter(({ trust, whole }) => whole && (trust === 'trusted' || trust === 'managed'))
      .map(({ event }) => event),
  );
  return NATIVE_EVENTS.filter((event) => covered.has(event));
}

/** True when the user's config.toml switches all hooks of Codex off, trusted ones and those of a run included. Never throws. */
export function hooksAreOff(codexHome: string): boolean {
  return isOff(readConfig(codexHome));
}

/** True when the machine's administrator lets Codex run managed hooks and no others (Codex fact). Never throws. */
export function onlyManagedHooks(requirementsFile = '/etc/codex/requirements.toml'): boolean {
  try {
    return (
      parseConfig(requirementsFile, readText(requirementsFile) ?? '')['allow_managed_hooks_only'] === true
    );
  } catch {
    return false;
  }
}

const isOff = (config: Payload): boolean => tableAt(config, 'features')['hooks'] === false;
