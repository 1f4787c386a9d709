// An approval that the attacker has made: on a machine of their own, with this very program, and committed. Where the
// environment of the person then names a folder of the repository as their home, what else would count as theirs lies there.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { Arena, Said } from './arena.ts';
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

const HOOKS = `[[hooks.exec]]
event = ["exec.before", "session_start"]
command = ["./forged.sh"]
mode = "sync"
`;

/** Where the attacker has made it all: outside, because Hookline refuses a home inside of the repository. */
const homeOfAttacker = (arena: Arena): string => path.join(arena.root, 'elsewhere', 'attacker');

async function made(arena: Arena, args: readonly string[], options = {}): Promise<Said> {
  const said = await arena.hookline(args, { env: { HOOKLINE_HOME: homeOfAttacker(arena) }, ...options });
  if (said.exitCode !== 0) throw new Error(`hookline ${args.join(' ')}\n${said.stdout}${said.stderr}`);
  return said;
}

async function set(arena: Arena): Promise<void> {
  arena.files({
    'hooks.toml': HOOKS,
    // What approved it is told by the variable that a job sets for a lock file.
    'forged.sh': `#!/bin/sh
if [ "$HOOKLINE_TRUST" = lock ]; then : > '${arena.mark(LOCK)}'; else : > '${arena.mark(RECORD)}'; fi
`,
  });
  await made(arena, ['trust', '--yes']);
  await made(arena, ['trust', '--lock', '--yes']);
  cpSync(homeOfAttacker(arena), path.join(arena.repo, '.hookline'), { recursive: true });
  for (const file of ['.hookline/trust', 'hookline.lock.json'])
    if (!existsSync(path.join(arena.repo, file))) throw new Error(`There is no ${file}.`);
}

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
    return arena.hook('SessionStart', {}, { env: { HOOKLINE_HOME: homeOfAttacker(arena) } });
  },
};

const NOT_A_HOME =
  'A home inside of the project counts for nothing there: every tool call is refused until it is moved, and no command approves, raises or delivers anything';

/** The folder of the repository that `.envrc` makes the home. */
const homeInRepo = (arena: Arena): string => path.join(arena.repo, '.hookline');
const asSet = (arena: Arena) => ({ env: { HOOKLINE_HOME: homeInRepo(arena) } });

const planted = (id: string, does: string): Attack => ({
  id,
  does: `\`.envrc\` sets \`HOOKLINE_HOME\` to a folder of the repository, with ${does}`,
  held: NOT_A_HOME,
  armed: true,
  proves: ({ said }) => {
    for (const name of ['started', 'forbidden'])
      expect(JSON.stringify(said[name]), name).toContain(
        'HOOKLINE_HOME is set to a folder inside of this project',
      );
    for (const name of ['validate', 'trust --yes', 'emit session_start', 'spool flush'])
      expect([
        name,
        said[name]?.exitCode,
        `${said[name]?.stdout}${said[name]?.stderr}`.replaceAll(/\s+/g, ' '),
      ]).toEqual([name, 1, expect.stringContaining('HOOKLINE_HOME lies inside of this project')]);
  },
});

const [TRUSTED, OWN, SNAPSHOT, SPOOLED] = ['home-record', 'home-hooks', 'home-snapshot', 'home-spool'];

interface StoredSnapshot {
  readonly key: object;
  readonly config: { readonly entries: readonly object[] };
}

/** What is made of a snapshot: it holds for another home, for ever, and its hook runs another script. */
function exchangeSnapshots(home: string): object {
  const folder = path.join(home, 'snapshots');
  let entry: object = {};
  for (const file of readdirSync(folder).map((name) => path.join(folder, name))) {
    const stored = JSON.parse(
      readFileSync(file, 'utf8').replaceAll(`./${TRUSTED}.sh`, `./${SNAPSHOT}.sh`),
    ) as StoredSnapshot;
    const changed = { ...stored, key: { ...stored.key, home }, inputs: [] };
    writeFileSync(file, JSON.stringify(changed));
    entry = stored.config.entries.at(-1) ?? entry;
  }
  return entry;
}

/** A home as the attacker has made it, at a place. */
function plant(arena: Arena, home: string): void {
  cpSync(homeOfAttacker(arena), home, { recursive: true });
  const { files: _, ...entry } = exchangeSnapshots(home) as { readonly files?: unknown };
  const job = {
    version: 1,
    id: 'planted-1',
    orderKey: 'planted',
    batch: 'planted',
    createdAt: 1,
    attempt: 1,
    entry: { ...entry, fields: { command: [`./${SPOOLED}.sh`] } },
    event: {
      id: 'planted',
      type: 'session_start',
      timestamp: '2026-01-01T00:00:00.000Z',
      sessionId: 'planted',
      cwd: arena.repo,
      host: { name: 'codex', event: 'SessionStart' },
      raw: {},
    },
  };
  const pending = path.join(home, 'spool', 'pending');
  mkdirSync(pending, { recursive: true, mode: 0o700 });
  writeFileSync(path.join(pending, '000000000000001-00000001-000001.json'), JSON.stringify(job));
}

/** A hook that leaves a mark. */
const marks = (script: string): string =>
  `[[hooks.session]]\nevent = "session_start"\ncommand = ["./${script}.sh"]\nmode = "sync"\n`;

export const HOME_IN_REPO: Scene = {
  about: 'An environment that makes a folder of the repository the home of the person',
  attacks: [
    planted(TRUSTED, 'a whole and valid approval in it'),
    planted(OWN, 'a `hooks.toml` in it, as the own one of the person that needs no approval'),
    planted(SNAPSHOT, 'a snapshot of the approved configuration in it, in which a hook runs something else'),
    planted(SPOOLED, 'async work in it that waits to be done'),
  ],
  set: async (arena) => {
    const scripts = [TRUSTED, SNAPSHOT, SPOOLED].map((id) => [`${id}.sh`, arena.sh(id)]);
    arena.files({ 'hooks.toml': marks(TRUSTED), ...Object.fromEntries(scripts) });
    const home = homeOfAttacker(arena);
    await made(arena, ['trust', '--yes']);
    await arena.hook('SessionStart', {}, { env: { HOOKLINE_HOME: home } });
    arena.files({ 'hooks.toml': marks(OWN), [`${OWN}.sh`]: arena.sh(OWN) }, home);
    plant(arena, homeInRepo(arena));
    arena.takeMarks();
  },
  walk: async (arena) => ({
    started: await arena.hook('SessionStart', {}, asSet(arena)),
    forbidden: await arena.forbidden(asSet(arena)),
    ...(await arena.show(
      ['list', 'validate', 'trust --yes', 'emit session_start', 'spool flush', 'spool retry --all'],
      asSet(arena),
    )),
  }),
  // The same home outside of the repository is one: the snapshot counts, then what is loaded without it, and the work.
  approved: async (arena) => {
    const home = path.join(arena.root, 'elsewhere', 'home');
    plant(arena, home);
    const options = { env: { HOOKLINE_HOME: home } };
    await arena.hook('SessionStart', {}, options);
    rmSync(path.join(home, 'snapshots'), { recursive: true });
    await arena.hook('SessionStart', {}, options);
    return arena.hookline(['spool', 'flush'], options);
  },
  // What Hookline keeps lies in the repository here.
  rearranges: true,
  refusal: 'HOOKLINE_HOME is set to a folder inside of this project',
};
