/** The shell that runs a command line, as the agent has it: `/bin/bash -c`, no login shell (Codex fact, section 4). */
import { existsSync } from 'node:fs';
import type { CommandFields } from './fields.ts';

/** A program and its arguments. */
export interface ShellCall {
  readonly program: string;
  readonly args: readonly string[];
}

/** How a command line is run on this system. */
export function shellCall({ command, commandWindows }: CommandFields): ShellCall {
  if (process.platform === 'win32') {
    return { program: 'cmd.exe', args: ['/d', '/s', '/c', commandWindows ?? command] };
  }
  const bash = '/bin/bash';
  return { program: existsSync(bash) ? bash : '/bin/sh', args: ['-c', command] };
}
