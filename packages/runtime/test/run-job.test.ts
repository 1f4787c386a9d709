import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { HandlerKind, ResolvedEntry } from '@hookline/core';
import { DEFAULT_SETTINGS } from '@hookline/core/engine';
import { HooklineError } from '@hookline/core/errors';
import { createHookLog, createRedact } from '@hookline/runtime';
import {
  drain,
  JobInterrupted,
  type JobSources,
  listJobs,
  putJob,
  readJob,
  reportDead,
  runJob,
  startWorker,
} from '@hookline/runtime/spool';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ENTRY, EVENT } from './spool-bench.ts';

let home: string;
let stop: AbortController;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hookline-job-'));
  stop = new AbortController();
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const JOB = {
  version: 1,
  id: 'j',
  orderKey: 'k',
  batch: 'b',
  createdAt: 1,
  attempt: 1,
  entry: ENTRY,
  event: EVENT,
} as const;

/** What a job is run with. */
function sources(run: HandlerKind['run'], entries: readonly ResolvedEntry[] = []): JobSources {
  const redact = createRedact({ MY_TOKEN: 'my-own-token' });
  const homes = { userHome: home, codexHome: home, hooklineHome: home };
  const config = { settings: DEFAULT_SETTINGS, plugins: [], entries, files: [] };
  return {
    homes,
    env: {},
    version: '0.0.0',
    bundledKinds: { script: async () => ({ type: 'script', run }) as unknown as HandlerKind },
    importModule: (file) => import(file),
    loader: async () =>
      ({
        loadConfig: async () => ({
          broken: false,
          config,
          problems: [],
          dependencies: [],
          mayRequire: () => false,
        }),
        kinds: [],
      }) as never,
    // None can be started: one that died at once would leave its work to whoever drains here.
    worker: { node: join(home, 'no-node'), script: join(home, 'no-worker.mjs') },
    redact,
    log: createHookLog(home, redact, false),
    signal: stop.signal,
  };
}

const log = (): string =>
  existsSync(join(home, 'hooks.log')) ? readFileSync(join(home, 'hooks.log'), 'utf8') : '';
const journal = (): { event: string; decision: string; hooks: unknown[]; failures?: unknown[] }[] =>
  readdirSync(join(home, 'journal')).flatMap((name) =>
    readFileSync(join(home, 'journal', name), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  );

describe('a job', () => {
  it('is run for its event with the count of its attempt, and journalled', async () => {
    const seen: unknown[] = [];
    await runJob(
      { ...JOB, attempt: 2 },
      sources(
        async (entry, event, ctx) => void seen.push(entry.name, event.type, ctx.attempt, ctx.timeoutMs),
      ),
    );
    expect(seen).toEqual(['Entry', 'session_start', 2, 30_000]);
    expect(journal()).toMatchObject([
      { event: 'session_start', decision: 'async', hooks: [{ by: 'Entry', status: 'ok' }] },
    ]);
    expect(log()).toBe('');
  });

  it('that answers is told that the agent has gone on', async () => {
    await runJob(
      JOB,
      sources(async () => ({ verdict: { kind: 'deny', reason: 'no' }, context: 'more' })),
    );
    expect(log()).toMatch(
      /\[WARN\] \[Entry\] It answered \(deny, context\) on session_start, but an async hook cannot: the agent has gone on\. .*mode = "sync".*hooks\.toml:3:1/,
    );
  });

  it('does not run a file that is not what was approved any more; one that was only touched it does', async () => {
    const script = join(home, 'work.sh');
    writeFileSync(script, 'one');
    const { ctimeMs, size, ino } = statSync(script);
    const sha256 = createHash('sha256').update('one').digest('hex');
    const job = { ...JOB, entry: { ...ENTRY, files: [{ path: script, sha256, ctimeMs, size, ino }] } };
    let runs = 0;
    const counting = sources(async () => {
      runs += 1;
      return undefined;
    });
    await runJob(job, counting);
    rmSync(script);
    writeFileSync(script, 'one');
    await runJob(job, counting);
    expect(runs).toBe(2);
    writeFileSync(script, 'two');
    await expect(runJob(job, counting)).rejects.toMatchObject({
      code: 'HOOKLINE_TRUST_CHANGED',
      details: { where: script },
    });
    expect(runs).toBe(2);
  });

  it('that hangs is given up at its deadline; an unknown kind is named', async () => {
    const hanging = { ...JOB, entry: { ...ENTRY, timeoutMs: 20 } };
    await expect(
      runJob(
        hanging,
        sources(() => new Promise(() => {})),
      ),
    ).rejects.toMatchObject({ code: 'HOOKLINE_HANDLER_TIMEOUT' });
    const kindHangs = {
      ...sources(async () => undefined),
      bundledKinds: { script: () => new Promise<never>(() => {}) },
    };
    await expect(runJob(hanging, kindHangs)).rejects.toMatchObject({ code: 'HOOKLINE_HANDLER_TIMEOUT' });
    const unknown = { ...JOB, entry: { ...ENTRY, type: 'owl' } };
    await expect(
      runJob(
        unknown,
        sources(async () => undefined),
      ),
    ).rejects.toMatchObject({ code: 'HOOKLINE_ENTRY_KIND_UNKNOWN' });
    expect(journal()).toHaveLength(3);
  });

  it('that may succeed later says after how long, also when it was stopped at its deadline', async () => {
    const later = new HooklineError('HOOKLINE_WEBHOOK_FAILED', { what: 'Busy.', retryAfterMs: 1_234 });
    await expect(
      runJob(
        JOB,
        sources(async () => {
          throw later;
        }),
      ),
    ).rejects.toMatchObject({ code: 'HOOKLINE_WEBHOOK_FAILED', details: { retryAfterMs: 1_234 } });
    const stopped = sources(
      (_entry, _event, ctx) =>
        new Promise((_, reject) => ctx.signal.addEventListener('abort', () => reject(later))),
    );
    await expect(runJob({ ...JOB, entry: { ...ENTRY, timeoutMs: 20 } }, stopped)).rejects.toMatchObject({
      code: 'HOOKLINE_HANDLER_TIMEOUT',
      details: { retryAfterMs: 1_234 },
    });
  });

  it('is interrupted, not failed, when its worker is told to stop', async () => {
    const running = runJob(
      JOB,
      sources(async (_entry, _event, ctx) => void (await wait(600_000, undefined, { signal: ctx.signal }))),
    );
    stop.abort();
    await expect(running).rejects.toBeInstanceOf(JobInterrupted);
    await expect(
      runJob(
        JOB,
        sources(async () => undefined),
      ),
    ).rejects.toBeInstanceOf(JobInterrupted);
  });
});

describe('a job that failed for good', () => {
  const fail = async (job: typeof JOB, listening: readonly ResolvedEntry[] = []) => {
    putJob(home, job);
    const given = sources(async () => {
      throw new HooklineError('HOOKLINE_SCRIPT_FAILED', {
        what: 'It broke with my-own-token.',
        fix: 'Mend it.',
      });
    }, listening);
    const told: string[] = [];
    const result = await drain({
      hooklineHome: home,
      batch: 'b',
      run: (one) => runJob(one, given),
      onDead: async (one, failure) => {
        told.push(failure.code);
        await reportDead(one, failure, given);
      },
    });
    return { result, told };
  };
  const listener = { ...ENTRY, name: 'Listener', events: ['error.occurred'] } as unknown as ResolvedEntry;

  it('is a dead letter with code and reason, is logged with its fix and raises error.occurred', async () => {
    const { result, told } = await fail(JOB, [listener]);
    expect(result).toMatchObject({ done: 0, dead: 1 });
    expect(told).toEqual(['HOOKLINE_SCRIPT_FAILED']);
    const [letter] = listJobs(home, 'dead');
    expect(letter && readJob(home, letter)?.failed).toMatchObject({
      code: 'HOOKLINE_SCRIPT_FAILED',
      message: expect.stringContaining('It broke'),
    });
    expect(log()).toMatch(
      /\[WARN\] \[Entry\] HOOKLINE_SCRIPT_FAILED on session_start: It broke with \[redacted\]\. \(.*hooks\.toml:3:1\) Fix: Mend it\./,
    );
    const raised = listJobs(home, 'pending').map((file) => readJob(home, file));
    expect(raised).toMatchObject([
      {
        entry: { name: 'Listener' },
        event: { type: 'error.occurred', source: 'hook', context: 'hook Entry on session_start' },
      },
    ]);
    expect(journal().map(({ event }) => event)).toEqual(['session_start', 'error.occurred']);
  });

  it('raises nothing when it was for error.occurred itself', async () => {
    const event = { ...EVENT, type: 'error.occurred' } as unknown as typeof EVENT;
    const { told } = await fail({ ...JOB, event }, [listener]);
    expect(told).toEqual(['HOOKLINE_SCRIPT_FAILED']);
    expect(listJobs(home, 'pending')).toEqual([]);
    expect(log()).toContain('HOOKLINE_SCRIPT_FAILED on error.occurred');
  });
});

describe('the worker', () => {
  it('is started apart from the run around it, with the environment of its hook', async () => {
    const script = join(home, 'worker.mjs');
    const said = join(home, 'said.json');
    writeFileSync(
      script,
      `import { renameSync, writeFileSync } from 'node:fs';
       writeFileSync(process.env.SAID + '.new', JSON.stringify({ args: process.argv.slice(2), env: process.env, cwd: process.cwd() }));
       renameSync(process.env.SAID + '.new', process.env.SAID);`,
    );
    startWorker({ node: process.execPath, script }, 'the-batch', {
      SAID: said,
      MINE: 'kept',
      HOOKLINE_RUN_ID: 'outer:inner',
    });
    await vi.waitFor(() => expect(existsSync(said)).toBe(true), { timeout: 30_000, interval: 5 });
    const { args, env, cwd } = JSON.parse(readFileSync(said, 'utf8'));
    expect(args).toEqual(['spool', 'work', '--batch', 'the-batch']);
    expect(env).toMatchObject({ MINE: 'kept' });
    expect(env).not.toHaveProperty('HOOKLINE_RUN_ID');
    expect(cwd).toBe('/');
  });

  it('that cannot be started is no failure of the hook', () => {
    expect(() => startWorker({ node: join(home, 'nowhere'), script: 'x' }, 'b', {})).not.toThrow();
    expect(() => startWorker({ node: 'a\0b', script: 'x' }, 'b', {})).not.toThrow();
  });
});
