/** Hooks that a person may have in a hooks.json, in the layouts that people write, for the tests of moving them. */
import { expect } from 'vitest';
import type { Scope } from './migrating.ts';

export const SCOPES: readonly Scope[] = ['user', 'project'];
export const command = (line: string, more: object = {}) => ({ type: 'command', command: line, ...more });
export const THEIRS = {
  description: 'mine',
  hooks: {
    PreToolUse: [
      { matcher: 'Bash', note: 'kept', hooks: [command('first'), command('second', { timeout: 5, x: [1] })] },
      { hooks: [command('third')] },
    ],
    Stop: [{ hooks: [command('last')] }],
  },
};
export const ODD = `{ "hooks" : {"SessionStart":[ {"matcher":"startup",  "hooks":[{"type":"command","command":"true","note":"kept"} ]}
   ],\t"Stop" : [ ], "PreToolUse":[{"matcher":null},{"hooks":[ {"command":"a \\u0041","type":"command"},{"type":"mcp_tool","server":"s","tool":"t","input":{"n":1.5}}]}]},
  "description":"odd"}`;
export const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
export const HOOK_FILES: readonly (readonly [string, string])[] = [
  ['two spaces', JSON.stringify(THEIRS, null, 2)],
  ['four spaces and a last line end', `${JSON.stringify(THEIRS, null, 4)}\n`],
  ['no space at all', JSON.stringify(THEIRS)],
  ['tabs and CRLF', crlf(JSON.stringify(THEIRS, null, '\t'))],
  ['odd layout', ODD],
  ['odd layout and CRLF', crlf(ODD)],
  [
    'an event that nobody knows',
    JSON.stringify({ hooks: { ...THEIRS.hooks, Notification: [{ hooks: [command('x')] }] } }, null, 2),
  ],
];

export const commandsIn = (text: string | undefined): Record<string, readonly unknown[]> => {
  const { hooks } = JSON.parse(text ?? '{"hooks":{}}') as { hooks: Record<string, never> };
  return hooks;
};
export const ours = (event: string) => ({
  hooks: [
    expect.objectContaining({ command: expect.stringContaining(`hook --host codex --event ${event}`) }),
  ],
});
