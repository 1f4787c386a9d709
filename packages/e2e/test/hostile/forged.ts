// An approval that the attacker has made: on a machine of their own, with this very program, and committed.
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Arena } from './arena.ts';
import type { Attack, Scene } from './attack.ts';

const ATTACKS: readonly Attack[] = [
  {
    id: 'forged-record',
    does: 'A whole and valid approval lies in the repository, in `.hookline/trust`',
    held: "Approvals are read from the person's own `HOOKLINE_HOME`, and nothing in a repository sets that",
    armed: true,
  },
  {
    id: 'forged-lock',
    does: 'A valid `hookline.lock.json` is committed',
    held: 'It counts only under `HOOKLINE_TRUST=lock`, where a job has said so',
    armed: true,
  },
];

const [RECORD, LOCK] = ['forged-record', 'forged-lock'];

/** Approves everything as the attacker would, who calls a folder of the repository their home. */
async function set(arena: Arena): Promise<void> {
  arena.files({
    'hooks.toml': `[[hooks.exec]]
event = ["exec.before", "session_start"]
command = ["./forged.sh"]
mode = "sync"
`,
    // What approved it is told by the variable that a job sets for a lock file.
    'forged.sh': `#!/bin/sh
if [ "$HOOKLINE_TRUST" = lock ]; then : > '${arena.mark(LOCK)}'; else : > '${arena.mark(RECORD)}'; fi
`,
  });
  for (const args of [
    ['trust', '--yes'],
    ['trust', '--lock', '--yes'],
  ]) {
    const made = await arena.hookline(args, { env: ofAttacker(arena) });
    if (made.exitCode !== 0) throw new Error(`hookline ${args.join(' ')}\n${made.stdout}${made.stderr}`);
  }
  for (const made of ['.hookline/trust', 'hookline.lock.json'])
    if (!existsSync(path.join(arena.repo, made))) throw new Error(`There is no ${made}.`);
}

const ofAttacker = ({ repo }: Arena) => ({ HOOKLINE_HOME: path.join(repo, '.hookline') });

export const FORGED: Scene = {
  about: 'An approval that comes with the repository',
  attacks: ATTACKS,
  set,
  walk: async (arena) => ({
    started: await arena.hook('SessionStart'),
    forbidden: await arena.forbidden(),
    ...(await arena.show(['list', 'validate', 'trust --check'])),
  }),
  // Where the person says so, both do count: they are whole.
  approved: async (arena) => {
    await arena.hook('SessionStart', {}, { env: { HOOKLINE_TRUST: 'lock' } });
    return arena.hook('SessionStart', {}, { env: ofAttacker(arena) });
  },
};
