import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hookCommand, hookCommandEvent, hookHandler, NATIVE_EVENTS } from '@hookline/host-codex/install';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'hookline-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('is this literal for a guard', () => {
  expect(hookCommand({ node: '/opt/node', script: '/opt/hookline.cjs', event: 'PreToolUse' })).toBe(
    `'/opt/node' '/opt/hookline.cjs' hook --host codex --event PreToolUse || { [ $? -eq 2 ] && m="Refused by Hookline." || m="Hookline could not run, so this was not allowed. Ask the user to run: npx hookline validate"; echo "$m" >&2; exit 2; }`,
  );
});

it('is this literal for any other event', () => {
  expect(hookHandler({ node: '/opt/node', script: '/opt/hookline.cjs', event: 'SessionEnd' })).toEqual({
    type: 'command',
    command: `'/opt/node' '/opt/hookline.cjs' hook --host codex --event SessionEnd || exit 1`,
    timeout: 3,
  });
});

it('is known again, and nothing else is', () => {
  for (const event of NATIVE_EVENTS) {
    expect(hookCommandEvent(hookCommand({ node: '/n', script: "/it's/x", event }))).toBe(event);
  }
  for (const other of [
    'echo hook',
    'x hook --host codex --event Nope',
    'x hook --host claude --event Stop',
    5,
    undefined,
  ]) {
    expect(hookCommandEvent(other)).toBeUndefined();
  }
});

const shells = ['sh', 'bash', 'dash', 'zsh'].filter(
  (shell) => spawnSync(shell, ['-c', 'exit 0']).status === 0,
);

describe.skipIf(process.platform === 'win32').each(shells)('in %s', (shell) => {
  const odd = join(folder, `it's "a" $HOME \`folder\` of ${shell}`);
  mkdirSync(odd);
  const node = join(odd, 'node');
  symlinkSync(process.execPath, node);
  const run = (body: string, event: 'PreToolUse' | 'Stop', program = node) => {
    const script = join(odd, 'hookline.cjs');
    writeFileSync(script, body);
    const { status, stdout, stderr } = spawnSync(
      shell,
      ['-c', hookCommand({ node: program, script, event })],
      {
        input: '{"a":1}',
        encoding: 'utf8',
      },
    );
    return { status, stdout, stderr };
  };

  it('passes stdin, arguments and the answer through', () => {
    const { status, stdout, stderr } = run(
      'process.stdout.write(require("node:fs").readFileSync(0, "utf8") + process.argv.slice(2).join(" "))',
      'PreToolUse',
    );
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: '{"a":1}hook --host codex --event PreToolUse',
      stderr: '',
    });
  });

  it.each([
    ['exit code 1', 'process.exit(1)'],
    ['a crash', 'throw new Error("boom")'],
    ['exit code 127', 'process.exit(127)'],
    ['a kill', 'process.kill(process.pid, "SIGKILL")'],
  ])('turns %s into a refusal with a reason', (_, body) => {
    const { status, stderr } = run(body, 'PreToolUse');
    expect(status).toBe(2);
    expect(stderr).toContain('Hookline could not run, so this was not allowed.');
  });

  it('turns a missing node into a refusal with a reason', () => {
    const { status, stderr } = run('', 'PreToolUse', join(odd, 'gone'));
    expect(status).toBe(2);
    expect(stderr).toContain('npx hookline validate');
  });

  it('keeps a refusal, and gives it a reason when it has none', () => {
    const said = run('console.error("because"); process.exit(2)', 'PreToolUse');
    expect(said.status).toBe(2);
    expect(said.stderr).toBe('because\nRefused by Hookline.\n');
    expect(run('process.exit(2)', 'PreToolUse').stderr).toBe('Refused by Hookline.\n');
  });

  it('never refuses a stop, whatever fails', () => {
    for (const body of ['process.exit(1)', 'process.exit(2)', 'process.kill(process.pid, "SIGKILL")']) {
      expect(run(body, 'Stop').status).toBe(1);
    }
    expect(run('process.exit(0)', 'Stop').status).toBe(0);
  });
});

it('has at least one shell to be tried in', () => {
  expect(shells.length).toBeGreaterThan(0);
  expect(() => execFileSync(shells[0] ?? 'sh', ['-c', 'true'])).not.toThrow();
});
