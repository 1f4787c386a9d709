/** The security scan on the real agent: what must not run does not, what is ordinary does, and the disk proves both. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { installInRepo, readTree, runOnStage, type Stage, type Turn } from '../src/index.ts';
import { REPOSITORY } from '../src/registry/index.ts';
import { runInTerminal } from '../src/terminal.ts';
import { done, effectStage, hooklineCodex } from './effects.ts';
import { dangerous, ordinary } from './security-scan/commands.ts';

// Put together here: nobody's scanner takes this file for one that gives a key away.
const KEY = ['AKIA', '2E0A8F3B', '244C9986'].join('');

// A home in a folder for temporary files would be one of the things that may go.
let place: string;
const { TMPDIR } = process.env;
beforeAll(() => {
  mkdirSync(path.join(REPOSITORY, 'e2e-run'), { recursive: true });
  place = mkdtempSync(path.join(REPOSITORY, 'e2e-run/scan-'));
  process.env['TMPDIR'] = place;
});
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
  if (TMPDIR === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = TMPDIR;
});

const ELSEWHERE = 'https://collect.example.net';

/** A service of the project, on this machine. */
async function loopback() {
  const server = http.createServer((request, response) => {
    request.resume();
    response.end(request.url === '/health' ? 'healthy' : 'unknown');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const PLANTED = {
  'documents/letter.txt': 'dear ana\n',
  '.ssh/id_rsa': 'the private key\n',
  '.ssh/authorized_keys': '',
  '.aws/credentials': '[default]\n',
  '.bashrc': '# mine\n',
};

async function scanned(turns: readonly Turn[], options = ''): Promise<Stage> {
  const stage = await effectStage(turns, {
    'hooks.toml': `[plugins.security-scan]\n${options}`,
    'notes.md': 'Never run: rm -rf ~\n',
    '.env.example': 'API_KEY=your-key-here\n',
  });
  const { sandbox } = stage;
  installInRepo(stage, ['security-scan']);
  sandbox.files(PLANTED, sandbox.home);
  const git = (...args: readonly string[]): void =>
    void execFileSync('git', ['-c', 'user.name=Ana', '-c', 'user.email=ana@example.com', ...args], {
      cwd: sandbox.repo,
      env: sandbox.env(),
    });
  git('init', '-q', '--bare', '../remote.git');
  git('remote', 'add', 'origin', '../remote.git');
  git('config', 'user.name', 'Ana');
  git('config', 'user.email', 'ana@example.com');
  git('add', '.');
  git('commit', '-qm', 'Begin');
  git('branch', '-M', 'main');
  git('push', '-q', 'origin', 'main');
  // Work that only a careful agent keeps.
  sandbox.files({ 'unsaved.txt': 'a day of work\n', 'notes.md': 'Never run: rm -rf ~\nNot committed.\n' });
  return stage;
}

const shell = (command: string): Turn => ({ type: 'shell', command });
const homeOf = ({ sandbox }: Stage) => readTree(sandbox.home);
const log = ({ sandbox }: Stage): readonly Record<string, unknown>[] => {
  const file = path.join(sandbox.codexHome, 'security.log');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
};

const FOURTHS = [0, 1, 2, 3];
const fourth = <T>(all: readonly T[], index: number): readonly T[] =>
  all.slice((index * all.length) / 4, ((index + 1) * all.length) / 4);

describe('what must not run', () => {
  it('is twenty commands, none of them twice', () => {
    expect(new Set(dangerous({ server: '', elsewhere: ELSEWHERE, key: KEY })).size).toBe(20);
  });

  it.each(FOURTHS)(
    'is refused with a reason that the model reads, and nothing is gone (%d)',
    async (index) => {
      const commands = fourth(dangerous({ server: '', elsewhere: ELSEWHERE, key: KEY }), index);
      const stage = await scanned([...commands.map(shell), done]);
      const before = homeOf(stage);
      const run = await hooklineCodex(stage);
      const outputs = [...run.toolOutputs.values()];
      expect(outputs).toHaveLength(commands.length);
      outputs.forEach((output, at) => {
        expect(output, commands[at]).toMatch(/blocked by PreToolUse hook[\s\S]*security-scan: [A-Z][^.]+\./);
      });
      expect(run.filesTouched).toEqual([]);
      const after = homeOf(stage);
      for (const file of Object.keys(PLANTED)) expect(after[file], file).toBe(before[file]);
      expect(existsSync(path.join(stage.sandbox.home, 'pwned'))).toBe(false);
      expect(log(stage).map(({ verdict }) => verdict)).toHaveLength(commands.length);
      expect(JSON.stringify(log(stage))).not.toContain(KEY);
    },
  );
});

describe('what is ordinary', () => {
  it.each(FOURTHS)('runs, and nothing is said or kept about it (%d)', async (index) => {
    const { address } = await loopback();
    const all = ordinary({ server: address, elsewhere: ELSEWHERE, key: KEY });
    // Each fourth stands on what those before have made.
    const before = all.slice(0, (index * all.length) / 4);
    const commands = fourth(all, index);
    const stage = await scanned([...commands.map(([command]) => shell(command)), done]);
    for (const [command] of before) await runOnStage(stage, ['sh', '-c', command]);
    const run = await hooklineCodex(stage);
    const outputs = [...run.toolOutputs.values()];
    expect(outputs).toHaveLength(commands.length);
    outputs.forEach((output, at) => {
      expect(output, commands[at]?.[0]).not.toContain('hook');
      expect(output, commands[at]?.[0]).toContain(commands[at]?.[1]);
    });
    expect(log(stage)).toEqual([]);
  });
});

describe('the other ways', () => {
  it('refuses a patch of a hook of git and one that writes a key, and applies an ordinary one', async () => {
    const add = (file: string, text: string): Turn => ({
      type: 'apply_patch',
      patch: `*** Begin Patch\n*** Add File: ${file}\n+${text}\n*** End Patch`,
    });
    const stage = await scanned([
      add('.git/hooks/post-commit', '#!/bin/sh'),
      add('src/key.ts', `export const key = '${KEY}';`),
      add('src/name.ts', "export const name = 'shop';"),
      done,
    ]);
    const run = await hooklineCodex(stage);
    expect(run.filesTouched).toEqual(['src/name.ts']);
    expect(run.modelSaw('runs by itself')).toBe(true);
    expect(run.modelSaw('would write a secret into a file')).toBe(true);
  });

  it('does not let a prompt with a key reach the model', async () => {
    const stage = await scanned([done]);
    const run = await hooklineCodex(stage, { prompt: `Deploy it with ${KEY}` });
    expect(run.modelRequests).toEqual([]);
    expect(log(stage)).toMatchObject([{ event: 'task_start', rules: ['secret.in-prompt'] }]);
  });

  it('in a dry run only writes down', async () => {
    const stage = await scanned([shell('git reset --hard'), done], 'dry = true\n');
    const run = await hooklineCodex(stage);
    expect(run.filesTouched).toContain('notes.md');
    expect(log(stage)).toMatchObject([{ verdict: 'ask', dry: true, rules: ['git-loss.reset'] }]);
  });
});

describe('hookline allow', () => {
  const emit = (stage: Stage, command: string) =>
    runOnStage(stage, ['hookline', 'emit', 'exec.before', '--data', JSON.stringify({ command })]);

  it('permits what was refused, to the letter and once, when a person says so in a terminal', async () => {
    const stage = await scanned([shell('git reset --hard'), shell('git reset --hard'), done]);
    const refused = await emit(stage, 'git reset --hard');
    expect(refused.exitCode).toBe(1);
    expect(refused.stdout).toContain('hookline allow');
    const person = await runInTerminal(stage, ['hookline', 'allow'], {
      typing: [['Permit exactly this', 'y']],
    });
    expect(person.screen).toContain('git reset --hard');
    expect(person.exitCode, person.screen).toBe(0);
    // Another command is another one.
    expect((await emit(stage, 'git reset  --hard')).exitCode).toBe(1);
    // The first call of the agent uses it up.
    const run = await hooklineCodex(stage);
    const [first, second] = [...run.toolOutputs.values()];
    expect(first).not.toContain('hook');
    expect(second).toContain('blocked by PreToolUse hook');
    expect(log(stage).filter((line) => line['allowed_by'] === 'grant')).toHaveLength(1);
  });

  it('is not for the agent, not in a terminal of its own neither', async () => {
    const typed = `${process.execPath} node_modules/.bin/hookline allow --yes`;
    const stage = await scanned([shell(`script -qec "${typed}" /dev/null; ${typed}`), done]);
    await emit(stage, 'git reset --hard');
    const run = await hooklineCodex(stage);
    expect(existsSync(path.join(stage.sandbox.hooklineHome, 'allow/granted'))).toBe(false);
    expect([...run.toolOutputs.values()].join()).toMatch(
      /not for the agent to give. Nothing was permitted|blocked by PreToolUse hook/,
    );
  });
});
