/** A required check whose file is deleted in the middle of a session, by the agent or by its person, on the built hook. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Person, person, type Run } from './person.ts';

const GATES = `[[hooks.exec]]
event = "exec.before"
command = ["true"]
required = true

[[hooks.patch]]
event = "patch.before"
command = ["true"]
required = true
`;

const recorded = (name: string): object =>
  JSON.parse(
    readFileSync(new URL(`../../host-codex/test/recorded/${name}.json`, import.meta.url), 'utf8'),
  ) as object;

interface Working extends Person {
  call(options?: { session?: string; name?: string; cwd?: string }): Promise<Run>;
}

/** Somebody whose project is approved as it is. */
async function working(files: Readonly<Record<string, string>>, trust?: 'all'): Promise<Working> {
  const someone = person(files);
  if (trust === undefined) {
    delete someone.env['HOOKLINE_TRUST'];
    expect((await someone.hookline(['trust', '--yes'])).code).toBe(0);
  }
  return {
    ...someone,
    call: ({ session = 'one', name = 'PreToolUse.Bash', cwd = someone.project } = {}) =>
      someone.hookline(['hook', '--event', 'PreToolUse'], {
        cwd,
        stdin: JSON.stringify({ ...recorded(name), session_id: session, transcript_path: null, cwd }),
      }),
  };
}

const refused = ({ stdout }: Run): string =>
  (JSON.parse(stdout || '{}') as { hookSpecificOutput?: { permissionDecisionReason?: string } })
    .hookSpecificOutput?.permissionDecisionReason ?? '';
const told = ({ stdout }: Run): string =>
  (JSON.parse(stdout || '{}') as { systemMessage?: string }).systemMessage ?? '';

const DELETED = 'The hook configuration with a required check of this session was deleted';

describe('a project configuration with a required check that is deleted', () => {
  it('is missed at every call until it is back, and by no other session', async () => {
    const someone = await working({ 'hooks.toml': GATES });
    expect(refused(await someone.call())).toBe('');
    rmSync(join(someone.project, 'hooks.toml'));
    for (const time of ['cold', 'warm'])
      expect([time, refused(await someone.call())]).toEqual([time, expect.stringContaining(DELETED)]);
    expect(refused(await someone.call({ session: 'two' }))).toBe('');
    expect(someone.files()['home/.codex/hooks.log']).toContain(DELETED);
    const [journal = ''] = Object.entries(someone.files()).flatMap(([name, text]) =>
      name.includes('/journal/') ? [text] : [],
    );
    expect(journal.match(/"decision":"deny"/g)).toHaveLength(2);
    someone.write('hooks.toml', GATES);
    expect(refused(await someone.call())).toBe('');
  });

  it('is missed on events that the session has not had yet', async () => {
    const someone = await working({ 'hooks.toml': GATES });
    await someone.call();
    rmSync(join(someone.project, 'hooks.toml'));
    expect(refused(await someone.call({ name: 'PreToolUse.apply_patch' }))).toContain(DELETED);
    // Nothing was required of it.
    expect(refused(await someone.call({ name: 'PreToolUse.mcp' }))).toBe('');
  });

  it('is gone once its person says so, and the session is told once', async () => {
    const someone = await working({ 'hooks.toml': GATES });
    await someone.call();
    rmSync(join(someone.project, 'hooks.toml'));
    expect(refused(await someone.call())).toContain(DELETED);
    // An agent says nothing for its person.
    const env = { ...someone.env, CODEX_TOOL_CALL_ID: 'call-1' };
    expect((await someone.hookline(['trust', '--yes'], { env })).code).toBe(1);
    expect(refused(await someone.call())).toContain(DELETED);
    const { code, stdout } = await someone.hookline(['trust', '--yes']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/hooks\.toml {2}\(gone: configuration\)/)]);
    expect(stdout).toContain('The required checks in what is gone are refused to sessions that had them');
    const [first, second] = [await someone.call(), await someone.call()];
    expect([refused(first), told(first)]).toEqual([
      '',
      expect.stringContaining('is gone from the configuration'),
    ]);
    expect([refused(second), told(second)]).toEqual(['', '']);
  });

  it('is known from a folder in which nothing was approved, and taken back from there', async () => {
    const someone = await working({ 'hooks.toml': GATES, 'src/deep/x': '' });
    const cwd = join(someone.project, 'src/deep');
    expect(refused(await someone.call({ cwd }))).toBe('');
    rmSync(join(someone.project, 'hooks.toml'));
    expect(refused(await someone.call({ cwd }))).toContain(DELETED);
    expect((await someone.hookline(['trust', '--yes'], { cwd })).code).toBe(0);
    expect(refused(await someone.call({ cwd }))).toBe('');
    expect(refused(await someone.call())).toBe('');
  });

  it('is not out of reach when the repository is made one no more', async () => {
    const someone = await working({ 'hooks.toml': GATES, 'src/x': '' });
    const cwd = join(someone.project, 'src');
    expect(refused(await someone.call({ cwd }))).toBe('');
    renameSync(join(someone.project, '.git'), join(someone.project, '.not-git'));
    expect(refused(await someone.call({ cwd }))).toContain(DELETED);
  });
});

it('a check that an approved change takes out of its file is told, not refused', async () => {
  const someone = await working({ 'hooks.toml': GATES });
  await someone.call();
  someone.write('hooks.toml', GATES.replace(/required = true/, 'required = false'));
  expect(refused(await someone.call())).toContain('changed and waits for review');
  expect((await someone.hookline(['trust', '--yes'])).code).toBe(0);
  const call = await someone.call();
  expect([refused(call), told(call)]).toEqual([
    '',
    expect.stringContaining('is gone from the configuration'),
  ]);
});

it('an own configuration is missed when it is deleted, and told of when its person takes the check out', async () => {
  const someone = await working({});
  const own = someone.write('hooks.toml', GATES, someone.hooklineHome);
  expect(refused(await someone.call())).toBe('');
  rmSync(own);
  expect(refused(await someone.call())).toContain(DELETED);
  writeFileSync(own, '[hooks]\n');
  const call = await someone.call();
  expect([refused(call), told(call)]).toEqual([
    '',
    expect.stringContaining('is gone from the configuration'),
  ]);
});

it('is missed where everything counts as approved', async () => {
  const someone = await working({ 'hooks.toml': GATES }, 'all');
  await someone.call();
  rmSync(join(someone.project, 'hooks.toml'));
  expect(refused(await someone.call())).toContain(DELETED);
});
