/**
 * `HOOKLINE_ENABLED`: switches all hooks on or off for one run, whatever the files say. `hookline codex --enable-hooks`
 * sets it: what a person types counts for more than what they once wrote.
 */
import type { ResolvedConfig } from '@hookline/core/engine';

type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment says; undefined when it says nothing. */
export function enabledSwitch(env: Environment): boolean | undefined {
  const word = env['HOOKLINE_ENABLED'] ?? '';
  if (/^(?:1|true|yes|on)$/i.test(word)) return true;
  return /^(?:0|false|no|off)$/i.test(word) ? false : undefined;
}

/** The configuration with the word of the environment. */
export function withSwitch(config: ResolvedConfig, env: Environment): ResolvedConfig {
  const enabled = enabledSwitch(env);
  if (enabled === undefined || enabled === config.settings.enabled) return config;
  return { ...config, settings: { ...config.settings, enabled } };
}
