/** `hookline allow`: what it shows, and who may permit. That a gate takes the permission is proved with the plugin itself. */
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CommandContext } from '../src/command-context.ts';
import { allow } from '../src/commands/allow.ts';
import { type Person, person } from './person.ts';

const CALLS = ['a', 'b', 'c'].map((letter) => letter.repeat(64)) as [string, string, string];

function refusal(call: string, fields: object = {}): string {
  return JSON.stringify({
    version: 1,
    time: '2026-11-29T12:00:00.000Z',
    session_id: 'one',
    by: 'security-scan',
    event: 'exec.before',
    verdict: 'ask',
    rules: ['git-loss.reset'],
    reason: 'Uncommitted work would be lost.',
    text: `git reset --hard ${call.slice(0, 1)}`,
    cwd: '/repo',
    call,
    ...fields,
  });
}

function refused(lines: readonly string[]): Person {
  const someone = person();
  const file = join(someone.hooklineHome, 'allow', 'refused.jsonl');
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  return someone;
}

/** The command as it runs in a terminal; the bridge to a real one is used where the plugin is. */
async function inTerminal({ hooklineHome, codexHome, project }: Person, options: object, env: object = {}) {
  const said: string[] = [];
  const say = (text: unknown): void => void said.push(String(text));
  const context: CommandContext = {
    env: { ...env },
    cwd: project,
    homes: { hooklineHome, codexHome, userHome: dirname(codexHome) },
    out: say,
    err: say,
    json: say,
    verbatim: say,
    write: say,
    colour: false,
    interactive: true,
  };
  return { code: await allow(options, context), said: said.join('\n') };
}

const granted = ({ hooklineHome }: Person, call: string): string =>
  join(hooklineHome, 'allow', 'granted', `${call}.json`);

describe('in a terminal', () => {
  it('permits the last refusal, in a private file that expires', async () => {
    const someone = refused([refusal(CALLS[0]), refusal(CALLS[1])]);
    const { code, said } = await inTerminal(someone, { yes: true, minutes: 3 });
    expect(code).toBe(0);
    expect(said).toMatch(/git reset --hard b/);
    expect(said).toMatch(/Uncommitted work would be lost/);
    const file = granted(someone, CALLS[1]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
    const grant = JSON.parse(readFileSync(file, 'utf8'));
    expect(grant).toMatchObject({ version: 1, call: CALLS[1], event: 'exec.before', by: 'security-scan' });
    expect(Date.parse(grant.expires_at) - Date.parse(grant.granted_at)).toBe(3 * 60_000);
  });

  it('permits an earlier one by its number; a call counts once', async () => {
    const someone = refused([refusal(CALLS[0]), refusal(CALLS[1]), refusal(CALLS[2]), refusal(CALLS[2])]);
    expect((await inTerminal(someone, { yes: true, last: 3 })).code).toBe(0);
    expect(statSync(granted(someone, CALLS[0])).isFile()).toBe(true);
    const { code, said } = await inTerminal(someone, { yes: true, last: 4 });
    expect([code, said]).toEqual([1, 'Only 3 were refused: hookline allow --list']);
  });

  it('is not for the agent, terminal or not', async () => {
    const someone = refused([refusal(CALLS[0])]);
    const { code, said } = await inTerminal(someone, { yes: true }, { CODEX_TOOL_CALL_ID: 'call-1' });
    expect(code).toBe(1);
    expect(said).toMatch(/not for the agent to give. Nothing was permitted/);
    expect(() => statSync(granted(someone, CALLS[0]))).toThrow();
  });

  it('shows unseen characters, and lines as lines', async () => {
    const someone = refused([refusal(CALLS[0], { text: 'a\u202eb\n\u001b[2Kc' })]);
    const { said } = await inTerminal(someone, { yes: true });
    expect(said).toMatch(/what {5}a\\u\{202e\}b\n {9}\\u\{1b\}\[2Kc/);
  });

  it('waits no longer than an hour', async () => {
    await expect(inTerminal(refused([refusal(CALLS[0])]), { minutes: 61 })).rejects.toThrow('60 at most');
  });
});

describe('without a terminal', () => {
  it('permits nothing, whatever is agreed to beforehand', async () => {
    const someone = refused([refusal(CALLS[0])]);
    const run = await someone.hookline(['allow', '--yes']);
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/in a terminal. Nothing was permitted/);
    expect(Object.keys(someone.files()).filter((file) => file.includes('granted'))).toEqual([]);
  });

  it('lists, also as JSON', async () => {
    const someone = refused([
      refusal(CALLS[0]),
      'no json',
      refusal('short'),
      refusal(CALLS[1], { version: 2 }),
    ]);
    const list = await someone.hookline(['allow', '--list']);
    expect(list).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^1 .*git-loss\.reset.*git reset --hard a\n/),
    });
    const json = await someone.hookline(['allow', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject([{ call: CALLS[0], rules: ['git-loss.reset'] }]);
  });

  it('says that nothing was refused', async () => {
    const run = await person().hookline(['allow']);
    expect(run).toMatchObject({ code: 1, stdout: 'Nothing was refused that could be permitted.\n' });
  });

  it('does not trust what others can write', async () => {
    const someone = refused([refusal(CALLS[0])]);
    chmodSync(join(someone.hooklineHome, 'allow', 'refused.jsonl'), 0o666);
    expect((await someone.hookline(['allow', '--json'])).stdout.trim()).toBe('[]');
  });
});
