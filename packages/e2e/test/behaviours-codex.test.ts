/** The behaviours of the first day on the real agent: what is left of one run, and what a failing check does to a task. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { installInRepo, runOnStage, type Stage, type Turn } from '../src/index.ts';
import { freePort, startMailServer, startSlack } from './behaviours/notification-servers.ts';
import { done, effectStage, hooklineCodex } from './effects.ts';

const update = (file: string, from: string, to: string): Turn => ({
  type: 'apply_patch',
  patch: `*** Begin Patch\n*** Update File: ${file}\n@@\n-${from}\n+${to}\n*** End Patch`,
});
const add = (file: string, line: string): Turn => ({
  type: 'apply_patch',
  patch: `*** Begin Patch\n*** Add File: ${file}\n+${line}\n*** End Patch`,
});
const shell = (command: string): Turn => ({ type: 'shell', command });

const json = async (stage: Stage, ...args: readonly string[]): Promise<unknown> => {
  const { exitCode, stdout, stderr } = await runOnStage(stage, ['hookline', ...args]);
  expect(exitCode, stderr).toBe(0);
  return JSON.parse(stdout);
};

describe('preset-recommended', () => {
  it('leaves a session log, a copy of every file that was changed, and the analytics of the day', async () => {
    const stage = await effectStage(
      [
        update('src/a.txt', 'one', 'two'),
        shell('rm src/b.txt && echo ok'),
        shell('exit 3'),
        add('src/c.txt', 'new'),
        done,
      ],
      {
        'hooks.toml': '[hooks]\nextends = ["recommended"]\n',
        'src/a.txt': 'one\n',
        'src/b.txt': 'only copy\n',
      },
    );
    const { sandbox } = stage;
    installInRepo(stage, ['preset-recommended']);
    const run = await hooklineCodex(stage);
    expect(run.exitCode, run.stderr).toBe(0);
    expect(readFileSync(path.join(sandbox.repo, 'src/a.txt'), 'utf8')).toBe('two\n');
    expect(readdirSync(path.join(sandbox.repo, 'src'))).toEqual(['a.txt', 'c.txt']);

    const log = readFileSync(path.join(sandbox.codexHome, 'session.log'), 'utf8');
    for (const line of [
      /\[INFO\] Session started: /,
      /\[INFO\] Task started: /,
      /\[INFO\] Patch applied: src\/a\.txt \(\+1 -1/,
      /\[INFO\] Command run: rm src\/b\.txt && echo ok \(exit code 0/,
      /\[WARN\] Command failed: exit 3 \(exit code 3/,
      /\[INFO\] Task completed: /,
      /\[INFO\] Session ended: /,
    ])
      expect(log).toMatch(line);

    const saved = (await json(stage, 'restore', 'list', '--json')) as { path: string; id: string }[];
    const byName = Object.fromEntries(saved.map(({ path: file, id }) => [path.basename(file), id]));
    expect(Object.keys(byName).sort()).toEqual(['a.txt', 'b.txt']);
    for (const id of Object.values(byName)) {
      const put = await runOnStage(stage, ['hookline', 'restore', 'put', id, '--yes']);
      expect(put.exitCode, put.stderr).toBe(0);
    }
    expect(readFileSync(path.join(sandbox.repo, 'src/a.txt'), 'utf8')).toBe('one\n');
    expect(readFileSync(path.join(sandbox.repo, 'src/b.txt'), 'utf8')).toBe('only copy\n');

    expect(await json(stage, 'analytics', '--json')).toMatchObject({
      total: { sessions: 1, tasks: { count: 1, failed: 0 }, commands: { count: 2, failed: 1 } },
    });
  });
});

describe('quality-gate', () => {
  const CHECK =
    '#!/bin/sh\nif [ -f fixed.txt ]; then exit 0; fi\necho "expected fixed.txt to be there"\nexit 1\n';
  const gated = async (turns: readonly Turn[]) => {
    const stage = await effectStage(turns, {
      'hooks.toml':
        '[plugins.quality-gate]\nattempts = 2\nchecks = [{ name = "fixed", command = ["sh", "./check.sh"] }]\n',
      'check.sh': CHECK,
    });
    installInRepo(stage, ['quality-gate']);
    return stage;
  };

  it('continues a task whose check fails, with the output of the check, and ends it when the check passes', async () => {
    const stage = await gated([add('first.txt', 'x'), done, add('fixed.txt', 'y'), done]);
    const run = await hooklineCodex(stage);
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.modelRequests).toHaveLength(4);
    expect(JSON.stringify(run.modelRequests[2]?.body.input)).toContain('expected fixed.txt to be there');
    expect(run.filesTouched).toEqual(expect.arrayContaining(['first.txt', 'fixed.txt']));
  });

  it('lets a task go after its bound, and says so', async () => {
    const stage = await gated([add('first.txt', 'x'), done, done, done]);
    const run = await hooklineCodex(stage);
    expect(run.exitCode, run.stderr).toBe(0);
    // The first end and two more tries.
    expect(run.modelRequests).toHaveLength(4);
    expect(readFileSync(path.join(stage.sandbox.codexHome, 'hooks.log'), 'utf8')).toMatch(
      /WARN.*quality-gate/,
    );
  });

  it('asks nothing of a task that changed nothing', async () => {
    const stage = await gated([done]);
    const run = await hooklineCodex(stage);
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.modelRequests).toHaveLength(1);
  });
});

describe('slack-notify and email-notify', () => {
  it('deliver everything of a run during which both servers were down', async () => {
    const [slackPort, mailPort] = [await freePort(), await freePort()];
    const events =
      'events = ["session_start", "exec.after", "task_complete", "session_end"]\nmin_duration = 0\n';
    const stage = await effectStage([shell('exit 3'), done], {
      'hooks.toml': `[plugins.slack-notify]\nwebhook_url = "\${SLACK_WEBHOOK_URL}"\n${events}
[plugins.email-notify]\nhost = "127.0.0.1"\nport = ${mailPort}\nsecure = "none"\nfrom = "codex@example.com"
to = ["team@example.com"]\nmode = "immediate"\n${events}`,
    });
    installInRepo(stage, ['slack-notify', 'email-notify']);
    const env = { SLACK_WEBHOOK_URL: `http://127.0.0.1:${slackPort}/services/made-up` };
    const run = await hooklineCodex(stage, { env });
    expect(run.exitCode, run.stderr).toBe(0);

    const waiting = async (): Promise<readonly { state: string; hook: string; attempt: number }[]> =>
      JSON.parse((await runOnStage(stage, ['hookline', 'spool', 'list', '--json'], { env })).stdout);
    // The first of each was tried by then, in vain; nothing was given up.
    await vi.waitFor(
      async () => {
        const jobs = await waiting();
        expect(jobs.filter(({ state }) => state === 'dead')).toEqual([]);
        for (const hook of ['slack-notify', 'email-notify'])
          expect(jobs.some((job) => job.hook === hook && job.attempt > 1)).toBe(true);
      },
      { timeout: 120_000, interval: 200 },
    );

    const messages = await startSlack(slackPort);
    const mails = await startMailServer(mailPort);
    await vi.waitFor(
      async () => {
        await runOnStage(stage, ['hookline', 'spool', 'flush'], { env });
        expect(await waiting()).toEqual([]);
      },
      { timeout: 120_000, interval: 200 },
    );
    expect(messages.map(({ text }) => text.replace(/ in .*/, ''))).toEqual([
      ':rocket: Session started',
      expect.stringMatching(/Command failed/),
      expect.stringMatching(/Task (?:completed|done|finished)/),
      ':checkered_flag: Session ended',
    ]);
    expect(mails.map((mail) => /^Subject: (.*)\r$/m.exec(mail)?.[1])).toHaveLength(4);
    expect(new Set(mails.map((mail) => /^Message-ID: (.*)\r$/im.exec(mail)?.[1])).size).toBe(4);
  });
});
