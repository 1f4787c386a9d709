import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { person } from './person.ts';

const PLUGIN_FOLDER = 'node_modules/@hookline/plugin-guard';
const PLUGIN = `
const schema = { '~standard': { version: 1, vendor: 'own', validate: (value) => ({ value: { level: 3, nothing: null, ...value } }) } };
export default { name: 'guard', events: ['exec.before'], options: async () => ({ default: schema }), setup() {} };
`;

/** User, preset of a preset, project and local; a hook of each that stays, one replaced, one switched off. */
function layered() {
  const someone = person({
    'node_modules/@acme/hookline-preset/package.json':
      '{ "name": "@acme/hookline-preset", "version": "1.0.0", "main": "preset.json", "hookline": { "kind": "preset" } }',
    'node_modules/@acme/hookline-preset/preset.json': `{ "hooks": {
  "extends": ["./base.json"],
  "timeout_seconds": 20,
  "exec": [
    { "id": "scan", "event": "exec.before", "command": ["true", "weak"] },
    { "id": "off", "event": "exec.before", "command": ["true"] }
  ]
} }`,
    'node_modules/@acme/hookline-preset/base.json': '{ "hooks": { "resume_limit": 2 } }',
    [`${PLUGIN_FOLDER}/package.json`]:
      '{ "name": "@hookline/plugin-guard", "version": "1.2.3", "type": "module", "main": "index.js", "hookline": { "kind": "plugin", "events": ["exec.before"] } }',
    [`${PLUGIN_FOLDER}/index.js`]: `import { writeFileSync } from 'node:fs';\nwriteFileSync('ran', '');${PLUGIN}`,
    'hooks.toml': `[hooks]
extends = ["@acme/hookline-preset"]
timeout_seconds = 25
context = { team = "payments" }

[plugins.guard]
token = "\${GUARD_TOKEN}"

[[hooks.exec]]
id = "scan"
event = "exec.before"
command = ["true", "strong"]
conditions = { command = { matches = '^git\\s' } }

[hooks.task]
environment = { FROM = "category" }
priority = "low"
`,
    'hooks.local.toml': `[[hooks.exec]]
id = "off"
enabled = false

[[hooks.task]]
event = "task_complete"
command = ["true"]
`,
  });
  someone.write(
    'hooks.toml',
    `[hooks]
debug = true

[[hooks.task]]
event = "task_complete"
url = "https://example.com/done"
headers = { authorization = "Bearer \${TOKEN}" }
environment = { OWN = "1" }
`,
    someone.codexHome,
  );
  return someone;
}

type Shown = Readonly<Record<string, { readonly value: unknown }>>;

const bare = (shown: Shown) =>
  Object.fromEntries(Object.entries(shown).map(([key, { value }]) => [key, value]));

const lineWith = (text: string, start: string): string =>
  text.split('\n').find((line) => line.startsWith(start)) ?? '';

describe('hookline config', () => {
  it('says of every setting which file and line of which layer it has it from', async () => {
    const { code, stdout, stderr } = await layered().hookline(['config']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(lineWith(stdout, 'timeout_seconds')).toMatch(
      /^timeout_seconds = 25 +# hooks\.toml:3 \(project\)$/,
    );
    expect(lineWith(stdout, 'debug')).toMatch(/^debug = true +# \S+\.codex\/hooks\.toml:2 \(user\)$/);
    expect(lineWith(stdout, 'resume_limit')).toMatch(/= 2 +# \S+base\.json:1 \(preset \.\/base\.json\)$/);
    expect(lineWith(stdout, 'context.team')).toMatch(/= "payments" +# hooks\.toml:4 \(project\)$/);
    expect(lineWith(stdout, 'parallel_execution')).toMatch(/= true +# default$/);
  });

  it('names the files weakest first, a preset with the chain that leads to it', async () => {
    const { stdout } = await layered().hookline(['config']);
    const places = [
      '.codex/hooks.toml (user)',
      'base.json (project -> preset @acme/hookline-preset -> preset ./base.json)',
      'preset.json (project -> preset @acme/hookline-preset)',
      '#   hooks.toml (project)',
      '#   hooks.local.toml (local)',
    ].map((text) => stdout.indexOf(text));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('shows the hook that wins, and says what was replaced and what was switched off by whom', async () => {
    const { stdout } = await layered().hookline(['config']);
    expect(stdout).toMatch(/\[\[hooks\.exec\]\] +# hooks\.toml:9 \(project\)\nid = "scan"/);
    expect(stdout).toContain('command = ["true", "strong"]');
    expect(stdout).not.toContain('"weak"');
    expect(stdout).not.toContain('id = "off"');
    const preset = String.raw`\S+preset\.json:\d \(preset @acme/hookline-preset\)`;
    expect(stdout).toMatch(new RegExp(`hook scan: ${preset}, replaced by hooks\\.toml:9 \\(project\\)`));
    expect(stdout).toMatch(
      new RegExp(`hook off: ${preset}, switched off by hooks\\.local\\.toml:1 \\(local\\)`),
    );
  });

  it('tells what a hook says itself from what its category, the settings and nobody said', async () => {
    const { stdout } = await layered().hookline(['config']);
    const blocks = stdout.split('\n\n');
    const [user = ''] = blocks.filter((one) => one.includes('https://example.com/done'));
    expect(lineWith(user, 'environment')).toMatch(
      /\{ FROM = "category", OWN = "1" \} +# \S+\.codex\/hooks\.toml:8 \(user\) and hooks\.toml:16 \(project\)$/,
    );
    expect(lineWith(user, 'url')).toBe('url = "https://example.com/done"');
    expect(lineWith(user, 'priority')).toMatch(/= "low" +# hooks\.toml:17 \(project\)$/);
    expect(lineWith(user, 'timeout')).toMatch(/= 25 +# hooks\.toml:3 \(project\)$/);
    expect(lineWith(user, 'required')).toMatch(/= false +# default$/);
    expect(lineWith(user, 'type')).toMatch(/= "webhook" +# default$/);
    // A layer below the defaults is given them, one above them is not.
    const [local = ''] = blocks.filter((one) => one.includes('hooks.local.toml:5'));
    expect(lineWith(local, 'priority')).toMatch(/= "normal" +# default$/);
  });

  it('leaves ${NAME} as it is written, whatever is set', async () => {
    const { stdout } = await layered().hookline(['config'], {
      env: { TOKEN: 'secret-1', GUARD_TOKEN: 'secret-2' },
    });
    expect(stdout).toContain('authorization = "Bearer ${TOKEN}"');
    expect(stdout).toMatch(/token = "\$\{GUARD_TOKEN\}" +# hooks\.toml:7 \(project\)/);
    expect(stdout).not.toContain('secret-');
  });

  it('runs a plugin only with --run-code, and then shows the defaults of its options', async () => {
    const someone = layered();
    const before = await someone.hookline(['config']);
    expect(before.stdout).toMatch(
      /\[plugins\.guard\] +# hooks\.toml:6 \(project\), @hookline\/plugin-guard 1\.2\.3/,
    );
    expect(before.stdout).toContain('To run it: hookline config --run-code');
    expect(Object.keys(someone.files())).not.toContain('project/ran');
    const after = await someone.hookline(['config', '--run-code']);
    expect(after.stdout).toMatch(/level = 3 +# default/);
    expect(after.stdout).toContain('# nothing = null, which TOML cannot write');
    expect(after.stdout).not.toContain('Code was not run');
    expect(Object.keys(someone.files())).toContain('project/ran');
  });

  it('names a configuration in code that it does not read, and reads it with --run-code', async () => {
    const someone = person({ 'hookline.config.mjs': 'export default { hooks: { timeout_seconds: 7 } };\n' });
    const before = await someone.hookline(['config']);
    expect(before.stdout).toContain('hookline.config.mjs (project), not read: it is code');
    expect(before.stdout).not.toContain('timeout_seconds = 7');
    const after = await someone.hookline(['config', '--run-code']);
    expect(after.stdout).toMatch(/timeout_seconds = 7 +# hookline\.config\.mjs \(project\)/);
  });

  it('prints TOML that is a configuration again, with the same values', async () => {
    const someone = layered();
    const { stdout } = await someone.hookline(['config']);
    someone.write('again.toml', stdout);
    const check = await someone.hookline(['validate', 'again.toml', '--json']);
    expect(JSON.parse(check.stdout)).toMatchObject({ ok: true, hooks: 3, plugins: 1, problems: [] });
    // One file reads category by category. An event has one category, so the order that counts is the one inside it.
    const values = async (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
      const run = await someone.hookline(['config', '--json', ...args], { env });
      const view: { settings: Shown; hooks: { category: string; values: Shown }[] } = JSON.parse(run.stdout);
      const hooks = view.hooks.toSorted((a, b) => a.category.localeCompare(b.category));
      return [view.settings, ...hooks.map((hook) => hook.values)].map(bare);
    };
    const nobody = { CODEX_HOME: join(someone.root, 'nobody') };
    expect(await values(['-c', 'again.toml'], nobody)).toEqual(await values([]));
  });

  it('prints values with their origins as JSON', async () => {
    const someone = layered();
    const view = JSON.parse((await someone.hookline(['config', '--json'])).stdout);
    expect(view).toMatchObject({ ok: true, complete: false, problems: [] });
    const file = join(someone.project, 'hooks.toml');
    expect(view.settings.timeout_seconds).toMatchObject({
      value: 25,
      origin: { file, line: 3, layer: 'project' },
    });
    expect(view.settings.parallel_execution).toEqual({ value: true, origin: 'default' });
    expect(view.plugins[0].options.token).toMatchObject({
      value: '${GUARD_TOKEN}',
      origin: { file, line: 7 },
    });
    expect(view.notInForce).toMatchObject([
      { what: 'hook', name: 'scan', how: 'replaced', by: { layer: 'project' } },
      { what: 'hook', name: 'off', how: 'switched off', by: { layer: 'local', line: 1 } },
    ]);
  });

  it('shows no plugin that a stronger layer switches off, and says where that is', async () => {
    const someone = layered();
    someone.write('hooks.local.toml', '[plugins]\nguard = false\n');
    const { stdout } = await someone.hookline(['config']);
    expect(stdout).not.toContain('[plugins.guard]');
    expect(stdout).toContain(
      'plugin guard: hooks.toml:6 (project), switched off by hooks.local.toml:2 (local)',
    );
  });

  it('says which of the switches that no layer holds turned the hooks off', async () => {
    const someone = layered();
    const byVariable = await someone.hookline(['config'], { env: { HOOKLINE_ENABLED: '0' } });
    expect(byVariable.stdout).toMatch(/enabled = false +# HOOKLINE_ENABLED \(environment\)/);
    someone.write('config.json', '{\n  "hooks": { "enabled": false }\n}\n', someone.codexHome);
    const byFile = await someone.hookline(['config']);
    expect(byFile.stdout).toMatch(/enabled = false +# \S+\.codex\/config\.json:2 \(user\)/);
  });

  it('takes the file that is named in place of those of the project', async () => {
    const someone = layered();
    someone.write('other.toml', '[hooks]\ntimeout_seconds = 9\n');
    const { stdout } = await someone.hookline(['config', '-c', 'other.toml']);
    expect(stdout).toMatch(/timeout_seconds = 9 +# other\.toml:2 \(this run\)/);
    expect(stdout).not.toContain('(project)');
  });

  it('shows a hook in the form of the agent with the event that it was written for', async () => {
    const hooks = {
      hooks: { PreToolUse: [{ matcher: 'Bash', hooks: [{ type: 'command', command: 'true' }] }] },
    };
    const someone = person({ '.codex/hookline-hooks.json': JSON.stringify(hooks) });
    const { code, stdout } = await someone.hookline(['config']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /hookline-hooks\.json:1 \(project\), a hook of PreToolUse in the form of the agent/,
    );
    expect(stdout).toContain('matcher = "Bash"');
  });

  it('prints what is wrong with a broken configuration and nothing else', async () => {
    const someone = person({ 'hooks.toml': '[hooks]\ntimeout_seconds = "5"\n' });
    const { code, stdout, stderr } = await someone.hookline(['config']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('hooks.toml:2:');
    expect(stderr).toContain('1 error, 0 warnings');
    const json = await someone.hookline(['config', '--json']);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, problems: [{ line: 2 }] });
  });

  it('says how to begin where nothing is configured', async () => {
    const { code, stdout } = await person().hookline(['config']);
    expect({ code, stdout: stdout.trim() }).toEqual({
      code: 0,
      stdout: 'No configuration was found here. Make one with: npx hookline init',
    });
  });
});
