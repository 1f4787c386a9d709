/** What depends on where a home lies, and who may permit what was refused. */
import { describe, expect, it } from 'vitest';
import { assess } from '../src/assess.ts';

describe.each(['/home/ana', '/tmp/run-1/home', '/var/tmp/ci/home'])('a home at %s', (home) => {
  const verdict = (command: string) =>
    assess(command, { cwd: `${home}/project`, home, workspaceRoot: `${home}/project` }).verdict;

  it.each(['rm -rf ~', 'rm -rf ~/documents', 'echo x > ~/.bashrc', 'cat ~/.ssh/id_rsa', 'rm -rf ~/.ssh'])(
    'is one: %s',
    (command) => {
      expect(verdict(command)).not.toBe('allow');
    },
  );

  it.each(['rm -rf /tmp/build-1', 'rm -rf node_modules', 'ls ~'])('leaves %s alone', (command) => {
    expect(verdict(command)).toBe('allow');
  });
});

it('is no home where it is the folder for temporary files itself', () => {
  const where = { cwd: '/srv/project', home: '/tmp', workspaceRoot: '/srv/project' };
  expect(assess('rm -rf /tmp/build-1', where).verdict).toBe('allow');
});

describe('hookline allow', () => {
  const verdict = (command: string) => assess(command, { cwd: '/repo', home: '/home/ana' }).verdict;

  it.each([
    'hookline allow',
    'hookline allow --yes',
    'npx hookline allow --last 2 -y',
    'env -u CODEX_TOOL_CALL_ID hookline allow --yes',
    'script -qec "hookline allow --yes" /dev/null',
  ])('is not for the agent: %s', (command) => {
    expect(verdict(command)).toBe('deny');
  });

  it.each([
    'hookline allow --list',
    'hookline allow --json',
    'hookline allow --help',
    'echo "run: hookline allow"',
  ])('may be looked at and talked about: %s', (command) => {
    expect(verdict(command)).toBe('allow');
  });
});
