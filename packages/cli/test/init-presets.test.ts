/** `hookline init` where presets are installed: it extends them in place of writing its own example. */
import { describe, expect, it } from 'vitest';
import { person } from './person.ts';

type Files = Readonly<Record<string, string>>;

const RAN = "import { writeFileSync } from 'node:fs';\nwriteFileSync('ran', '');\nexport default {};\n";

const installed = (name: string, manifest: object, files: Files = {}): Files => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', ...manifest }),
  ...Object.fromEntries(Object.entries(files).map(([file, text]) => [`node_modules/${name}/${file}`, text])),
});

const preset = (name: string, toml: string): Files =>
  installed(name, { exports: './preset.toml', hookline: { kind: 'preset' } }, { 'preset.toml': toml });

const asking = (more: object): Files => ({ 'package.json': JSON.stringify({ name: 'app', ...more }) });

const GATE = '[[hooks.exec]]\nevent = "exec.before"\ncommand = ["true"]\n';
const TEAM: Files = {
  ...asking({ devDependencies: { typescript: '1', '@acme/hookline-preset': '^1.0.0' } }),
  ...preset('@acme/hookline-preset', GATE),
  ...installed('typescript', { main: 'index.js' }, { 'index.js': RAN }),
};

describe('hookline init with presets in package.json', () => {
  it('extends the one that is there, and installs what that needs', async () => {
    const someone = person(TEAM);
    const { code, stdout, stderr } = await someone.hookline(['init', '--yes']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(
      'package.json has the preset @acme/hookline-preset, so hooks.toml extends it.\n\nhooks.toml (new)\n',
    );
    expect(stdout).toContain('  + extends = ["@acme/hookline-preset"]\n');
    expect(stdout).toMatch(/^ {2}npx hookline config +what is in force/m);
    const files = someone.files();
    expect(files['project/hooks.toml']).toContain('\nextends = ["@acme/hookline-preset"]\n');
    expect(files['project/hooks.toml']).not.toContain('[[hooks.');
    expect(Object.keys(JSON.parse(files['project/.codex/hooks.json'] ?? '').hooks)).toEqual(['PreToolUse']);
    expect(await someone.hookline(['validate'])).toMatchObject({
      code: 0,
      stdout: 'ok  node_modules/@acme/hookline-preset/preset.toml, hooks.toml: 1 hook, 0 plugins\n',
    });
  });

  it('extends all of them in the order of package.json, and says who wins', async () => {
    const someone = person({
      ...asking({
        devDependencies: { 'hookline-preset-rules': '1', '@acme/hookline-preset': '1' },
        dependencies: { '@hookline/preset-own': '1', 'hookline-preset-rules': '1' },
      }),
      ...preset('@acme/hookline-preset', GATE),
      ...preset('hookline-preset-rules', GATE),
      ...preset('@hookline/preset-own', GATE),
    });
    const { stdout } = await someone.hookline(['init', '--yes']);
    expect(stdout).toContain(
      'package.json has 3 presets, so hooks.toml extends them in its order: hookline-preset-rules, @acme/hookline-preset, @hookline/preset-own. Where they differ, the last one wins.',
    );
    expect(someone.files()['project/hooks.toml']).toContain(
      'extends = ["hookline-preset-rules", "@acme/hookline-preset", "@hookline/preset-own"]',
    );
    expect((await someone.hookline(['validate'])).stdout).toContain('hooks.toml: 3 hooks, 0 plugins\n');
  });

  it('shows with --dry-run what it would write and install, and writes nothing', async () => {
    const someone = person(TEAM);
    const before = someone.files();
    const { code, stdout } = await someone.hookline(['init', '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toContain('  + extends = ["@acme/hookline-preset"]');
    expect(stdout).toContain('"PreToolUse"');
    expect(stdout).not.toContain('"SessionStart"');
    expect(someone.files()).toEqual(before);
  });

  it('runs no preset that is code, and lets the agent call for all that it may want', async () => {
    const someone = person({
      ...asking({ dependencies: { 'hookline-preset-code': '1' } }),
      ...installed(
        'hookline-preset-code',
        { type: 'module', exports: './index.js', hookline: { kind: 'preset' } },
        { 'index.js': RAN },
      ),
    });
    expect((await someone.hookline(['init', '--yes'])).code).toBe(0);
    const files = someone.files();
    expect(files['project/hooks.toml']).toContain('extends = ["hookline-preset-code"]');
    expect(Object.keys(JSON.parse(files['project/.codex/hooks.json'] ?? '').hooks)).toContain('PreCompact');
    expect(Object.keys(files)).not.toContain('project/ran');
  });

  it('takes no plugin for one', async () => {
    const someone = person({
      ...asking({ dependencies: { 'hookline-plugin-a': '1' } }),
      ...installed('hookline-plugin-a', { hookline: { kind: 'plugin' } }),
    });
    const { code, stdout } = await someone.hookline(['init', '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toContain('extends = ["@hookline/preset-recommended"]');
  });

  it('writes nothing when the preset is broken, and says what to do', async () => {
    const someone = person({ ...TEAM, ...preset('@acme/hookline-preset', '[plugins.gone]\n') });
    const before = someone.files();
    const { code, stderr } = await someone.hookline(['init', '--yes']);
    expect(code).toBe(1);
    expect(stderr).toContain('Plugin "gone" was not found.');
    expect(stderr).toContain('Nothing was written.');
    expect(someone.files()).toEqual(before);
  });
});
