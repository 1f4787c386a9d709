/**
 * Says when an installation hears less than the configuration needs: a hook that was added later for another event
 * would never run, without a word. Who has not installed anything is not told: they may use `hookline codex`.
 */
import type { ResolvedConfig } from '@hookline/core/engine';
import { coveredEvents } from '@hookline/host-codex/install';
import type { CommandContext } from '../command-context.ts';
import { neededEvents } from './needed-events.ts';

/** One sentence with what to do; undefined when everything is heard, or Hookline is not installed here. */
export function unheardEvents(config: ResolvedConfig, { homes, cwd }: CommandContext): string | undefined {
  const covered = coveredEvents({ codexHome: homes.codexHome, projectDir: cwd });
  if (covered.length === 0 || !config.settings.enabled) return undefined;
  const missing = neededEvents(config).filter((event) => !covered.includes(event));
  if (missing.length === 0) return undefined;
  const events = missing.join(', ');
  return `Codex does not call Hookline at ${events} yet, which hooks here need. Run: npx hookline install --trust`;
}
