/** Says which hooks the agent runs by itself, beside those that Hookline lists. */
import { readFileSync } from 'node:fs';
import { hooksPath, type InstallScope, readHandlers } from '@hookline/host-codex/install';
import type { CommandContext } from '../command-context.ts';
import { nearPath } from './carry-out.ts';
import { placesOf, scopeFlag } from './install-places.ts';

/** One sentence for each hooks.json with hooks of others, and how to have them here. Never throws. */
export function agentHooks(context: CommandContext): readonly string[] {
  return (['project', 'user'] as const).flatMap((scope) => sentence(scope, context));
}

function sentence(scope: InstallScope, context: CommandContext): readonly string[] {
  try {
    const places = placesOf(scope, context);
    const path = hooksPath(places);
    if (scope === 'project' && path === hooksPath({ ...places, scope: 'user' })) return [];
    const count = readHandlers(path, readFileSync(path, 'utf8')).filter((one) => !one.ours).length;
    if (count === 0) return [];
    const hooks = count === 1 ? 'one more hook' : `${count} more hooks`;
    return [
      `Codex itself has ${hooks}, in ${nearPath(path, context)}. To run them under Hookline: npx hookline migrate${scopeFlag(scope)}`,
    ];
  } catch {
    // No such file, or none that Codex reads.
    return [];
  }
}
