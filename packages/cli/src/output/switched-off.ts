/** Says by what all hooks are switched off: three places can, and who looks at the wrong one finds nothing. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { enabledSwitch } from '@hookline/runtime';
import type { CommandContext } from '../command-context.ts';

export function switchedOff({ env, homes }: CommandContext): string {
  if (enabledSwitch(env) === false) return 'Hooks are switched off: the variable HOOKLINE_ENABLED.';
  const file = join(homes.codexHome, 'config.json');
  return isOffIn(file)
    ? `Hooks are switched off: "enabled": false of "hooks" in ${file}.`
    : 'Hooks are switched off: [hooks] enabled = false.';
}

function isOffIn(file: string): boolean {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))?.hooks?.enabled === false;
  } catch {
    return false;
  }
}
