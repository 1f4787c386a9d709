/** What the agent sends, broken on its way: the command that the agent then runs, or does not, is the one it asked for. */
import type { Family, Fault, PayloadFault, Stated } from './fault.ts';

const mangled = (id: string, fault: string, mangle: PayloadFault['mangle'], stated: Stated): Fault => ({
  kind: 'payload',
  id: `payload.${id}`,
  fault,
  mangle,
  required: stated,
  optional: stated,
});

/** A tool call that nobody can read is not let through, required or not. */
const unreadable: Stated = {
  effect: 'refused',
  log: /\[ERROR\] \[hookline\] HOOKLINE_HOST_PAYLOAD_INVALID/,
  told: /not let through/,
  lost: ['journal', 'delivery'],
};

export const PAYLOAD: Family = {
  name: 'payload',
  title: 'What the agent sends',
  faults: [
    mangled('empty', 'It is empty', () => '', unreadable),
    mangled('half', 'It is half a JSON', (text) => text.slice(0, text.length / 2), unreadable),
    mangled('list', 'It is a list', (text) => `[${text}]`, unreadable),
    mangled(
      'bytes',
      'It is not UTF-8',
      (text) => Buffer.from(text.replace('{', '{"\u00ff\u00fe'), 'latin1'),
      unreadable,
    ),
    mangled(
      'tool-type',
      'The name of the tool is a number',
      (text) => text.replace('"Bash"', '7'),
      unreadable,
    ),
    mangled(
      'command-type',
      'The command is a number',
      (text) => JSON.stringify({ ...JSON.parse(text), tool_input: { command: 5 } }),
      unreadable,
    ),
    mangled(
      'no-command',
      'There is no command',
      (text) => JSON.stringify({ ...JSON.parse(text), tool_input: {} }),
      unreadable,
    ),
    mangled(
      'no-session',
      'There is no session',
      (text) => JSON.stringify({ ...JSON.parse(text), session_id: undefined }),
      unreadable,
    ),
    mangled(
      'no-cwd',
      'There is no working directory',
      (text) => JSON.stringify({ ...JSON.parse(text), cwd: undefined }),
      unreadable,
    ),
    mangled(
      'deep',
      'The command is 100,000 lists deep',
      (text) =>
        JSON.stringify({ ...JSON.parse(text), tool_input: 'DEEP' }).replace(
          '"DEEP"',
          `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
        ),
      unreadable,
    ),
    mangled(
      'unknown-event',
      'The event is unknown',
      (text) => text.replace('"hook_event_name":"PreToolUse"', '"hook_event_name":"BrandNew"'),
      { effect: 'judged' },
    ),
    mangled(
      'twice',
      'The command is there twice, the second one is meant',
      (text) => text.replace('"tool_input":', '"tool_input":{"command":"true"},"tool_input":'),
      { effect: 'judged' },
    ),
    mangled(
      'numbers',
      'Numbers beyond what a double can hold stand beside the command',
      (text) => text.replace('{', '{"budget":1e999,"count":123456789012345678901234567890,'),
      { effect: 'judged' },
    ),
    mangled(
      'nul',
      'A NUL and half a surrogate pair stand in the command',
      (text) => text.replace('"command":"', '"command":"true \\u0000 \\ud800; '),
      { effect: 'judged' },
    ),
    mangled(
      'large',
      'The command has 5 MB',
      (text) => text.replace(/("command":"(?:[^"\\]|\\.)*)"/, `$1${'; echo x'.repeat(625_000)}"`),
      { effect: 'judged' },
    ),
    mangled(
      'prototype',
      'It has keys of the prototype',
      (text) => text.replace('{', '{"__proto__":{"tool_name":"x"},"constructor":1,'),
      { effect: 'judged' },
    ),
  ],
};
