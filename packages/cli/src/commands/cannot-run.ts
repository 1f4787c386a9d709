/** Tells which handlers of a hooks.json Hookline would refuse to run: they must not be taken from the agent. */
import { readFileSync } from 'node:fs';
import {
  hooksPath,
  identityOf,
  type PlacedHandler,
  type Places,
  readHandlers,
} from '@hookline/host-codex/install';
import type { CommandContext } from '../command-context.ts';
import { configurationFor } from '../configuration.ts';

/** Why a handler cannot be run, by Hookline's own reading of the file; undefined when it can. */
export async function cannotRun(
  places: Places,
  context: CommandContext,
): Promise<(handler: PlacedHandler) => string | undefined> {
  const file = hooksPath(places);
  const { problems } = await configurationFor(context, { file, only: true, runCode: false });
  const reasons = new Map<string, string>();
  for (const one of readHandlers(file, textOf(file))) {
    const place = `hooks.${one.event}[${one.group}]`;
    const refusal = problems.find(
      ({ code, path }) =>
        code === 'HOOKLINE_COMMAND_REFUSED' &&
        (path === `${place}.matcher` || path?.startsWith(`${place}.hooks[${one.index}]`)),
    );
    if (refusal) reasons.set(identityOf(one), refusal.message);
  }
  return (handler) => reasons.get(identityOf(handler));
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Whoever plans says what is wrong with it.
    return undefined;
  }
}
