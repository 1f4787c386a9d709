// Configurations that attack whoever reads them: no code is named in them that could be run.
import { symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { type Arena, REFUSED, refusalOf, type Said } from './arena.ts';
import type { Attack, Scene } from './attack.ts';

const text = (said: Said | undefined): string => `${said?.stdout}${said?.stderr}`.replaceAll(/\s+/g, ' ');

const reports =
  (...parts: readonly string[]): Attack['proves'] =>
  ({ said }) => {
    expect(said['validate']?.exitCode).toBe(1);
    for (const part of parts) expect(text(said['validate'])).toContain(part);
  };

const PROTOTYPE = 'Keys that reach the prototype of an object are an error, and left out of what is used';
const NO_ADDRESS =
  'What is extended or used as a plugin is an installed package or a local file, never an address';

const YAML_BOMB = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...[...'bcdefghij'].map(
    (name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[index]}`).join(', ')}]`,
  ),
  'hooks: *j',
  '',
].join('\n');

const MANY = 20_000;

export const DOCUMENTS: Scene = {
  about: 'Configurations that attack their reader',
  attacks: [
    {
      id: 'prototype-json',
      does: '`__proto__` and `constructor` in a JSON configuration',
      held: PROTOTYPE,
      proves: reports(
        '.hooklinerc.json',
        'The key "__proto__" is not allowed.',
        'The key "constructor" is not allowed.',
      ),
    },
    {
      id: 'prototype-toml',
      does: '`[__proto__]` and `[hooks.__proto__]` in TOML',
      held: PROTOTYPE,
      proves: reports('a/hooks.toml'),
    },
    {
      id: 'prototype-yaml',
      does: '`__proto__` in YAML, also by a merge key',
      held: PROTOTYPE,
      proves: reports('a/b/.hooklinerc.yaml'),
    },
    {
      id: 'yaml-bomb',
      does: 'YAML whose aliases unfold to billions of values',
      held: 'Aliases have a bound; beyond it the file is not well-formed',
      proves: reports('a/b/c/.hooklinerc.yaml', 'This is not well-formed YAML'),
    },
    {
      id: 'deep-nesting',
      does: 'A document that is nested 20,000 times',
      held: 'Depth has a bound; beyond it the file is not well-formed',
      proves: reports('a/b/c/d/.hooklinerc.json', 'nested too deeply'),
    },
    {
      id: 'remote-extends',
      does: '`extends` from `https:`, `git+ssh:`, `git@…`, `data:`, `file:` and a network share',
      held: NO_ADDRESS,
      proves: ({ said, arena }) => {
        expect(text(said['validate']).split('never an address').length - 1).toBeGreaterThanOrEqual(6);
        expect(arena.notes).toEqual([]);
      },
    },
    {
      id: 'remote-plugin',
      does: 'A plugin from `https:` or `data:text/javascript,…`',
      held: NO_ADDRESS,
      proves: reports('A plugin is an installed package or a local file, never an address.'),
    },
  ],
  set: async (arena) => {
    const asked = await arena.serve();
    arena.files({
      '.hooklinerc.json':
        '{"__proto__": {"required": false, "enabled": false}, "constructor": {"prototype": {"enabled": false}}, "hooks": {}}',
      'a/hooks.toml': '[__proto__]\nenabled = false\n[hooks.__proto__]\nenabled = false\n',
      'a/b/.hooklinerc.yaml':
        'base: &base\n  __proto__: { enabled: false }\nhooks:\n  <<: *base\n__proto__:\n  enabled: false\n',
      'a/b/c/.hooklinerc.yaml': YAML_BOMB,
      'a/b/c/d/.hooklinerc.json': `{"hooks": ${'['.repeat(MANY)}${']'.repeat(MANY)}}`,
      'a/b/c/d/e/hooks.toml': `[hooks]
extends = ["${asked}/preset.toml", "git+ssh://git@host.invalid/x.git", "git@host.invalid:x.git", "data:text/javascript,${encodeURIComponent(arena.js('remote-extends'))}", "file:///etc/passwd", "//host.invalid/share/preset.toml"]

[plugins."${asked}/plugin.mjs"]
[plugins."data:text/javascript,${encodeURIComponent(arena.js('remote-plugin'))}"]
`,
    });
  },
  walk: (arena) => walk(arena, 'a/b/c/d/e'),
};

async function walk(arena: Arena, folder = ''): Promise<Record<string, Said>> {
  const options = { cwd: path.join(arena.repo, folder) };
  return {
    forbidden: await arena.forbidden(options),
    ...(await arena.show(['validate', 'validate --run-code', 'list', 'trust --yes'], options)),
  };
}

const MEGABYTES = 100;

export const SIZES: Scene = {
  about: 'Files that never end, or nearly so',
  attacks: [
    {
      id: 'big-config',
      does: `A configuration of ${MEGABYTES} MB`,
      held: 'A configuration has at most 1 MiB; a larger one is an error, and not read',
      proves: reports('hooks.toml', 'at most 1048576 bytes'),
    },
    {
      id: 'device-config',
      does: 'A configuration that is a link to `/dev/zero`, beside one that is none',
      held: 'Only what is a file is read',
    },
    {
      id: 'device-manifest',
      does: 'A `package.json` that is a link to `/dev/zero`',
      held: 'Only what is a file is read',
    },
    {
      id: 'device-names',
      does: 'A plugin, a preset and a script that are links to `/dev/zero`',
      held: 'Only what is a file is read',
    },
  ],
  set: (arena) => {
    const { repo } = arena;
    arena.files({
      'hooks.toml':
        '[hooks]\nextends = ["./zero.toml"]\n[[hooks.exec]]\nevent = "exec.before"\ncommand = ["./zero.sh"]\n[plugins."./zero.mjs"]\n',
      'device/.hooklinerc': 'hooks: {}\n',
      'device/manifest/x': '',
      'device/manifest/big/hooks.toml': '# ',
    });
    for (const name of [
      'zero.toml',
      'zero.sh',
      'zero.mjs',
      'device/hooks.toml',
      'device/manifest/package.json',
    ])
      symlinkSync('/dev/zero', path.join(repo, name));
    truncateSync(path.join(repo, 'device/manifest/big/hooks.toml'), MEGABYTES * 1024 * 1024);
    writeFileSync(path.join(repo, 'device/manifest/big/hooks.toml'), '#\n', { flag: 'r+' });
  },
  walk: (arena) => walk(arena, 'device/manifest/big'),
};

export const SETTINGS: Scene = {
  about: 'Settings by which a repository would switch off what the person has',
  attacks: [
    {
      id: 'switched-off',
      does: '`[hooks] enabled = false`',
      held: 'Nothing that a project says counts before it is approved, settings neither',
      proves: ({ said, approvedSaid }) => {
        expect(refusalOf(said['forbidden'] as Said)).toContain(REFUSED);
        // Approved, it is a word that counts: the trap is no dud.
        expect(refusalOf(approvedSaid as Said)).toBe('');
      },
    },
    {
      id: 'replaced-gate',
      does: "A hook with the `id` of the person's own gate, and `enabled = false`",
      held: 'Nothing that a project says counts before it is approved',
    },
    {
      id: 'huge-numbers',
      does: 'A `timeout` of 1e308, of a nanosecond, and of more than fits a timer; a `context_tokens` of 1e15',
      held: 'Nothing that a project says counts before it is approved; numbers have bounds',
    },
  ],
  set: (arena) =>
    arena.files({
      'hooks.toml': `[hooks]
enabled = false
timeout_seconds = 0.000000001
untrusted = "skip"
context_tokens = 1000000000000000

[[hooks.exec]]
id = "gate"
event = "exec.before"
command = ["true"]
enabled = false

[[hooks.exec]]
event = "exec.before"
command = ["true"]
timeout = 1e308

[[hooks.exec]]
event = "exec.before"
command = ["true"]
timeout = 2147484
`,
    }),
  walk: (arena) => walk(arena),
  approved: (arena) => arena.forbidden({ env: { HOOKLINE_TRUST: 'all' } }),
};
