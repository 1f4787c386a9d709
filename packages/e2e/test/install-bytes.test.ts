/** `hookline install` and `uninstall` to the byte: what is shown is what is written, and everything comes back. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Stage } from '../src/index.ts';
import {
  everything,
  GATED,
  hookline,
  hooksFile,
  hooksFolder,
  install,
  SCOPES,
  type Scope,
  uninstall,
} from './installed.ts';
import { stageFor } from './stage.ts';

const ODD_HOOKS = `{ "description" : "mine",
\t"hooks":{"PreToolUse":[ {"matcher":"Bash",  "hooks":[{"type":"command","command":"true","note":"kept"} ]}
   ],
      "Stop" : [ ] }}`;
const ODD_CONFIG = `# Mine, and nobody's else.
model="gpt-5.5"   # the good one

[hooks.state]   # reviewed by hand
  [hooks.state."/somewhere/else/hooks.json:stop:0:0"]
  trusted_hash   =   'sha256:00'
[tui]
notifications = [ "a",
  # not a [table]
  "[b]" ]
text = """
[projects."/x"]
"""`;

const crlf = (text: string): string => text.replaceAll('\n', '\r\n');

interface Before {
  readonly name: string;
  readonly hooks?: string;
  /** `null`: no file. Absent: as Codex's own. */
  readonly config?: string | null;
}

const STARTS: readonly Before[] = [
  { name: 'no hooks.json' },
  { name: 'neither file', config: null },
  { name: 'empty files', hooks: '{}', config: '' },
  { name: 'comments and odd formatting', hooks: ODD_HOOKS, config: ODD_CONFIG },
  { name: 'CRLF', hooks: crlf(ODD_HOOKS), config: crlf(ODD_CONFIG) },
  { name: 'a byte order mark in config.toml', config: `\ufeff${ODD_CONFIG}\n` },
  {
    name: 'minified',
    hooks: JSON.stringify({ hooks: { Stop: [{ hooks: [{ type: 'command', command: 'true' }] }] } }),
  },
];

async function stageWith({ hooks, config }: Before, scope: Scope): Promise<Stage> {
  const stage = await stageFor([], { files: GATED });
  if (config === null) rmSync(path.join(stage.sandbox.codexHome, 'config.toml'));
  if (typeof config === 'string') stage.sandbox.files({ 'config.toml': config }, stage.sandbox.codexHome);
  if (hooks !== undefined) stage.sandbox.files({ 'hooks.json': hooks }, hooksFolder(stage, scope));
  return stage;
}

describe.each(SCOPES)('hookline install --scope %s', (scope) => {
  it.each(STARTS)(
    'from $name: installs, has nothing to do again, and takes every byte back',
    async (start) => {
      const stage = await stageWith(start, scope);
      const before = everything(stage);
      const installed = await install(stage, scope);
      expect(installed.exitCode, installed.stderr).toBe(0);
      const after = everything(stage);
      expect(after).not.toEqual(before);

      const again = await install(stage, scope);
      expect(again.exitCode).toBe(0);
      expect(again.stdout).toContain(`Nothing to do: Codex already calls Hookline (${scope}).`);
      expect(everything(stage)).toEqual(after);

      const removed = await uninstall(stage, scope);
      expect(removed.exitCode, removed.stderr).toBe(0);
      expect(everything(stage)).toEqual(before);
      expect((await uninstall(stage, scope)).stdout).toContain(
        `Nothing to do: Hookline is not installed (${scope}).`,
      );
    },
  );

  it('shows the exact lines with --dry-run, and writes nothing', async () => {
    const stage = await stageWith({ name: '' }, scope);
    const before = everything(stage);
    const { exitCode, stdout } = await hookline(stage, 'install', '--scope', scope, '--trust', '--dry-run');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Nothing was written (--dry-run).');
    expect(everything(stage)).toEqual(before);

    await install(stage, scope);
    const written = (name: string, old = ''): string[] =>
      readFileSync(name, 'utf8').slice(old.length).split('\n').filter(Boolean);
    const config = path.join(stage.sandbox.codexHome, 'config.toml');
    const lines = [...written(hooksFile(stage, scope)), ...written(config, before['codex-home/config.toml'])];
    const shown = stdout.split('\n').flatMap((line) => (line.startsWith('  + ') ? [line.slice(4)] : []));
    expect(shown.filter(Boolean)).toEqual(lines);

    const installed = everything(stage);
    const removal = await hookline(stage, 'uninstall', '--scope', scope, '--dry-run');
    expect(
      removal.stdout.split('\n').flatMap((line) => (/^ {2}- ./.test(line) ? [line.slice(4)] : [])),
    ).toEqual(lines);
    expect(everything(stage)).toEqual(installed);
  });

  it('writes nothing in a pipe when nobody said yes, with or without --trust', async () => {
    const stage = await stageWith({ name: '' }, scope);
    const before = everything(stage);
    for (const more of [[], ['--trust']]) {
      const { exitCode, stdout, stderr } = await hookline(stage, 'install', '--scope', scope, ...more);
      expect(exitCode).toBe(1);
      expect(stdout).toContain('hook --host codex --event PreToolUse');
      expect(stdout).toContain('Nothing was written.');
      expect(stderr).toContain('add --yes to agree beforehand');
    }
    expect(everything(stage)).toEqual(before);
    await install(stage, scope);
    const installed = everything(stage);
    expect((await hookline(stage, 'uninstall', '--scope', scope)).exitCode).toBe(1);
    expect(everything(stage)).toEqual(installed);
  });

  it.each([
    ['{ "hooks": ', 'It is not JSON.'],
    ['[]', 'It is not a JSON object.'],
    ['{ "hooks": {}, "version": 1 }', 'It has the unknown top-level key "version".'],
    ['{ "hooks": { "Stop": {} } }', '"hooks.Stop" is not a list of groups.'],
    ['that is a folder', 'It is a folder.'],
  ])('refuses the hooks.json %s, says why and writes nothing', async (text, why) => {
    const isFolder = text === 'that is a folder';
    const stage = await stageWith({ name: '', hooks: isFolder ? undefined : text }, scope);
    if (isFolder) mkdirSync(hooksFile(stage, scope), { recursive: true });
    const before = everything(stage);
    for (const run of [await install(stage, scope), await uninstall(stage, scope)]) {
      expect(run.exitCode).toBe(1);
      expect(run.stderr).toMatch(/^HOOKLINE_HOST_FILE_INVALID {2}/);
      expect(run.stderr).toContain(`where  ${hooksFile(stage, scope)}`);
      expect(run.stderr).toContain(why);
      expect(run.stderr).toMatch(/^ {2}fix /m);
    }
    expect(everything(stage)).toEqual(before);
  });

  it('refuses a config.toml that is not TOML, and writes nothing', async () => {
    const stage = await stageWith({ name: '', config: 'model = \n' }, scope);
    const before = everything(stage);
    const { exitCode, stderr } = await install(stage, scope);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('It is not TOML.');
    expect(everything(stage)).toEqual(before);
  });
});
