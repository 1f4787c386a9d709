/** `hookline install` on the real Codex: what is installed runs, what others installed keeps running. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type CodexHooks,
  changedFiles,
  commandHook,
  fingerprint,
  type ListedHook,
  openAppServer,
  runCodex,
  runOnStage,
  type Stage,
} from '../src/index.ts';
import {
  GATED,
  hookline,
  hooksFile,
  hooksFolder,
  install,
  lineCount,
  plainCodex,
  SCOPES,
  TWO_COMMANDS,
  uninstall,
} from './installed.ts';
import { stageFor } from './stage.ts';

const BOTH = [...TWO_COMMANDS, ...TWO_COMMANDS];

/** What the app server says of the hooks; with `trust` a person reviews them all first. */
async function reviewed({ sandbox }: Stage, trust = false): Promise<readonly ListedHook[]> {
  const server = await openAppServer(sandbox);
  try {
    if (trust) await server.trustHooks();
    return (await server.listHooks()).hooks;
  } finally {
    await server.close();
  }
}

const foreign = (log: string): CodexHooks => ({ PreToolUse: [commandHook(`echo x >> "$HOME/${log}"`)] });

describe.each(SCOPES)('hookline install --scope %s', (scope) => {
  it('makes a plain codex exec run the hooks of the project', async () => {
    const stage = await stageFor(TWO_COMMANDS, { files: GATED, trustProject: false });
    const installed = await install(stage, scope);
    expect(installed.exitCode, installed.stderr).toBe(0);
    const run = await plainCodex(stage);
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.filesTouched).toEqual(['allowed.txt']);
    expect(run.modelSaw('Files named forbidden are not to be made.')).toBe(true);
    expect(lineCount(stage, 'ours.log')).toBe(2);
  });

  it('without --trust says that codex exec skips the hooks, and it does', async () => {
    const stage = await stageFor(TWO_COMMANDS, { files: GATED });
    const installed = await hookline(stage, 'install', '--scope', scope, '--yes');
    expect(installed.exitCode).toBe(0);
    expect(installed.stdout).toContain('"codex exec" skips them without a word until you do.');
    expect(installed.stdout).toContain('With --trust Hookline marks exactly these lines as reviewed.');
    expect((await plainCodex(stage)).filesTouched).toEqual(['allowed.txt', 'forbidden.txt']);
    expect(lineCount(stage, 'ours.log')).toBe(0);
    // Trusting later is one more command.
    expect((await install(stage, scope)).stdout).toContain('trusted_hash');
    expect((await reviewed(stage)).map(({ trustStatus }) => trustStatus)).not.toContain('untrusted');
  });

  it('keeps the hooks of others running and trusted, also when it is taken out from between them', async () => {
    const stage = await stageFor(BOTH, { files: GATED });
    const folder = hooksFolder(stage, scope);
    stage.sandbox.files({ 'hooks.json': { hooks: foreign('first.log') } }, folder);
    await reviewed(stage, true);
    await install(stage, scope);

    // Somebody adds a hook behind ours, and reviews it.
    const file = hooksFile(stage, scope);
    const present = JSON.parse(readFileSync(file, 'utf8'));
    present.hooks.PreToolUse.push(...(foreign('last.log').PreToolUse ?? []));
    writeFileSync(file, JSON.stringify(present, null, 2));
    const three = (await reviewed(stage, true)).filter(({ eventName }) => eventName === 'preToolUse');
    expect(three.map(({ command }) => command.includes('hookline'))).toEqual([false, true, false]);

    expect((await plainCodex(stage)).filesTouched).toEqual(['allowed.txt']);
    expect(['first.log', 'ours.log', 'last.log'].map((log) => lineCount(stage, log))).toEqual([2, 2, 2]);

    expect((await uninstall(stage, scope)).exitCode).toBe(0);
    expect((await reviewed(stage)).map(({ trustStatus }) => trustStatus)).toEqual(['trusted', 'trusted']);
    expect((await plainCodex(stage)).filesTouched).toEqual(expect.arrayContaining(['forbidden.txt']));
    expect(['first.log', 'ours.log', 'last.log'].map((log) => lineCount(stage, log))).toEqual([4, 2, 4]);
  });

  it('updates its lines in place when node or Hookline has moved, and codex runs them', async () => {
    const stage = await stageFor(TWO_COMMANDS, { files: GATED });
    stage.sandbox.files({ 'hooks.json': { hooks: foreign('first.log') } }, hooksFolder(stage, scope));
    await reviewed(stage, true);
    await install(stage, scope);
    const file = hooksFile(stage, scope);
    const fresh = readFileSync(file, 'utf8');
    const moved = fresh
      .replaceAll(process.execPath, '/old/node')
      .replaceAll(/'[^']*hookline\.cjs'/g, "'/old/hookline.cjs'");
    expect(moved).not.toBe(fresh);
    writeFileSync(file, moved);
    expect((await install(stage, scope)).exitCode).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(fresh);
    expect((await reviewed(stage)).every(({ trustStatus }) => trustStatus === 'trusted')).toBe(true);
    expect((await plainCodex(stage)).filesTouched).toEqual(['allowed.txt']);
    expect([lineCount(stage, 'first.log'), lineCount(stage, 'ours.log')]).toEqual([2, 2]);
  });

  it('is not asked twice by hookline codex', async () => {
    const stage = await stageFor(TWO_COMMANDS, { files: GATED });
    await install(stage, scope);
    const run = await runCodex(stage, { program: ['hookline', 'codex'], bypassHookTrust: false });
    expect(run.filesTouched).toEqual(['allowed.txt']);
    expect(lineCount(stage, 'ours.log')).toBe(2);
  });
});

describe('hookline install', () => {
  it('says that hooks run twice when it is installed for the user and for the project, and they do', async () => {
    const stage = await stageFor(BOTH, { files: GATED });
    expect((await install(stage, 'user')).stdout).not.toContain('twice');
    expect((await install(stage, 'project')).stdout).toContain(
      'To keep one: npx hookline uninstall --scope user',
    );
    expect((await plainCodex(stage)).filesTouched).toEqual(['allowed.txt']);
    expect(lineCount(stage, 'ours.log')).toBe(4);
    for (const scope of SCOPES) await uninstall(stage, scope);
    expect(await reviewed(stage)).toEqual([]);
  });

  it('serves the whole repository from whichever folder it is typed in', async () => {
    const stage = await stageFor(TWO_COMMANDS, {
      files: { ...GATED, 'deep/down/a.txt': '' },
      trustProject: false,
    });
    const cwd = path.join(stage.sandbox.repo, 'deep/down');
    await runOnStage(stage, ['hookline', 'install', '--trust', '--yes'], { cwd });
    const run = await runCodex(stage, { cwd, bypassHookTrust: false });
    expect(run.filesTouched).toEqual(['deep/down/allowed.txt']);
    expect(lineCount(stage, 'ours.log')).toBe(2);
    await runOnStage(stage, ['hookline', 'uninstall', '--yes'], { cwd });
    expect(await reviewed(stage)).toEqual([]);
  });
});

describe('hookline codex', () => {
  it('changes no file of the agent or of the repository by itself', async () => {
    const touched = async (program: readonly string[]): Promise<readonly string[]> => {
      const stage = await stageFor(TWO_COMMANDS.slice(1), { files: GATED });
      const before = fingerprint(stage.sandbox.codexHome);
      const run = await runCodex(stage, { program, bypassHookTrust: false });
      expect(run.filesTouched).toEqual(['allowed.txt']);
      const changed = changedFiles(before, fingerprint(stage.sandbox.codexHome));
      // What lies below a folder, and what stays beside a database, differs from run to run.
      return [...new Set(changed.map((file) => file.replace(/\/.*|-(?:shm|wal)$/, '')))].sort();
    };
    const byHookline = await touched(['hookline', 'codex']);
    // Hookline's own log is not the agent's; the first seed puts it there.
    expect(byHookline.filter((file) => file !== 'hooks.log')).toEqual(await touched(['codex']));
    expect(byHookline).not.toContain('config.toml');
    expect(byHookline).not.toContain('hooks.json');
  });
});
