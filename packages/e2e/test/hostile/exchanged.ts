// A repository that was approved, and then exchanges what was approved for something else; and one beside it that hopes to be
// taken for it.
import { cpSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { type Arena, REFUSED, refusalOf, type Said } from './arena.ts';
import type { Attack, Scene } from './attack.ts';

/** An exchange of one file, after which the mark of the attack would be made. */
interface Exchange extends Attack {
  /** The file that waits then, as the person is told. */
  readonly file: string;
  readonly exchange: (arena: Arena, file: string) => void;
}

const BY_CONTENT = 'What runs has to have the content that was approved; the project waits again';

const rewrite =
  (text: (arena: Arena) => string): Exchange['exchange'] =>
  (arena, file) =>
    arena.files({ [file]: text(arena) });

const EXCHANGES: readonly Exchange[] = [
  {
    id: 'link-swapped',
    does: 'A link that was approved leads to another script',
    held: 'What is approved is the link, where it leads, and the content there',
    file: 'linked.sh',
    exchange: ({ repo }, file) => {
      rmSync(path.join(repo, file));
      symlinkSync('other.sh', path.join(repo, file));
    },
  },
  {
    id: 'time-restored',
    does: 'A script is written anew with the same length, and its times are put back',
    held: 'The time of the last change of the file itself counts, which `touch` cannot set, then the content',
    file: 'timed.sh',
    exchange: (arena, file) => {
      const at = path.join(arena.repo, file);
      const { atime, mtime, size } = statSync(at);
      arena.files({ [file]: arena.sh('time-restored').padEnd(size, '\n') });
      utimesSync(at, atime, mtime);
    },
  },
  {
    id: 'import-swapped',
    does: 'A module that an approved plugin imports is exchanged, the plugin is not',
    held: `${BY_CONTENT}: all modules that a plugin imports take part`,
    file: 'rules.mjs',
    exchange: rewrite((arena) => `${arena.js('import-swapped')}export {};\n`),
  },
  {
    id: 'package-swapped',
    does: 'A file inside a package of `node_modules` that an approved plugin imports is exchanged',
    held: `${BY_CONTENT}: packages take part by the files that are loaded`,
    file: 'node_modules/dep',
    exchange: (arena) =>
      arena.files({ 'node_modules/dep/index.js': `${arena.js('package-swapped')}export {};\n` }),
  },
  {
    id: 'argument-swapped',
    does: 'The file that an interpreter is told to run is exchanged: `["sh", "told"]`',
    held: 'Files that a command names for an interpreter are scripts like those that it names itself',
    file: 'told',
    exchange: rewrite((arena) => arena.sh('argument-swapped').replace('#!/bin/sh\n', '')),
  },
  {
    id: 'command-swapped',
    does: 'The line of a hook becomes another one: `["sh", "-c", "…"]`',
    held: `${BY_CONTENT}: a configuration takes part as a whole`,
    file: 'hooks.toml',
    exchange: (arena, file) => {
      const text = readFileSync(path.join(arena.repo, file), 'utf8');
      const evil = `["sh", "-c", ": > '${arena.mark('command-swapped')}'"]`;
      arena.files({
        [file]: text.replace(
          '["sh", "told"]',
          `["sh", "told"]\n[[hooks.exec]]\nevent = "exec.before"\ncommand = ${evil}`,
        ),
      });
    },
  },
  {
    id: 'folder-swapped',
    does: 'A folder on the way to an approved script becomes a link to another folder',
    held: 'What is approved is where the path leads, and the content there',
    file: 'bin/tool.sh',
    exchange: ({ repo }) => {
      renameSync(path.join(repo, 'bin'), path.join(repo, 'bin.old'));
      symlinkSync('evil-bin', path.join(repo, 'bin'));
    },
  },
];

const BESIDE: readonly Attack[] = [
  {
    id: 'submodule',
    does: 'A submodule of an approved repository has hooks of its own',
    held: 'An approval is for one root; a submodule is another one',
    armed: true,
  },
  {
    id: 'worktree',
    does: 'A worktree of an approved repository, on a branch with other hooks',
    held: 'An approval is kept by the real path of the root, so a worktree needs its own',
    armed: true,
  },
  {
    id: 'other-repository',
    does: 'The payload names another repository as `cwd`, or the model chooses one',
    held: 'Hooks of another repository need an approval of their own',
    armed: true,
  },
];

const BENIGN = '#!/bin/sh\nexit 0\n';
const MODULE = 'export {};\n';

function set(arena: Arena): void {
  const { repo, root } = arena;
  const names = ['./linked.sh', './timed.sh', './bin/tool.sh'];
  arena.files({
    'hooks.toml': `${names.map((name) => `[[hooks.exec]]\nevent = "exec.before"\ncommand = ["${name}"]\n`).join('')}
[[hooks.exec]]
event = "exec.before"
command = ["sh", "told"]

[plugins."./policy.mjs"]
`,
    'first.sh': BENIGN,
    'other.sh': arena.sh('link-swapped'),
    'timed.sh': BENIGN.padEnd(400, '\n'),
    told: 'exit 0\n',
    'bin/tool.sh': BENIGN,
    'evil-bin/tool.sh': arena.sh('folder-swapped'),
    'policy.mjs': `import './rules.mjs';\nimport 'dep';\nexport default { name: 'policy', events: ['exec.before'], setup() {} };\n`,
    'rules.mjs': MODULE,
    'node_modules/dep/package.json':
      '{ "name": "dep", "version": "1.0.0", "type": "module", "exports": "./index.js" }',
    'node_modules/dep/index.js': MODULE,
  });
  symlinkSync('first.sh', path.join(repo, 'linked.sh'));
  const other = (id: string, folder: string): void =>
    arena.files(
      {
        '.git': 'gitdir: /nowhere\n',
        'hooks.toml': '[[hooks.exec]]\nevent = "exec.before"\ncommand = ["./evil.sh"]\n',
        'evil.sh': arena.sh(id),
      },
      folder,
    );
  other('submodule', path.join(repo, 'sub'));
  other('worktree', path.join(root, 'elsewhere/tree'));
  other('other-repository', path.join(root, 'elsewhere/other'));
}

/** Does an exchange, calls, and puts everything back as it was. */
async function tried(arena: Arena, { id, file, exchange }: Exchange): Promise<Record<string, Said>> {
  const [now, kept] = [arena.repo, path.join(arena.root, 'tmp/approved')];
  cpSync(now, kept, { recursive: true, verbatimSymlinks: true });
  exchange(arena, file);
  const [forbidden, told] = await Promise.all([
    arena.forbidden(),
    arena.hook('SessionStart', { session_id: `told-${id}` }),
  ]);
  rmSync(now, { recursive: true });
  renameSync(kept, now);
  return { [id]: forbidden, [`${id} told`]: told };
}

const others = ({ repo, root }: Arena): readonly string[] => [
  path.join(repo, 'sub'),
  path.join(root, 'elsewhere/tree'),
  path.join(root, 'elsewhere/other'),
];

export const EXCHANGED: Scene = {
  about: 'A repository that was approved, and what then takes its place',
  attacks: [
    ...EXCHANGES.map(
      (one): Attack => ({
        ...one,
        armed: true,
        proves: ({ said }) => {
          expect(refusalOf(said[one.id] as Said)).toContain(REFUSED);
          expect(said[`${one.id} told`]?.stdout).toContain(`${one.file} changed and waits for review`);
        },
      }),
    ),
    ...BESIDE,
  ],
  set,
  walk: async (arena) => {
    const approval = await arena.hookline(['trust', '--yes']);
    const approved = await arena.hook('SessionStart', { session_id: 'approved' });
    const said: Record<string, Said> = {};
    for (const exchange of EXCHANGES) Object.assign(said, await tried(arena, exchange));
    // Put back, it is what was approved.
    const back = await arena.hook('SessionStart', { session_id: 'back' });
    expect([approval.exitCode, approved.stdout, back.stdout]).toEqual([0, '', '']);
    const [sub, tree, other] = await Promise.all([...others(arena).map((cwd) => arena.forbidden({ cwd }))]);
    const named = await arena.hook('PreToolUse.Bash', {
      tool_input: { command: 'ls' },
      cwd: path.join(arena.root, 'elsewhere/other'),
    });
    return { ...said, sub: sub as Said, tree: tree as Said, forbidden: other as Said, named };
  },
  approved: async (arena) => {
    const env = { HOOKLINE_TRUST: 'all' };
    const tool = { tool_input: { command: 'ls' } };
    for (const cwd of others(arena))
      await arena.hook('PreToolUse.Bash', { ...tool, session_id: cwd }, { cwd, env });
    for (const { exchange, file } of EXCHANGES) exchange(arena, file);
    return arena.hook('PreToolUse.Bash', tool, { env });
  },
  rearranges: true,
};
