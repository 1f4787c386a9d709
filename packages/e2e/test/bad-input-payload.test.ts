/** What the agent never sends, or hardly ever: a tool call that cannot be read is refused, everything else goes on. */
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Sandbox } from '../src/index.ts';
import { callHook, payload, readAnswer } from './direct.ts';
import { expectNoProcess, gateEntry, SETTINGS } from './failures.ts';
import { stageFor } from './stage.ts';

/** Refuses what mentions "forbidden", wherever it stands in what it is sent. */
const GATE = `#!/bin/sh
if grep -q forbidden; then echo "Forbidden. Ask the user." >&2; exit 2; fi
`;

const DEEP = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

async function sandboxWith(required: boolean): Promise<Sandbox> {
  const { sandbox } = await stageFor([]);
  sandbox.files({ 'hooks.toml': SETTINGS + gateEntry(required), 'gate.sh': GATE });
  return sandbox;
}

const log = (sandbox: Sandbox): string => {
  const file = path.join(sandbox.codexHome, 'hooks.log');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

describe('a payload that cannot be read', () => {
  const UNREADABLE: Readonly<Record<string, (sandbox: Sandbox) => string | 'ignore'>> = {
    'is not JSON': () => 'not JSON at all',
    'is half a JSON': (sandbox) => payload(sandbox, 'PreToolUse.Bash').slice(0, 100),
    'is empty': () => '',
    'comes from /dev/null': () => 'ignore',
    'is a list': () => '[1, 2]',
    'is not UTF-8': () => '{"tool_name": "\xff\xfe',
    'has no tool_name': (sandbox) => payload(sandbox, 'PreToolUse.Bash', { tool_name: undefined }),
    'has a tool_name that is no text': (sandbox) => payload(sandbox, 'PreToolUse.Bash', { tool_name: 7 }),
    'has no command': (sandbox) => payload(sandbox, 'PreToolUse.Bash', { tool_input: {} }),
    'has a command that is a number': (sandbox) =>
      payload(sandbox, 'PreToolUse.Bash', { tool_input: { command: 5 } }),
    'has no cwd': (sandbox) => payload(sandbox, 'PreToolUse.Bash', { cwd: undefined }),
    'has no session_id': (sandbox) => payload(sandbox, 'PreToolUse.Bash', { session_id: undefined }),
    'is nested 100,000 levels deep where the command should be': (sandbox) =>
      payload(sandbox, 'PreToolUse.Bash', { tool_input: 'DEEP' }).replace('"DEEP"', DEEP),
    'is nested 100,000 levels deep beside the command': (sandbox) =>
      payload(sandbox, 'PreToolUse.Bash', { tool_input: { command: 'fine', more: 'DEEP' } }).replace(
        '"DEEP"',
        DEEP,
      ),
  };

  it.each(Object.entries(UNREADABLE))(
    'is refused before a tool when it %s, required or not',
    async (_, make) => {
      const sandbox = await sandboxWith(false);
      const { verdict, reason } = readAnswer(await callHook(sandbox, { stdin: make(sandbox) }));
      expect(verdict).toBe('refuses');
      expect(reason).toMatch(/not let through.*npx hookline validate/s);
      expect(reason).not.toContain(sandbox.root);
      expect(log(sandbox)).toMatch(/\[ERROR\] \[hookline\] HOOKLINE_HOST_PAYLOAD_INVALID/);
    },
  );

  it.each(Object.entries(UNREADABLE))('never refuses the end of a turn when it %s', async (_, make) => {
    const sandbox = await sandboxWith(true);
    expect(
      readAnswer(
        await callHook(sandbox, { event: 'Stop', stdin: make(sandbox).replace('PreToolUse', 'Stop') }),
      ).verdict,
    ).toBe('passes');
  });

  it('is refused by exit code when nobody named the event', async () => {
    const sandbox = await sandboxWith(false);
    const result = await callHook(sandbox, { event: '', stdin: 'not JSON' });
    expect(result.exitCode).toBe(2);
    expect(readAnswer(result).reason).toMatch(/not let through/);
  });

  it('is refused when stdin is closed', async () => {
    const sandbox = await sandboxWith(false);
    const descriptor = openSync('/dev/null', 'w');
    // A descriptor that cannot be read, as near to a closed one as a parent can hand over.
    const { verdict } = readAnswer(await callHook(sandbox, { stdin: descriptor }));
    closeSync(descriptor);
    expect(verdict).toBe('refuses');
  });
});

it('lets an event pass that this version does not know', async () => {
  const sandbox = await sandboxWith(true);
  const stdin = payload(sandbox, 'Stop', { hook_event_name: 'BrandNewEvent' });
  expect(readAnswer(await callHook(sandbox, { event: 'BrandNewEvent', stdin })).verdict).toBe('passes');
});

describe('an unusual payload reaches its gate', () => {
  const big = (size: number): string => 'echo x; '.repeat(size / 8);
  const COMMANDS: Readonly<Record<string, (word: string) => string>> = {
    'with a NUL in the command': (word) => `echo a\0b ${word}`,
    'with a command of 300 KB': (word) => `${big(300_000)} ${word}`,
    'with a command of 5 MB': (word) => `${big(5_000_000)} ${word}`,
    'with half a surrogate pair': (word) => `echo \ud800 ${word}`,
    'with line ends and quotes': (word) => `echo "a'b\\\n\r\n\u2028" ${word}`,
  };

  it.each(Object.entries(COMMANDS))('%s', async (_, command) => {
    const sandbox = await sandboxWith(true);
    const call = (word: string) =>
      callHook(sandbox, {
        stdin: payload(sandbox, 'PreToolUse.Bash', { tool_input: { command: command(word) } }),
      });
    const refused = readAnswer(await call('forbidden'));
    expect(refused.verdict).toBe('refuses');
    expect(refused.reason).toContain('Forbidden. Ask the user.');
    expect(readAnswer(await call('fine')).verdict).toBe('passes');
    expect(log(sandbox)).not.toMatch(/\[(?:WARN|ERROR)\]/);
  });

  it('with 5 MB of prompt', async () => {
    const sandbox = await sandboxWith(true);
    sandbox.files({
      'hooks.toml':
        SETTINGS + gateEntry(true).replace('hooks.exec', 'hooks.task').replace('exec.before', 'task_start'),
    });
    const call = (word: string) =>
      callHook(sandbox, {
        event: 'UserPromptSubmit',
        stdin: payload(sandbox, 'UserPromptSubmit', { prompt: `${'x '.repeat(2_500_000)}${word}` }),
      });
    expect(readAnswer(await call('forbidden')).verdict).toBe('refuses');
    const passed = await call('fine');
    expect(readAnswer(passed).verdict).toBe('passes');
    expect(passed.peakBytes).toBeLessThan(500_000_000);
  });

  it('with a folder that is not there, or a file, as its cwd', async () => {
    const sandbox = await sandboxWith(true);
    for (const cwd of [path.join(sandbox.repo, 'gone'), path.join(sandbox.repo, 'hooks.toml')]) {
      const stdin = payload(sandbox, 'PreToolUse.Bash', { cwd, tool_input: { command: 'forbidden' } });
      expect(readAnswer(await callHook(sandbox, { stdin })).verdict).toBe('refuses');
    }
  });
});

it('says one line and ends with 1 on an old Node', async ({ skip }) => {
  const old = '/usr/bin/node';
  const { sandbox } = await stageFor([]);
  if (!existsSync(old)) skip();
  const result = await callHook(sandbox, { node: old, stdin: payload(sandbox, 'PreToolUse.Bash') });
  if (result.exitCode === 0) skip();
  expect(result.exitCode).toBe(1);
  expect(result.stdout).toBe('');
  expect(result.stderr).toMatch(/^hookline needs Node \^22\.18 or >=24; this is Node [\d.]+ .*\n$/);
  await expectNoProcess(sandbox.root);
});
