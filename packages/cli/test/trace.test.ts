import { describe, expect, it } from 'vitest';
import { person } from './person.ts';

const HOOKS = `[[hooks.exec]]
event = "exec.before"
command = ["sh", "-c", "echo no >&2; exit 2"]
description = "Gate"

[[hooks.session]]
event = "session_start"
command = ["sh", "-c", "exit 5"]
description = "Fails later"
mode = "async"
`;

describe('hookline trace', () => {
  it('shows what ran and what was decided: of the newest session, of one, of all', async () => {
    const someone = person({ 'hooks.toml': HOOKS });
    const exec = ['emit', 'exec.before', '--data', '{"command":"ls -l"}', '--session'];
    await someone.hookline([...exec, 'first-session']);
    await someone.hookline([...exec, 'second-session']);
    const newest = await someone.hookline(['trace']);
    expect(newest.code).toBe(0);
    expect(newest.stdout).toMatch(/^session second-session {2}/);
    expect(newest.stdout).toMatch(/exec\.before +deny +\d+ ms +ls -l$/m);
    expect(newest.stdout).toMatch(/└ Gate .* deny$/m);
    expect(newest.stdout).toContain('Gate: no');
    expect(newest.stdout).not.toContain('first-session');
    expect((await someone.hookline(['trace', '--session', 'first'])).stdout).toMatch(
      /^session first-session/,
    );
    const all = JSON.parse((await someone.hookline(['trace', '--all', '--json'])).stdout);
    expect(all).toMatchObject([
      { session_id: 'first-session', event: 'exec.before', decision: 'deny' },
      { session_id: 'second-session', event: 'exec.before', decision: 'deny' },
    ]);
    expect(JSON.parse((await someone.hookline(['trace', '-a', '-n', '1', '--json'])).stdout)).toHaveLength(1);
  });

  it('says that there is nothing yet, or nothing of that session', async () => {
    const someone = person({ 'hooks.toml': HOOKS });
    expect(await someone.hookline(['trace'])).toMatchObject({
      code: 0,
      stdout: 'The journal holds nothing yet. Hooks write to it when the agent calls them.\n',
    });
    expect((await someone.hookline(['trace', '--json'])).stdout).toBe('[]\n');
    await someone.hookline(['emit', 'session_end']);
    expect((await someone.hookline(['trace', '--session', 'nope'])).stdout).toContain(
      'The journal holds nothing of session "nope". See: hookline trace --all',
    );
  });
});
