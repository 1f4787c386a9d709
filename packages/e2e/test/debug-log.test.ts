/** What `hooks.log` tells of a run of the real agent, with and without the debug mode of the first seed. */
import { describe, expect, it } from 'vitest';
import { play, TOUCH } from './failures.ts';

const config = (settings: string): string => `[hooks]
${settings}

[[hooks.session]]
event = "session_start"
command = ["sh", "-c", "echo started; echo complained >&2"]
description = "Log session start"

[[hooks.exec]]
event = "exec.before"
command = ["true"]
description = "Check"

[[hooks.exec]]
event = "exec.before"
command = ["true"]
description = "Only in production"
conditions = { environment = "production" }

[[hooks.exec]]
event = "exec.before"
command = ["true"]
description = "Only searches"
conditions = { command = { contains = "grep" } }
`;

describe('hooks.log after a run of the agent', () => {
  it('says which hooks ran, and what a script printed', async () => {
    const { log } = await play({ config: config('debug = false'), turns: [TOUCH] });
    expect(log).toMatch(/^\[[\dT:.-]+Z\] \[INFO\] \[session_start\] pass: Log session start handed-over$/m);
    expect(log).toMatch(/\[INFO\] \[exec\.before\] pass: Check \(\d+ ms\)$/m);
    expect(log).toMatch(/\[INFO\] \[Log session start\] Log session start: started$/m);
    expect(log).toMatch(/\[INFO\] \[session_start\] async: Log session start \(\d+ ms\)$/m);
    expect(log).not.toMatch(/\[DEBUG\]|\[WARN\]|\[ERROR\]|complained/);
  });

  it.each([
    ['debug = true', {}],
    ['debug = false', { CODEX_HOOKS_DEBUG: '1' }],
  ] as const)(
    'says with %s and %j also why a hook did not run, and what async ones said',
    async (settings, env) => {
      const { log } = await play({ config: config(settings), turns: [TOUCH], run: { env } });
      expect(log).toMatch(/\[DEBUG\] \[Check\] exec\.before gate ok in [\d.]+ ms$/m);
      expect(log).toMatch(
        /\[DEBUG\] \[Only in production\] exec\.before gate skipped in 0 ms condition on environment does not hold: exec\.before has no "environment", and neither \[hooks\.context\] nor a variable HOOKLINE_ENVIRONMENT or CODEX_ENVIRONMENT sets it$/m,
      );
      expect(log).toMatch(/\[DEBUG\] \[Only searches\] .* condition on command does not hold/);
      expect(log).toMatch(/\[DEBUG\] \[Log session start\] Log session start: complained$/m);
    },
  );
});
