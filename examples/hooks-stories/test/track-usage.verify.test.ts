// Sessions, tasks, commands and errors are counted by day; several sessions may end at the same moment.
import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Project, project, script } from './project.ts';

const TRACK = ['node', script('analytics/track-usage.js')];
const SUMMARY = 'analytics/usage-summary.json';
const today = (): string => new Date().toISOString().slice(0, 10);

const summaryOf = (at: Project) => JSON.parse(readFileSync(join(at.codexHome, SUMMARY), 'utf8'));

const event = (type: string, session: string, more: Readonly<Record<string, string>> = {}) => ({
  env: { CODEX_EVENT_TYPE: type, CODEX_SESSION_ID: session, ...more },
});

describe('usage', () => {
  it('is counted through a session, and summed up when it ends', async () => {
    const at = project();
    await at.emit('exec.after', { command: 'npm test', exitCode: 1, duration: 1200 });
    await at.emit('exec.after', { command: 'ls', exitCode: 0, duration: 20 });
    await at.emit('task_complete', { success: false, taskId: 'task-1' });
    await at.emit('session_end', { duration: 303_000, model: 'gpt-5.5', provider: 'openai' });
    const one = {
      sessions: 1,
      tasks: 1,
      failed_tasks: 1,
      commands: 2,
      failed_commands: 1,
      errors: 0,
      session_ms: 303_000,
      models: { 'gpt-5.5': 1 },
      providers: { openai: 1 },
    };
    expect(summaryOf(at)).toEqual({ total: one, days: { [today()]: one } });
    expect(at.lines(`analytics/usage-${today()}.jsonl`).join()).not.toMatch(/npm test|\bls\b/);
    expect(statSync(join(at.codexHome, SUMMARY)).mode & 0o777).toBe(0o600);
    expect(statSync(join(at.codexHome, 'analytics')).mode & 0o777).toBe(0o700);

    const { stdout } = await at.run([...TRACK, '--report']);
    expect(stdout).toContain(
      `${today()}  1 sessions (303 s), 1 tasks (1 failed), 2 commands (1 failed), 0 errors`,
    );
    expect(stdout).toContain('models      gpt-5.5 (1)');
    const json = await at.run([...TRACK, '--report', '--json']);
    expect(JSON.parse(json.stdout)).toEqual(summaryOf(at));
  });

  it('loses nothing when sessions end together, and the last summary has them all', async () => {
    const at = project();
    const sessions = Array.from({ length: 16 }, (_, index) => `session-${index}`);
    const runs = await Promise.all(
      sessions.map((session) =>
        at.run(TRACK, event('session_end', session, { CODEX_DURATION: '1000', CODEX_MODEL: 'm' })),
      ),
    );
    expect(new Set(runs.map(({ code, stdout, stderr }) => `${code}${stdout}${stderr}`))).toEqual(
      new Set(['0']),
    );
    expect(at.records(`analytics/usage-${today()}.jsonl`)).toHaveLength(16);
    expect(summaryOf(at).total).toMatchObject({ sessions: 16, session_ms: 16_000, models: { m: 16 } });
  });

  it.each(['module', 'commonjs'])('is counted in a package of the type %s', async (type) => {
    const at = project();
    writeFileSync(join(at.repo, 'package.json'), JSON.stringify({ type }));
    expect(await at.run(TRACK, event('session_end', 's'))).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(summaryOf(at).total.sessions).toBe(1);
  });

  it('is read past a line that was cut, and past names that mean something to JavaScript', async () => {
    const at = project();
    await at.run(TRACK, event('session_start', 's', { CODEX_MODEL: '__proto__' }));
    appendFileSync(join(at.codexHome, `analytics/usage-${today()}.jsonl`), '{"event": "exec.af\nnull\n[]\n');
    await at.run(TRACK, event('session_end', 's', { CODEX_DURATION: 'soon', CODEX_MODEL: '__proto__' }));
    expect(summaryOf(at).total).toMatchObject({ sessions: 1, session_ms: 0, commands: 0 });
    expect((await at.run([...TRACK, '--report'])).stdout).toContain('models      __proto__ (1)');
  });

  it.each([
    ['no event', [], {}, 'CODEX_EVENT_TYPE is not set'],
    ['an unknown option', ['--reprot'], {}, 'There is no option --reprot'],
  ])('says what is wrong: %s', async (_, args, env, says) => {
    const run = await project().run([...TRACK, ...args], { env });
    expect(run).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(says) });
  });

  it('reports that there is nothing before the first session', async () => {
    expect(await project().run([...TRACK, '--report'])).toEqual({
      code: 0,
      stdout: 'Nothing was counted yet.\n',
      stderr: '',
    });
  });

  it('fails where it cannot write, and says where', async () => {
    const at = project();
    writeFileSync(join(at.root, 'file'), '');
    const { env } = event('session_end', 's');
    const run = await at.run(TRACK, { env: { ...env, CODEX_HOME: join(at.root, 'file') } });
    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining('analytics') });
  });
});
