/** `hookline migrate` on the real Codex: moved hooks have the effects that they had, and come back as if nothing had been. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  answeringHook,
  type CodexHooks,
  type CodexRun,
  commandHook,
  openAppServer,
  runCodex,
  type Stage,
  type Turn,
} from '../src/index.ts';
import { hookline, hooksFile, hooksFolder, lineCount, plainCodex, SCOPES, type Scope } from './installed.ts';
import { stageFor } from './stage.ts';

const GUARD = `#!/bin/sh
echo guard >> "$HOME/hooks.log"
case "$(cat)" in
  *forbidden*) echo "Files named forbidden are not to be made." >&2; exit 2 ;;
esac
`;
const ON = `#!/bin/sh
echo on >> "$HOME/hooks.log"
case "$(cat)" in
  *'"stop_hook_active":false'*) echo '{"decision":"block","reason":"Write the summary, too."}' ;;
esac
`;
const FILES = { 'guard.sh': GUARD, 'on.sh': ON };

/** What a team has: a gate, something to know at the start, a word on what came out, and one more thing at the end. */
const HOOKS: CodexHooks = {
  SessionStart: [
    commandHook('echo start >> "$HOME/hooks.log"; echo "The house style is tabs."', 30, 'startup'),
  ],
  PreToolUse: [commandHook('./guard.sh', 20, 'Bash')],
  PostToolUse: [
    commandHook(
      `echo after >> "$HOME/hooks.log"; case "$(cat)" in *allowed*) echo '{"decision":"block","reason":"Now run the tests."}' ;; esac`,
      30,
      'Bash',
    ),
  ],
  Stop: [commandHook('./on.sh')],
};

const TURNS: readonly Turn[] = [
  { type: 'shell', command: 'touch forbidden.txt' },
  { type: 'shell', command: 'touch allowed.txt; echo allowed' },
  { type: 'message', text: 'first end' },
  { type: 'message', text: 'second end' },
];
/** Enough for three runs of the agent. */
const THREE = [...TURNS, ...TURNS, ...TURNS];

async function reviewAll({ sandbox }: Stage): Promise<void> {
  const server = await openAppServer(sandbox);
  try {
    await server.trustHooks();
  } finally {
    await server.close();
  }
}

async function trustOf({ sandbox }: Stage): Promise<readonly string[]> {
  const server = await openAppServer(sandbox);
  try {
    const { hooks, warnings } = await server.listHooks();
    expect(warnings).toEqual([]);
    return hooks.map(({ eventName, trustStatus }) => `${eventName} ${trustStatus}`);
  } finally {
    await server.close();
  }
}

/** What the hooks brought about, as the model and the disk saw it. */
const effects = (run: CodexRun) => ({
  exitCode: run.exitCode,
  context: run.modelSaw('The house style is tabs.'),
  refused: run.modelSaw('Files named forbidden are not to be made.'),
  feedback: run.modelSaw('Now run the tests.'),
  goesOn: run.modelSaw('Write the summary, too.'),
  requests: run.modelRequests.length,
  last: run.finalMessage,
  made: run.filesTouched.filter((file) => file.endsWith('.txt')),
});

const ALL = {
  exitCode: 0,
  context: true,
  refused: true,
  feedback: true,
  goesOn: true,
  requests: 4,
  last: 'second end',
};

const wiring = (stage: Stage, scope: Scope): Record<string, string | undefined> =>
  Object.fromEntries(
    [
      hooksFile(stage, scope),
      path.join(hooksFolder(stage, scope), 'hookline-hooks.json'),
      path.join(stage.sandbox.codexHome, 'config.toml'),
    ].map((file) => [file, existsSync(file) ? readFileSync(file, 'utf8') : undefined]),
  );

const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
const LAYOUTS: readonly (readonly [string, (text: string) => string])[] = [
  ['as one writes it', (text) => text],
  ['with CRLF', crlf],
  ['without a space', (text) => JSON.stringify(JSON.parse(text))],
  ['oddly set', (text) => text.replaceAll('": ', '"\t:\n ').replaceAll('[\n', '[ ').trimEnd()],
];

describe.each(SCOPES)('hookline migrate --scope %s', (scope) => {
  it.each(LAYOUTS)('keeps every effect of a hooks.json %s, and puts every byte back', async (_, layout) => {
    const stage = await stageFor(THREE, { files: FILES });
    const text = layout(`${JSON.stringify({ hooks: HOOKS }, null, 2)}\n`);
    stage.sandbox.files({ 'hooks.json': text }, hooksFolder(stage, scope));
    await reviewAll(stage);
    const before = wiring(stage, scope);
    const first = effects(await plainCodex(stage));
    expect(first).toEqual({ ...ALL, made: ['allowed.txt'] });
    const calls = lineCount(stage, 'hooks.log');

    const moved = await hookline(stage, 'migrate', '--scope', scope, '--trust', '--yes');
    expect(moved.exitCode, moved.stdout + moved.stderr).toBe(0);
    expect(moved.stdout).toContain('Moved 4 hooks.');
    expect(await trustOf(stage)).toEqual([
      'preToolUse trusted',
      'postToolUse trusted',
      'sessionStart trusted',
      'stop trusted',
    ]);
    const again = await hookline(stage, 'migrate', '--scope', scope, '--trust', '--yes');
    expect([again.exitCode, again.stdout]).toEqual([0, expect.stringContaining('Nothing to do')]);
    const install = ['install', '--scope', scope, '--events', 'used', '--trust', '--yes'];
    expect((await hookline(stage, ...install)).stdout).toContain('Nothing to do');

    const second = await plainCodex(stage);
    expect(effects(second)).toEqual({ ...ALL, made: ['allowed.txt'] });
    expect(lineCount(stage, 'hooks.log')).toBe(2 * calls);
    const trace = (await hookline(stage, 'trace')).stdout;
    expect(trace).toMatch(/exec\.before +deny.*\n.*└ guard\.sh +[\d.]+ ms +deny/);
    expect(trace).toMatch(/task_complete +resume.*\n.*└ on\.sh/);
    expect(trace).toMatch(/exec\.after +feedback/);
    expect(trace).toMatch(/session_start.*\n.*└ echo +[\d.]+ ms +context/);

    const back = await hookline(stage, 'migrate', '--back', '--scope', scope, '--yes');
    expect(back.exitCode, back.stdout + back.stderr).toBe(0);
    expect(wiring(stage, scope)).toEqual(before);
    expect(effects(await plainCodex(stage))).toEqual({ ...ALL, made: ['allowed.txt'] });
    expect(lineCount(stage, 'hooks.log')).toBe(3 * calls);
    expect((await hookline(stage, 'trace', '--all', '--json')).stdout.match(/"exec\.before"/g)).toHaveLength(
      2,
    );
  });

  it('without --trust says that the hooks rest until the lines are reviewed, and so they do', async () => {
    const stage = await stageFor(THREE, { files: FILES });
    stage.sandbox.files({ 'hooks.json': { hooks: HOOKS } }, hooksFolder(stage, scope));
    await reviewAll(stage);
    const moved = await hookline(stage, 'migrate', '--scope', scope, '--yes');
    expect(moved.exitCode, moved.stderr).toBe(0);
    expect(moved.stdout).toContain('These hooks rest until you have reviewed the lines of Hookline for');
    expect((await plainCodex(stage)).filesTouched).toContain('forbidden.txt');
    expect(lineCount(stage, 'hooks.log')).toBe(0);
    await reviewAll(stage);
    expect(await trustOf(stage)).toEqual(expect.not.arrayContaining([expect.stringContaining('untrusted')]));
  });

  it('names the hooks that nobody has reviewed, and makes them run only when told to', async () => {
    const stage = await stageFor(THREE, { files: FILES });
    stage.sandbox.files(
      { 'hooks.json': { hooks: { PreToolUse: [commandHook('./guard.sh \u202e# hidden', 20, 'Bash')] } } },
      hooksFolder(stage, scope),
    );
    const before = wiring(stage, scope);
    const asked = await hookline(stage, 'migrate', '--scope', scope, '--trust');
    expect(asked.exitCode).toBe(1);
    expect(asked.stdout).toContain('PreToolUse (Bash)  ./guard.sh \\u{202e}# hidden  [never reviewed]');
    expect(asked.stdout + asked.stderr).not.toContain('\u202e');
    expect(asked.stderr).toContain('let the hook above run? There is no terminal to answer on: add --yes');
    expect(wiring(stage, scope)).toEqual(before);
    const moved = await hookline(stage, 'migrate', '--scope', scope, '--trust', '--yes');
    expect(moved.exitCode, moved.stderr).toBe(0);
    expect((await plainCodex(stage)).filesTouched).toEqual(['allowed.txt']);
  });

  it('gives back to Codex what was edited under Hookline, and Codex runs what it had trusted', async () => {
    const stage = await stageFor(THREE, { files: FILES });
    stage.sandbox.files({ 'hooks.json': { hooks: HOOKS } }, hooksFolder(stage, scope));
    await reviewAll(stage);
    await hookline(stage, 'migrate', '--scope', scope, '--trust', '--yes');
    const file = path.join(hooksFolder(stage, scope), 'hookline-hooks.json');
    const content = JSON.parse(readFileSync(file, 'utf8'));
    content.hooks.PreToolUse.push(answeringHook({ decision: 'block', reason: 'not reviewed' }));
    writeFileSync(file, JSON.stringify(content));
    const back = await hookline(stage, 'migrate', '--back', '--scope', scope, '--yes');
    expect(back.exitCode, back.stderr).toBe(0);
    expect(existsSync(file)).toBe(false);
    expect([...(await trustOf(stage))].sort()).toEqual([
      'postToolUse trusted',
      'preToolUse trusted',
      'preToolUse untrusted',
      'sessionStart trusted',
      'stop trusted',
    ]);
    expect(effects(await plainCodex(stage))).toEqual({ ...ALL, made: ['allowed.txt'] });
  });

  it('does not let Hookline be uninstalled from under the moved hooks', async () => {
    const stage = await stageFor([], { files: FILES });
    stage.sandbox.files({ 'hooks.json': { hooks: HOOKS } }, hooksFolder(stage, scope));
    await hookline(stage, 'migrate', '--scope', scope, '--trust', '--yes');
    const moved = wiring(stage, scope);
    for (const more of [[], ['--dry-run']]) {
      const refused = await hookline(stage, 'uninstall', '--scope', scope, '--yes', ...more);
      expect(refused.exitCode).toBe(1);
      expect(refused.stderr).toContain('hookline-hooks.json has 4 hooks that only Hookline runs');
      expect(refused.stderr).toContain(
        `npx hookline migrate --back${scope === 'user' ? ' --scope user' : ''}\n`,
      );
    }
    expect(wiring(stage, scope)).toEqual(moved);
    await hookline(stage, 'migrate', '--back', '--scope', scope, '--yes');
    expect((await hookline(stage, 'uninstall', '--scope', scope, '--yes')).stdout).toContain('Nothing to do');
  });
});

describe('hookline migrate', () => {
  it('runs the hooks beside those of a configuration that was installed before, and once each', async () => {
    const stage = await stageFor(TURNS, {
      files: {
        ...FILES,
        'hooks.toml': `[[hooks.session]]\nevent = "session_start"\ncommand = ["sh", "-c", 'echo toml >> "$HOME/toml.log"']\n`,
      },
    });
    stage.sandbox.files({ '.codex/hooks.json': { hooks: HOOKS } });
    await reviewAll(stage);
    await hookline(stage, 'install', '--trust', '--yes');
    const before = wiring(stage, 'project');
    const moved = await hookline(stage, 'migrate', '--yes');
    expect(moved.exitCode, moved.stderr).toBe(0);
    // Trusted was only what there was: the other lines are new.
    expect(moved.stdout).toContain('reviewed the lines of Hookline for PreToolUse, PostToolUse, Stop');
    await hookline(stage, 'migrate', '--back', '--yes');
    expect(wiring(stage, 'project')).toEqual(before);
    await hookline(stage, 'migrate', '--trust', '--yes');
    expect(effects(await plainCodex(stage))).toEqual({ ...ALL, made: ['allowed.txt'] });
    expect([lineCount(stage, 'toml.log'), lineCount(stage, 'hooks.log')]).toEqual([1, 6]);
  });

  it('keeps a guard in a git worktree that has the file, and says that it must', async () => {
    const turns = TURNS.slice(0, 3);
    const stage = await stageFor([...turns, ...turns], { files: FILES });
    const { repo, root } = stage.sandbox;
    const git = (...args: string[]) =>
      execFileSync('git', args, { cwd: repo, env: stage.sandbox.env(), stdio: 'pipe' });
    stage.sandbox.files({ '.codex/hooks.json': { hooks: { PreToolUse: HOOKS.PreToolUse } } });
    await reviewAll(stage);
    const side = path.join(root, 'side');
    git('worktree', 'add', '--quiet', side);
    // Codex looks for the main checkout's hooks only from a worktree that has the folder.
    stage.sandbox.files({ '.codex/.keep': '' }, side);
    const inSide = () => runCodex(stage, { cwd: side, bypassHookTrust: false });
    expect((await inSide()).modelSaw('Files named forbidden are not to be made.')).toBe(true);
    const moved = await hookline(stage, 'migrate', '--trust', '--yes');
    expect(moved.stdout).toContain('note: In the worktrees side Hookline reads');
    stage.sandbox.files(
      { '.codex/hookline-hooks.json': stage.sandbox.tree()['.codex/hookline-hooks.json'] },
      side,
    );
    expect((await inSide()).modelSaw('Files named forbidden are not to be made.')).toBe(true);
    expect(existsSync(path.join(side, 'forbidden.txt'))).toBe(false);
  });
});
