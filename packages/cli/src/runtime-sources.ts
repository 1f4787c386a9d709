/** What the runtime needs, for the commands that run hooks outside the agent's hot path: `emit` and the spool. */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createHookLog, createRedact, wantsDebug } from '@hookline/runtime';
import type { JobSources } from '@hookline/runtime/spool';
import { BUNDLED_KINDS } from './bundled-kinds.ts';
import type { CommandContext } from './command-context.ts';
import { provideCore } from './hook/provide-core.ts';
import { hooklineVersion } from './version.ts';

/** The path of the `hookline` bin. */
export const BIN = fileURLToPath(new URL('../bin/hookline.cjs', import.meta.url));

export function runtimeSources(
  context: Pick<CommandContext, 'env' | 'homes'>,
  signal: AbortSignal,
): JobSources {
  provideCore();
  const redact = createRedact(context.env);
  return {
    homes: context.homes,
    env: context.env,
    version: hooklineVersion(),
    bundledKinds: BUNDLED_KINDS,
    importModule: (file) => import(pathToFileURL(file).href),
    loader: async () => {
      const cold = await import('./cold.ts');
      return { loadConfig: cold.loadConfig, kinds: await cold.loadKinds() };
    },
    worker: { node: process.execPath, script: BIN },
    redact,
    log: createHookLog(context.homes.codexHome, redact, wantsDebug(context.env)),
    signal,
  };
}

/** Aborted by the first TERM, INT or HUP; a second one ends the process as usual. */
export function signalOfProcess(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    const listener = (): void => {
      stop.abort();
      // Not at once: who ends running programs at a signal lets this process live only while somebody listens.
      setImmediate(() => process.off(name, listener));
    };
    process.on(name, listener);
  }
  return stop.signal;
}
