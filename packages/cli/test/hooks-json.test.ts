import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runHooks } from '../src/engine.ts';
import { type Person, person } from './person.ts';

const recorded = (name: string): string =>
  readFileSync(new URL(`../../host-codex/test/recorded/${name}.json`, import.meta.url), 'utf8');

const command = (line: string, more: object = {}) => ({ type: 'command', command: line, ...more });
const hooksJson = (event: string, ...hooks: readonly object[]): string =>
  JSON.stringify({ hooks: { [event]: [{ hooks }] } });
const DENY = `echo '{"decision":"block","reason":"not this"}'`;

/** Runs the hooks of one file for an event and gives what `--json` prints. */
async function emitted(someone: Person, event: string, data: object = {}, file = 'hooks.json') {
  const args = ['emit', event, '--hooks-json', file, '--data', JSON.stringify(data), '--json'];
  const { code, stdout, stderr } = await someone.hookline(args);
  return { code, stderr, ...JSON.parse(stdout) };
}
const shell = { tool_input: { command: 'ls' } };

describe('hookline emit --hooks-json', () => {
  it('gives a hook the payload of the agent on stdin and the folder that the agent works in', async () => {
    const someone = person({ 'hooks.json': hooksJson('PreToolUse', command('cat > got.json; pwd > where')) });
    const payload = { ...JSON.parse(recorded('PreToolUse.Bash')), cwd: someone.project };
    someone.write('payload.json', JSON.stringify(payload));
    const args = ['emit', 'PreToolUse', '--data', '@payload.json', '--hooks-json', 'hooks.json'];
    const { code, stdout, stderr } = await someone.hookline(args);
    expect(code, stdout + stderr).toBe(0);
    expect(JSON.parse(readFileSync(join(someone.project, 'got.json'), 'utf8'))).toEqual(payload);
    expect(readFileSync(join(someone.project, 'where'), 'utf8')).toBe(`${someone.project}\n`);
  });

  it('completes what a person types, says who decided, and what the agent is told', async () => {
    const someone = person({
      'hooks.json': hooksJson('PreToolUse', command(`cat > got.json; ${DENY}`, { statusMessage: 'Looking' })),
    });
    const args = ['emit', 'PreToolUse', '--hooks-json', 'hooks.json', '--data', JSON.stringify(shell)];
    const { code, stdout } = await someone.hookline(args);
    expect(code).toBe(1);
    expect(stdout).toContain(
      'the agent is told: {"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny"',
    );
    expect(JSON.parse(readFileSync(join(someone.project, 'got.json'), 'utf8'))).toEqual({
      session_id: 'emitted',
      turn_id: expect.any(String),
      transcript_path: null,
      cwd: someone.project,
      hook_event_name: 'PreToolUse',
      model: 'unknown',
      permission_mode: 'default',
      tool_name: 'Bash',
      tool_use_id: expect.any(String),
      tool_input: { command: 'ls' },
    });
  });

  it('starts all hooks of an event at once, and lets none keep another one from its end', async () => {
    // Both hold a pipe that the other one opens: one after the other, the first would wait for ever.
    const someone = person({
      'hooks.json': hooksJson(
        'PreToolUse',
        command(`echo > there; cat back; ${DENY}`, { timeout: 20 }),
        command(`cat there; echo > back; touch ended; ${DENY}`, { timeout: 20 }),
      ),
    });
    execFileSync('mkfifo', ['there', 'back'], { cwd: someone.project });
    const { verdict } = await emitted(someone, 'PreToolUse', shell);
    expect(verdict).toEqual({
      kind: 'deny',
      reasons: [
        { by: 'echo', text: 'not this' },
        { by: 'cat', text: 'not this' },
      ],
    });
    expect(existsSync(join(someone.project, 'ended'))).toBe(true);
  });

  it.each(['timeout', 'timeoutSec'])(
    'ends a hook after its %s, which is a failure and no refusal',
    async (key) => {
      const someone = person({ 'hooks.json': hooksJson('PreToolUse', command('sleep 60', { [key]: 0.2 })) });
      const { code, failures, verdict, reply } = await emitted(someone, 'PreToolUse', shell);
      expect(code).toBe(1);
      expect(failures).toMatchObject([
        { code: 'HOOKLINE_HANDLER_TIMEOUT', by: 'sleep', message: 'It gave no answer within 200 ms.' },
      ]);
      expect([verdict, reply]).toEqual([undefined, { stdout: '', stderr: '', exitCode: 0 }]);
    },
  );

  it('hears a refusal by exit code whatever is printed beside it, as the agent does', async () => {
    const flood = (stream: string) => `head -c 9000000 /dev/zero | tr '\\0' y ${stream}; exit 2`;
    const someone = person({
      'hooks.json': hooksJson('PreToolUse', command(flood('>&2')), command(flood(''))),
    });
    const { verdict, failures } = await emitted(someone, 'PreToolUse', shell);
    expect([verdict.kind, verdict.reasons.length, failures]).toEqual(['deny', 2, []]);
    someone.write(
      'hooks.json',
      hooksJson('SessionStart', command(`${flood('')} ; exit 0`.replace('exit 2 ;', ''))),
    );
    expect((await emitted(someone, 'SessionStart')).failures).toMatchObject([
      { code: 'HOOKLINE_COMMAND_FAILED' },
    ]);
  });

  it('refuses a handler that it does not know, loudly, and runs the others', async () => {
    const someone = person({
      'hooks.json': hooksJson('Stop', { type: 'http', url: 'https://example.com' }, command('touch ran')),
    });
    const { code, failures, stderr } = await emitted(someone, 'Stop');
    expect(code).toBe(1);
    expect(stderr).toMatch(/hooks\.json:1:\d+ {2}warning {2}The type of this handler is the text "http"/);
    expect(failures).toMatchObject([{ by: 'http', code: 'HOOKLINE_COMMAND_REFUSED' }]);
    expect(existsSync(join(someone.project, 'ran'))).toBe(true);
    expect(someone.files()['home/.codex/hooks.log']).toContain('HOOKLINE_COMMAND_REFUSED on task_complete');
  });

  it('says where a file is wrong, and runs nothing', async () => {
    const someone = person({ 'hooks.json': '{"hooks": {"PreToolUse": {}}}' });
    const args = ['emit', 'PreToolUse', '--hooks-json', 'hooks.json', '--data', JSON.stringify(shell)];
    const { code, stdout, stderr } = await someone.hookline(args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^hooks\.json:1:26 {2}error +"PreToolUse" is a list of groups\./);
    const missing = await someone.hookline(['emit', 'Stop', '--hooks-json', 'nowhere.json']);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('nowhere.json');
    const both = await someone.hookline(['emit', 'Stop', '--hooks-json', 'hooks.json', '--config', 'x.toml']);
    expect([both.code, both.stderr]).toEqual([64, 'hookline: Give either --config or --hooks-json.\n']);
  });
});

describe('the hooks.json files of both levels', () => {
  it('run for an event in the spelling of the agent, as they do beside Hookline in a session', async () => {
    const someone = person({
      '.codex/hooks.json': hooksJson('SessionStart', command('echo from the project')),
      'hooks.toml':
        '[[hooks.session]]\nevent = "session_start"\ncommand = ["echo", "from the configuration"]\nmode = "sync"\n',
    });
    someone.write(
      'hooks.json',
      hooksJson('SessionStart', command('echo from the person')),
      someone.codexHome,
    );
    const contexts = async (event: string) => {
      const { stdout } = await someone.hookline(['emit', event, '--json']);
      return JSON.parse(stdout).context.map(({ text }: { text: string }) => text);
    };
    expect(await contexts('SessionStart')).toEqual([
      'from the person',
      'from the project',
      'from the configuration',
    ]);
    expect(await contexts('session_start')).toEqual(['from the configuration']);
  });

  it('are not run again when the agent calls Hookline, but those that were moved under it are', async () => {
    const someone = person({
      '.codex/hooks.json': hooksJson('UserPromptSubmit', command('echo twice')),
      '.codex/hookline-hooks.json': hooksJson('UserPromptSubmit', command('echo moved')),
    });
    const payload = JSON.stringify({ ...JSON.parse(recorded('UserPromptSubmit')), cwd: someone.project });
    const { code, stdout, stderr } = await someone.hookline(
      ['hook', '--host', 'codex', '--event', 'UserPromptSubmit'],
      { stdin: payload },
    );
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual({
      hookSpecificOutput: { hookEventName: 'UserPromptSubmit', additionalContext: 'moved' },
    });
  });
});

describe('runHooks of hookline/engine', () => {
  it('runs the hooks of a file for a program, without an agent', async () => {
    const someone = person({ 'hooks.json': hooksJson('PreToolUse', command(DENY)) });
    const run = (event: string, payload: object, files = ['hooks.json']) =>
      runHooks({
        files,
        event,
        payload: payload as Record<string, unknown>,
        cwd: someone.project,
        env: someone.env,
      });
    const { reply, outcome } = await run('PreToolUse', shell);
    expect(outcome.verdict).toMatchObject({ kind: 'deny', reasons: [{ text: 'not this' }] });
    expect(JSON.parse(reply.stdout)).toMatchObject({ hookSpecificOutput: { permissionDecision: 'deny' } });
    await expect(run('PreToolUze', shell)).rejects.toMatchObject({ code: 'HOOKLINE_USAGE' });
    await expect(run('PreToolUse', {})).rejects.toMatchObject({ code: 'HOOKLINE_HOST_PAYLOAD_INVALID' });
    await expect(run('PreToolUse', shell, ['nowhere.json'])).rejects.toMatchObject({
      code: 'HOOKLINE_CONFIG_NOT_FOUND',
    });
  });

  it('asks a hook that fails as often as it is called: no session of an agent would be held up', async () => {
    const someone = person({
      'hooks.json': hooksJson('PreToolUse', command('echo asked >> asked.txt; exit 1')),
    });
    const options = { files: ['hooks.json'], event: 'PreToolUse', payload: shell };
    for (let time = 0; time < 7; time += 1)
      await runHooks({ ...options, cwd: someone.project, env: someone.env });
    expect(readFileSync(join(someone.project, 'asked.txt'), 'utf8')).toBe('asked\n'.repeat(7));
  });
});
