// A repository may bring patterns whose time doubles with every character, and the model writes what they are tested on.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { person } from './person.ts';

const payload = JSON.parse(
  readFileSync(new URL('../../host-codex/test/recorded/PreToolUse.Bash.json', import.meta.url), 'utf8'),
) as object;

const entry = (name: string, pattern: string, more = ''): string =>
  `[[hooks.exec]]
event = "exec.before"
description = "${name}"
command = ["true"]
conditions = { command = { matches = '${pattern}' } }
${more}
`;

it('patterns that take for ever end before the agent gives the hook up, and the required gate among them refuses', async () => {
  const hostile = [`^${'a?'.repeat(40)}${'a'.repeat(40)}$`, `^${'(a|a)'.repeat(40)}$`, '^(a+)+$'];
  const someone = person({
    // More than can be tested one after the other until the agent ends the hook, a second each.
    'hooks.toml': [
      ...Array.from({ length: 700 }, (_, index) =>
        entry(`Hook ${index}`, hostile[index % hostile.length] ?? ''),
      ),
      entry('Guard', hostile[1] ?? '', 'required = true'),
    ].join('\n'),
  });
  const stdin = JSON.stringify({
    ...payload,
    cwd: someone.project,
    tool_input: { command: `${'a'.repeat(60)}!` },
  });
  const { stdout } = await someone.hookline(['hook', '--event', 'PreToolUse'], { stdin });
  expect(JSON.parse(stdout)).toMatchObject({
    hookSpecificOutput: {
      permissionDecision: 'deny',
      permissionDecisionReason: expect.stringContaining('Guard'),
    },
  });
  expect(someone.files()['home/.codex/hooks.log']).toContain('that all patterns have together');
});
