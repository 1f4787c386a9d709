import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hookedEvents, putCodex, started } from './fake-codex.ts';
import { person } from './person.ts';

const GATE = '[[hooks.exec]]\nevent = "exec.before"\ncommand = ["./gate.sh"]\ndescription = "Gate"\n';
const SCRIPT = '#!/bin/sh\necho "Not that one." >&2\nexit 2\n';

const payload = (cwd: string): string => {
  const file = new URL('../../host-codex/test/recorded/PreToolUse.Bash.json', import.meta.url);
  return JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), cwd, transcript_path: null });
};

describe.each([
  ['config.json', '', '{ "hooks": { "enabled": false } }'],
  ['hooks.toml', '[hooks]\nenabled = false\n', '{}'],
])('hooks that are switched off in %s', (name, settings, configJson) => {
  const someone = () => {
    const one = person({ 'hooks.toml': settings + GATE, 'gate.sh': SCRIPT });
    one.write('config.json', configJson, one.codexHome);
    putCodex(one);
    return one;
  };

  it('do not run, and hookline codex says by what', async () => {
    const one = someone();
    const { code, stderr } = await one.hookline(['codex', 'exec', 'x']);
    expect(code).toBe(0);
    expect(hookedEvents(started(one)?.args ?? [])).toEqual([]);
    expect(stderr).toMatch(/^Hooks are switched off: .* None runs; use --enable-hooks to run them\.$/m);
    expect(stderr).toContain(name === 'config.json' ? one.codexHome : '[hooks] enabled = false');
    const hook = await one.hookline(['hook', '--event', 'PreToolUse'], { stdin: payload(one.project) });
    expect(hook).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });

  it('run with --enable-hooks, which wins over every file that switches hooks off', async () => {
    const one = someone();
    const { stderr } = await one.hookline(['codex', '--enable-hooks', 'exec', 'x']);
    expect(stderr).toBe('');
    const run = started(one);
    expect(hookedEvents(run?.args ?? [])).toEqual(['PreToolUse']);
    // What Codex starts has the environment that it was started with.
    const hook = await one.hookline(['hook', '--event', 'PreToolUse'], {
      stdin: payload(one.project),
      env: { HOOKLINE_ENABLED: run?.env['HOOKLINE_ENABLED'] },
    });
    expect(hook.stdout + hook.stderr).toContain('Not that one.');
    // Also when the configuration comes from the snapshot, which does not know of the switch.
    const without = await one.hookline(['hook', '--event', 'PreToolUse'], { stdin: payload(one.project) });
    expect(without).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });

  it('run from the file of --hooks-config with --enable-hooks', async () => {
    const one = someone();
    one.write('other.toml', '[[hooks.session]]\nevent = "session_start"\ncommand = ["true"]\n');
    await one.hookline(['codex', '--enable-hooks', '--hooks-config', './other.toml', 'Hello, world!']);
    expect(hookedEvents(started(one)?.args ?? [])).toEqual(['SessionStart']);
    expect(started(one)?.env['HOOKLINE_CONFIG']).toBe(`${one.project}/other.toml`);
  });
});

it('do not run with --disable-hooks, whatever a file says', async () => {
  const one = person({ 'hooks.toml': `[hooks]\nenabled = true\n${GATE}`, 'gate.sh': SCRIPT });
  putCodex(one);
  await one.hookline(['codex', '--disable-hooks', 'exec', 'x']);
  expect(started(one)?.args).toEqual(['-c', 'features.hooks=false', 'exec', 'x']);
});
