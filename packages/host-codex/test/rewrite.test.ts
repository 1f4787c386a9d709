import { codex } from '@hookline/host-codex';
import { expect, it } from 'vitest';
import { altered, decoded, recorded } from './recorded.ts';

const first = (stdin: string | object) => {
  const [event] = decoded(stdin);
  if (!event) throw new Error('no event');
  return event;
};
const exec = (tool_name: string, tool_input: object) =>
  first(altered('PreToolUse.Bash', { tool_name, tool_input }));

it('puts a new command into the command, the input and the raw payload', () => {
  const before = first(recorded('PreToolUse.Bash'));
  const after = codex.rewrite(before, { command: 'ls' });
  expect(after).toMatchObject({
    id: before.id,
    command: 'ls',
    input: { command: 'ls' },
    raw: { tool_input: { command: 'ls' }, session_id: before.sessionId },
  });
  expect(before).toMatchObject({
    command: 'printf hello; exit 3',
    raw: { tool_input: { command: 'printf hello; exit 3' } },
  });
});

it('keeps the form of the input', () => {
  expect(codex.rewrite(exec('exec_command', { cmd: 'a', tty: true }), { command: 'b' })).toMatchObject({
    input: { cmd: 'b', tty: true },
  });
  expect(codex.rewrite(exec('shell', { command: ['zsh', '-c', 'a'] }), { command: 'b' })).toMatchObject({
    command: 'b',
    input: { command: ['zsh', '-c', 'b'] },
  });
  expect(codex.rewrite(exec('shell', { command: ['ls', '-l'] }), { command: 'b' })).toMatchObject({
    command: 'b',
    input: { command: ['bash', '-lc', 'b'] },
  });
});

it('parses the files of a new patch', () => {
  const patch = '*** Begin Patch\n*** Delete File: b\n*** End Patch';
  expect(codex.rewrite(first(recorded('PreToolUse.apply_patch')), { patch })).toMatchObject({
    patch,
    files: [{ path: 'b', kind: 'delete' }],
    input: { command: patch },
  });
});

it('replaces the whole input, and what follows from it', () => {
  expect(codex.rewrite(first(recorded('PreToolUse.mcp')), { input: { text: 'x' } })).toMatchObject({
    arguments: { text: 'x' },
    input: { text: 'x' },
  });
  expect(codex.rewrite(first(recorded('PreToolUse.mcp')), { arguments: { n: 1 } })).toMatchObject({
    arguments: { n: 1 },
    input: { n: 1 },
  });
  expect(
    codex.rewrite(exec('Bash', { command: 'a' }), { input: { command: 'b', timeout: 5 } }),
  ).toMatchObject({
    command: 'b',
    input: { command: 'b', timeout: 5 },
  });
  expect(codex.rewrite(exec('view_image', { path: 'a' }), { input: { path: 'b' } })).toMatchObject({
    input: { path: 'b' },
  });
});

it('keeps the old command when a new input has none', () => {
  expect(codex.rewrite(exec('Bash', { command: 'a' }), { input: { timeout: 5 } })).toMatchObject({
    command: 'a',
    input: { command: 'a', timeout: 5 },
  });
});

it('leaves an event without an input as it is', () => {
  const stop = first(recorded('Stop'));
  expect(codex.rewrite(stop, { command: 'x' })).toBe(stop);
});
