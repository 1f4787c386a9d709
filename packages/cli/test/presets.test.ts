/** Presets, as a person meets them: what is said when one is wrong, and what is in force when all are right. */
import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Person, person } from './person.ts';

const INSTALLED = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** Puts a package of this repository where npm would put it. */
function install({ project }: Person, name: string): void {
  const link = join(project, 'node_modules', name);
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(join(INSTALLED, name), link);
}

const manifest = (name: string, kind: 'preset' | 'plugin', exports: string): string =>
  JSON.stringify({
    name,
    version: '1.0.0',
    type: 'module',
    exports,
    hookline: { kind, events: ['exec.before'] },
  });

const preset = (name: string, toml: string) => ({
  [`node_modules/${name}/package.json`]: manifest(name, 'preset', './preset.toml'),
  [`node_modules/${name}/preset.toml`]: toml,
});

describe('hookline validate', () => {
  it('names the chain of presets that extend each other in a circle', async () => {
    const someone = person({
      'hooks.toml': '[hooks]\nextends = ["@acme"]\n',
      ...preset('@acme/hookline-preset', '[hooks]\nextends = ["rules"]\n'),
      ...preset('hookline-preset-rules', '[hooks]\nextends = ["@acme"]\n'),
    });
    const { code, stdout, stderr } = await someone.hookline(['validate']);
    expect(code).toBe(1);
    expect(`${stdout}${stderr}`.replaceAll(someone.project, '/repo')).toBe(
      `node_modules/hookline-preset-rules/preset.toml:2:12  error    Presets extend each other in a circle: /repo/hooks.toml -> @acme/hookline-preset -> hookline-preset-rules -> @acme/hookline-preset.  HOOKLINE_CONFIG_EXTENDS_CYCLE
  at        hooks.extends[0]
  fix       Take one of these out of the "extends" that names it.

1 error, 0 warnings. Nothing of this configuration runs until the errors are repaired.
`,
    );
  });

  it('says how to install a preset that is missing', async () => {
    const someone = person({ 'hooks.toml': '[hooks]\nextends = ["@acme"]\n', 'pnpm-lock.yaml': '' });
    const { code, stdout, stderr } = await someone.hookline(['validate']);
    expect(code).toBe(1);
    expect(`${stdout}${stderr}`).toContain('hooks.toml:2:12  error    Preset "@acme" was not found.');
    expect(`${stdout}${stderr}`).toContain('fix       pnpm add -D @acme/hookline-preset\n');
  });

  it('shows a wrong option in the file of the layer that says it', async () => {
    const someone = person({
      'hooks.toml': '[hooks]\nextends = ["@acme"]\n\n[plugins.session-log]\ncommands = false\n',
      ...preset('@acme/hookline-preset', '[plugins.session-log]\nformat = "xml"\n'),
    });
    install(someone, '@hookline/plugin-session-log');
    const { code, stdout, stderr } = await someone.hookline(['validate', '--run-code']);
    expect(code).toBe(1);
    expect(`${stdout}${stderr}`).toContain(
      'node_modules/@acme/hookline-preset/preset.toml:2:10  error    "format": The format is "text", "json" or "both".',
    );
    expect(`${stdout}${stderr}`).toContain('1 error, 0 warnings');
  });
});

/** A team's preset on top of the recommended one, a repository, one person in it, and what is theirs everywhere. */
function threeLayers(): Person {
  const someone = person({
    ...preset(
      '@acme/hookline-preset',
      `[hooks]
extends = ["recommended"]
timeout_seconds = 20

[plugins.session-log]
format = "json"
commands = false

[[hooks.exec]]
id = "branch"
event = "exec.before"
command = ["./branch.sh"]
description = "Branch check"
required = true

[[hooks.patch]]
id = "format"
event = "patch.after"
command = ["./format.sh"]
`,
    ),
    'node_modules/@acme/hookline-preset/branch.sh': '#!/bin/sh\necho "Not on main." >&2\nexit 2\n',
    'node_modules/@acme/hookline-preset/format.sh': '#!/bin/sh\ntouch formatted\n',
    'hooks.toml': `[hooks]
extends = ["@acme"]

[plugins.session-log]
file = "payments.log"
commands = true
`,
    'hooks.local.toml': `[[hooks.patch]]
id = "format"
enabled = false
`,
  });
  install(someone, '@hookline/preset-recommended');
  const mine = `[hooks]
debug = true
timeout_seconds = 5

[[hooks.task]]
event = "task_complete"
command = ["true"]
description = "My bell"
`;
  someone.write('hooks.toml', mine, someone.codexHome);
  return someone;
}

describe('a team, a repository and a person', () => {
  const REPOSITORY = dirname(realpathSync(INSTALLED));

  it('are in force together, each line with the file that says it', async () => {
    const someone = threeLayers();
    const { code, stdout, stderr } = await someone.hookline(['config']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const shown = stdout
      .replaceAll(REPOSITORY, '/hookline')
      .replaceAll(someone.codexHome, '/home/user/.codex')
      .replaceAll(/(plugin-[a-z-]+) \d\S+/g, '$1 1.0.0');
    expect(shown).toBe(`# The configuration in force here. Its files, weakest first:
#   /home/user/.codex/hooks.toml (user)
#   /hookline/plugins/preset-recommended/preset.toml (project -> preset @acme/hookline-preset -> preset @hookline/preset-recommended)
#   node_modules/@acme/hookline-preset/preset.toml (project -> preset @acme/hookline-preset)
#   hooks.toml (project)
#   hooks.local.toml (local)

[hooks]
enabled = true             # default
timeout_seconds = 20       # node_modules/@acme/hookline-preset/preset.toml:3 (preset @acme/hookline-preset)
parallel_execution = true  # default
debug = true               # /home/user/.codex/hooks.toml:2 (user)
context_tokens = 2500      # default
resume_limit = 1           # default
on_error = "open"          # default
context = {}               # default

[plugins.session-log]  # hooks.toml:4 (project) and node_modules/@acme/hookline-preset/preset.toml:5 (preset @acme/hookline-preset) and /hookline/plugins/preset-recommended/preset.toml:3 (preset @hookline/preset-recommended), @hookline/plugin-session-log 1.0.0
format = "json"        # node_modules/@acme/hookline-preset/preset.toml:6 (preset @acme/hookline-preset)
commands = true        # hooks.toml:6 (project)
file = "payments.log"  # hooks.toml:5 (project)

[plugins.usage-analytics]  # /hookline/plugins/preset-recommended/preset.toml:5 (preset @hookline/preset-recommended), @hookline/plugin-usage-analytics 1.0.0

[plugins.file-backup]  # /hookline/plugins/preset-recommended/preset.toml:7 (preset @hookline/preset-recommended), @hookline/plugin-file-backup 1.0.0

[plugins.desktop-notify]  # /hookline/plugins/preset-recommended/preset.toml:9 (preset @hookline/preset-recommended), @hookline/plugin-desktop-notify 1.0.0

[[hooks.task]]           # /home/user/.codex/hooks.toml:5 (user)
event = "task_complete"
command = ["true"]
description = "My bell"
type = "script"          # default
required = false         # default
timeout = 20             # node_modules/@acme/hookline-preset/preset.toml:3 (preset @acme/hookline-preset)
mode = "sync"            # default
priority = "normal"      # default

[[hooks.exec]]                # node_modules/@acme/hookline-preset/preset.toml:9 (preset @acme/hookline-preset)
id = "branch"
event = "exec.before"
command = ["./branch.sh"]
description = "Branch check"
required = true
type = "script"               # default
timeout = 20                  # node_modules/@acme/hookline-preset/preset.toml:3 (preset @acme/hookline-preset)
mode = "sync"                 # default
priority = "normal"           # default

# Written, and not in force:
#   hook format: node_modules/@acme/hookline-preset/preset.toml:16 (preset @acme/hookline-preset), switched off by hooks.local.toml:1 (local)

# Code was not run: what is said only in code is missing here, and so are the defaults of the options of plugins.
# To run it: hookline config --run-code
`);
  });

  it('run together: what one switches off does not, and options that two say reach the plugin', async () => {
    const someone = threeLayers();
    const emit = async (event: string, data: object): Promise<string> =>
      (await someone.hookline(['emit', event, '--data', JSON.stringify(data)])).stdout;
    const refused = await emit('exec.before', { command: 'git push' });
    expect(refused).toContain('exec.before  deny');
    expect(refused).toContain('Branch check: Not on main.');
    const formatted = 'project/node_modules/@acme/hookline-preset/formatted';
    const patch = { patch: '*** Begin Patch\n*** Add File: a.txt\n+a\n*** End Patch', success: true };
    const format = (): Promise<string> => emit('patch.after', patch);
    await format();
    expect(Object.keys(someone.files())).not.toContain(formatted);
    // The format is the team's, the file the repository's.
    const logged = (someone.files()['home/.codex/payments.log'] ?? '').trimEnd().split('\n');
    expect(logged.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'exec.before' },
      { event: 'patch.after' },
    ]);
    someone.write('hooks.local.toml', '');
    await format();
    expect(Object.keys(someone.files())).toContain(formatted);
  });
});
