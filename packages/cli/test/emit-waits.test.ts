import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BIN, person, run } from './person.ts';

const START =
  '[[hooks.session]]\nevent = "session_start"\ncommand = ["./start.sh"]\ndescription = "Log session start"\n';
/** As the first seed's scripts are: they log, print what they logged, and complain on stderr. */
const SCRIPT = `#!/bin/bash
mkdir -p "$HOME/.codex"
echo "[$CODEX_TIMESTAMP] Session started: $CODEX_SESSION_ID ($CODEX_EVENT_TYPE)" | tee -a "$HOME/.codex/session.log"
echo "no jq here" >&2
`;
/** The block "Testing Hooks" of the first seed, without its last line. */
const SEED = {
  CODEX_EVENT_TYPE: 'session_start',
  CODEX_SESSION_ID: 'test_session',
  CODEX_TIMESTAMP: '2026-01-02T03:04:05+01:00',
};

describe('hookline emit, as a person tries a hook by hand', () => {
  it('does what running the script with the variables of the first seed does, and says what ran', async () => {
    const someone = person({ 'hooks.toml': START, 'start.sh': SCRIPT });
    const { code, stdout, stderr } = await someone.hookline(['emit', 'session_start'], { env: SEED });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const line = '[2026-01-02T02:04:05.000Z] Session started: test_session (session_start)';
    expect(someone.files()['home/.codex/session.log']).toBe(`${line}\n`);
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/^session_start {2}pass {2}\d+ ms$/),
      expect.stringMatching(/^ {2}Log session start {2}ok {2}\d+ ms {2}async$/),
      '    | no jq here',
      `    | ${line}`,
      `log      ${join(someone.codexHome, 'hooks.log')}`,
      `journal  ${join(someone.hooklineHome, 'journal')}  (hookline trace)`,
      '',
    ]);
    expect(someone.files()['home/.codex/hooks.log']).toMatch(
      /\[INFO\] \[session_start\] pass: Log session start handed-over\n.*\[INFO\] \[Log session start\] .*Session started.*\n.*\[INFO\] \[session_start\] async: Log session start \(\d+ ms\)\n/,
    );
  });

  it('takes the event from CODEX_EVENT_TYPE too', async () => {
    const someone = person({ 'hooks.toml': START, 'start.sh': SCRIPT });
    const { stdout } = await someone.hookline(['emit'], { env: SEED });
    expect(stdout).toMatch(/^session_start {2}pass/);
    const own = await someone.hookline(['emit', '--session', 's2', '--json'], { env: SEED });
    expect(JSON.parse(own.stdout).event).toMatchObject({ type: 'session_start', sessionId: 's2' });
  });

  it('refuses a CODEX_TIMESTAMP that is none', async () => {
    const run = await person().hookline(['emit', 'session_start'], { env: { CODEX_TIMESTAMP: 'noon' } });
    expect(run).toMatchObject({ code: 64, stdout: '' });
    expect(run.stderr).toContain('CODEX_TIMESTAMP is "noon", which is no time.');
  });

  it('ends with 1 when an async hook failed, says why, and raises error.occurred', async () => {
    const someone = person({
      'hooks.toml': `${START}[[hooks.error]]\nevent = "error.occurred"\ncommand = ["sh", "-c", 'echo "$CODEX_ERROR" > "$HOME/error"']\nmode = "sync"\n`,
      'start.sh': '#!/bin/sh\necho "no disk" >&2\nexit 7\n',
    });
    const { code, stdout, stderr } = await someone.hookline(['emit', 'session_start']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/Log session start {2}failed {2}\d+ ms {2}async/);
    expect(stderr).toMatch(
      /^HOOKLINE_SCRIPT_FAILED {2}Log session start: start\.sh ended with exit code 7\./,
    );
    expect(stderr).toMatch(/where {2}.*hooks\.toml:1:1/);
    expect(someone.files()['home/error']).toContain('exit code 7');
  });

  it('has what became of async hooks in its JSON', async () => {
    const someone = person({ 'hooks.toml': START, 'start.sh': SCRIPT });
    const { stdout } = await someone.hookline(['emit', 'session_start', '--json']);
    expect(JSON.parse(stdout).handedOver).toMatchObject([
      {
        by: 'Log session start',
        status: 'ok',
        said: ['no jq here', expect.stringContaining('Session started')],
      },
    ]);
  });

  it('cannot move the cursor of who reads it, nor fill the terminal', async () => {
    const someone = person({
      'hooks.toml': START,
      'start.sh': '#!/bin/sh\nprintf "\\033[2Jcleared\\n"\nseq 1 100\n',
    });
    const { stdout } = await someone.hookline(['emit', 'session_start']);
    expect(stdout).toContain('    | ?[2Jcleared\n    | 1\n');
    expect(stdout).toMatch(/\| 19\n {4}\| … and 81 more lines\n/);
  });

  it('leaves the work to a worker when it is told to stop, and nothing is lost', async () => {
    const someone = person({
      'hooks.toml': `${START}timeout = 600\n`,
      'start.sh':
        '#!/bin/sh\ntouch "$HOME/began"\nwhile [ ! -e "$HOME/go" ]; do sleep 0.05; done\necho done >> "$HOME/ran"\n',
    });
    const home = someone.env['HOME'] ?? '';
    const child = spawn(process.execPath, [BIN, 'emit', 'session_start'], {
      cwd: someone.project,
      env: someone.env,
    });
    const ended = run(child);
    await expect.poll(() => existsSync(join(home, 'began')), { timeout: 30_000 }).toBe(true);
    child.kill('SIGINT');
    const { stdout } = await ended;
    expect(stdout).toContain('1 handed over: runs in the background.');
    expect(existsSync(join(home, 'ran'))).toBe(false);
    someone.write('go', '', home);
    await expect.poll(() => someone.files()['home/ran'], { timeout: 30_000 }).toBe('done\n');
  });
});

describe('hookline emit inside a hook', () => {
  it('takes neither the session nor the time of that hook, and does not wait', async () => {
    const someone = person({
      'hooks.toml': `[[hooks.exec]]\nevent = "exec.before"\ncommand = ["./outer.sh"]\ndescription = "Outer"\n
[[hooks.integration]]\nevent = "integration.deploy"\ncommand = ["sh", "-c", 'echo "$CODEX_SESSION_ID" > "$HOME/inner"']\nmode = "async"\n`,
    });
    someone.write(
      'outer.sh',
      `#!/bin/sh\n"${process.execPath}" "${BIN}" emit integration.deploy > "$HOME/said"\n`,
    );
    const { code, stdout, stderr } = await someone.hookline([
      'emit',
      'exec.before',
      '--data',
      '{"command":"ls"}',
      '--session',
      'outer-session',
    ]);
    expect({ code, stderr }, stdout).toEqual({ code: 0, stderr: '' });
    expect(someone.files()['home/said']).toContain('1 handed over: runs in the background.');
    await expect.poll(() => someone.files()['home/inner'], { timeout: 30_000 }).toMatch(/^emit-/);
  });
});
