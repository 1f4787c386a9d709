/** Presets, as a person meets them: what is said when one is wrong, and what is in force when all are right. */
import { mkdirSync, symlinkSync } from 'node:fs';
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
      'node_modules/@acme/hookline-preset/preset.toml:2:10  error    "format" must be "text" or "json", not the text "xml".',
    );
    expect(`${stdout}${stderr}`).toContain('1 error, 0 warnings');
  });
});
