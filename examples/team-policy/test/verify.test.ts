// The story as a team lives it: the table is copied into a repository, checked, and the agent meets it.
import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const { resolve } = createRequire(import.meta.url);
const manifest = resolve('hookline/package.json');
const hooklineBin = join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin.hookline);
const TABLE = fileURLToPath(new URL('../hooks.toml', import.meta.url));

interface Run {
  readonly code: number | string | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** A repository on `branch` with the table in it, and a home of its own. */
function team(branch: string) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-example-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const repo = join(root, 'repo');
  const home = join(root, 'home');
  for (const folder of [join(repo, '.git'), join(repo, 'node_modules/@hookline'), home])
    mkdirSync(folder, { recursive: true });
  writeFileSync(join(repo, '.git/HEAD'), `ref: refs/heads/${branch}\n`);
  cpSync(TABLE, join(repo, 'hooks.toml'));
  // As `npm install` leaves it in a workspace.
  symlinkSync(
    dirname(resolve('@hookline/plugin-policy/package.json')),
    join(repo, 'node_modules/@hookline/plugin-policy'),
  );
  const env = {
    PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
    HOME: home,
    CODEX_HOME: join(home, '.codex'),
    HOOKLINE_HOME: join(home, '.hookline'),
    HOOKLINE_TRUST: 'all',
  };
  const hookline = (args: readonly string[], input = ''): Promise<Run> =>
    new Promise((done) => {
      const child = execFile(
        process.execPath,
        [hooklineBin, ...args],
        { cwd: repo, env },
        (error, stdout, stderr) => done({ code: error ? error.code : 0, stdout, stderr }),
      );
      child.stdin?.on('error', () => {}).end(input);
    });
  /** What Codex sends before a tool, and what it is answered: the reason, or nothing. */
  const before = async (tool: string, input: object, event = 'PreToolUse'): Promise<string> => {
    const { code, stdout, stderr } = await hookline(
      ['hook'],
      JSON.stringify({
        session_id: 'session-1',
        turn_id: 'turn-1',
        transcript_path: null,
        cwd: repo,
        hook_event_name: event,
        model: 'gpt-5.5',
        permission_mode: 'default',
        tool_name: tool,
        tool_input: input,
        ...(event === 'PreToolUse' && { tool_use_id: 'call-1' }),
      }),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    if (stdout === '') return '';
    const { hookSpecificOutput: answer } = JSON.parse(stdout);
    return answer.permissionDecisionReason ?? answer.decision.message ?? answer.decision.behavior;
  };
  const bash = (command: string): Promise<string> => before('Bash', { command });
  const patch = (path: string): Promise<string> =>
    before('apply_patch', { command: `*** Begin Patch\n*** Add File: ${path}\n+x\n*** End Patch` });
  return { repo, hookline, before, bash, patch };
}

it('is a table without a fault, which says of itself what it would do', async () => {
  const { hookline } = team('main');
  expect(await hookline(['validate'])).toEqual(expect.objectContaining({ code: 0, stderr: '' }));
  const data = JSON.stringify({ command: 'npm test && git push' });
  const { code, stdout } = await hookline(['explain', 'exec.before', '--data', data]);
  expect(code).toBe(0);
  expect(stdout).toContain('deny by protected-branches');
  expect(stdout).toContain('npm test: allow by default');
});

it('lets ordinary work pass in silence, and refuses with what to do instead', async () => {
  const { bash, patch } = team('main');
  expect(await bash('npm test && git status')).toBe('');
  expect(await patch('src/a.ts')).toBe('');
  expect(await bash('npm test && git push')).toContain('Push to a branch of your own');
  expect(await bash('cd infra && kubectl apply -f deploy.yaml')).toContain('ask the user');
  expect(await patch('secrets/key.pem')).toContain('Use the values of .env.example');
});

it('knows the branch, tools of servers, and what it may permit in place of a person', async () => {
  const { bash, before } = team('topic');
  expect(await bash('git push')).toBe('');
  expect(await bash("bash -c 'git push origin HEAD:main'")).toContain('Protected branches');
  expect(await before('mcp__github__delete_repo', { name: 'x' })).toContain('Nothing is deleted');
  expect(await before('Bash', { command: 'npm ci' }, 'PermissionRequest')).toBe('allow');
  expect(await before('Bash', { command: 'npm ci && npm start' }, 'PermissionRequest')).toBe('');
});

it('with a mistake is told where, and lets nothing pass', async () => {
  const { repo, hookline, bash } = team('main');
  const table = readFileSync(TABLE, 'utf8');
  writeFileSync(join(repo, 'hooks.toml'), table.replace('time = "sat,sun"', 'time = "weekends"'));
  const { code, stdout, stderr } = await hookline(['validate', '--run-code']);
  expect(code).toBe(1);
  expect(stdout + stderr).toContain('"weekends" is no day or range of days');
  expect(stdout + stderr).toMatch(/hooks\.toml:\d+/);
  // Nobody knows what the table would have said: nothing passes until it is repaired.
  expect(await bash('ls')).toContain('a required check could not run');
});
