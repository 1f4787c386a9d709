/** The script that the lines for the agent start. The agent starts it as any program, with nothing of this process. */
import { HooklineError } from '@hookline/core/errors';
import { BIN } from '../runtime-sources.ts';

/**
 * Its absolute path. Throws HOOKLINE_HOST_CANNOT_CALL where only this process finds it: a line that fails refuses every
 * command of the agent, so none is made then.
 */
export function agentScript(): string {
  if (process.versions['pnp'] === undefined) return BIN;
  throw new HooklineError('HOOKLINE_HOST_CANNOT_CALL', {
    what: 'The agent could not start this Hookline, so nothing was written and nothing was started.',
    where: BIN,
    why: "Yarn's Plug'n'Play keeps packages where only processes of Yarn find them.",
    fix: 'Set nodeLinker: node-modules in .yarnrc.yml, then: yarn install',
  });
}
