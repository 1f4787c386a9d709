// The story as an agent lives it: it ends a task with a test that fails, is sent back, repairs it, and ends.
import { execFile, execFileSync } from 'node:child_process';
import {
  existsSync,
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
const HOOKS = fileURLToPath(new URL('../hooks.toml', import.meta.url));
const TEST =
  "import { test } from 'node:test';\nimport { equal } from 'node:assert';\nimport { add } from '../add.js';\ntest('adds', () => equal(add(2, 2), 4));\n";
const RIGHT = 'export const add = (a, b) => a + b;\n';
const WRONG = 'export const add = (a, b) => a * b + 1;\n';

/** A project with one test, and a home of its own. */
function project(hooks = readFileSync(HOOKS, 'utf8')) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-example-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const repo = join(root, 'repo');
  const home = join(root, 'home');
  for (const folder of ['test', 'docs', 'scripts', 'node_modules/@hookline'])
    mkdirSync(join(repo, folder), { recursive: true });
  mkdirSync(home);
  const write = (path: string, text: string): void => writeFileSync(join(repo, path), text);
  write('package.json', '{ "name": "sums", "private": true, "type": "module" }\n');
  write('.gitignore', 'node_modules/\n');
  write('add.js', RIGHT);
  write('test/add.test.js', TEST);
  write(
    'scripts/check-docs.js',
    "import { readFileSync } from 'node:fs';\nif (!readFileSync('docs/add.md', 'utf8').startsWith('# ')) {\n  console.error('docs/add.md has no title');\n  process.exitCode = 1;\n}\n",
  );
  write('docs/add.md', '# add\n');
  write('hooks.toml', hooks);
  symlinkSync(
    dirname(resolve('@hookline/plugin-quality-gate/package.json')),
    join(repo, 'node_modules/@hookline/plugin-quality-gate'),
  );
  const env = {
    PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
    HOME: home,
    CODEX_HOME: join(home, '.codex'),
    HOOKLINE_HOME: join(home, '.hookline'),
    HOOKLINE_TRUST: 'all',
  };
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], {
      cwd: repo,
      env,
      stdio: 'pipe',
    });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'first');

  const send = (event: object): Promise<Record<string, string>> =>
    new Promise((done, fail) => {
      const child = execFile(process.execPath, [hooklineBin, 'hook'], { cwd: repo, env }, (error, stdout) =>
        error ? fail(error) : done(stdout === '' ? {} : JSON.parse(stdout)),
      );
      child.stdin
        ?.on('error', () => {})
        .end(
          JSON.stringify({
            session_id: 'session-1',
            transcript_path: null,
            cwd: repo,
            model: 'gpt-5.5',
            permission_mode: 'default',
            turn_id: 'turn-1',
            ...event,
          }),
        );
    });
  return {
    write,
    prompt: (turn = 'turn-1') =>
      send({ hook_event_name: 'UserPromptSubmit', turn_id: turn, prompt: 'do it' }),
    stop: (again = false, turn = 'turn-1') =>
      send({
        hook_event_name: 'Stop',
        turn_id: turn,
        stop_hook_active: again,
        last_assistant_message: 'Done.',
      }),
    log: () => readFileSync(join(home, '.codex/hooks.log'), 'utf8'),
  };
}

it('sends a task back while a test fails, and lets it end when it passes', async () => {
  const { write, prompt, stop } = project();
  expect(await prompt()).toEqual({});
  write('add.js', WRONG);
  const sent = await stop();
  expect(sent['decision']).toBe('block');
  expect(sent['reason']).toContain('"tests" fails with exit code 1:');
  expect(sent['reason']).toContain('5 == 4');
  expect(sent['reason']?.length).toBeLessThan(4_500);
  write('add.js', `${RIGHT}// repaired\n`);
  expect(await stop(true)).toEqual({});
});

it('lets it go after the attempts, and says so in the log', async () => {
  const { write, prompt, stop, log } = project();
  await prompt();
  write('add.js', WRONG);
  expect((await stop())['decision']).toBe('block');
  expect((await stop(true))['reason']).toContain('This is the last time that you are sent back');
  expect(await stop(true)).toEqual({});
  expect(log()).toContain(
    'The task was let go after 2 attempts, and its checks do not pass: "tests" fails with exit code 1.',
  );
});

it('runs nothing after a task that changed nothing, and of the checks only what a change is about', async () => {
  const { write, prompt, stop } = project();
  write('add.js', WRONG);
  await prompt();
  expect(await stop()).toEqual({});
  await prompt('turn-2');
  write('docs/add.md', 'no title\n');
  const { reason } = await stop(false, 'turn-2');
  expect(reason).toContain('"docs" fails with exit code 1:\ndocs/add.md has no title');
});

it('sends nothing back where the configuration says that nothing is, and tells of it', async () => {
  const { write, prompt, stop, log } = project(
    '[hooks]\nresume_limit = 0\n[plugins.quality-gate]\nchecks = ["node --test"]\n',
  );
  await prompt();
  write('add.js', WRONG);
  expect((await stop())['decision']).toBeUndefined();
  expect(log()).toContain('[hooks] resume_limit is 0');
});

it('ends a check that does not end, with what it has started', async () => {
  const code = 'sleep 1000 & echo started $!; wait';
  const { write, prompt, stop } = project(
    `[plugins.quality-gate]\nchecks = [{ name = "slow", command = ${JSON.stringify(['sh', '-c', code])}, timeout = 3 }]\n`,
  );
  await prompt();
  write('add.js', WRONG);
  const reason = (await stop())['reason'] ?? '';
  expect(reason).toMatch(/"slow" did not end within 3 s and was stopped:\nstarted \d+/);
  expect(isRunning(Number(/started (\d+)/.exec(reason)?.[1]))).toBe(false);
});

/** One that has ended and that nobody has asked about yet does not run. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !existsSync('/proc') || !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}
