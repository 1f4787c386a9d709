/** A spool in a folder of its own, jobs for it, and workers that are real processes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LifecycleEvent, ResolvedEntry } from '@hookline/core';
import { type DrainResult, putJob, type SpoolJob } from '@hookline/runtime/spool';
import { expect, vi } from 'vitest';

const WORKER = new URL('./spool-worker.ts', import.meta.url).pathname;

export const ENTRY: ResolvedEntry = {
  id: 'entry-1',
  name: 'Entry',
  events: ['session_start'],
  type: 'script',
  fields: {},
  required: false,
  timeoutMs: 30_000,
  mode: 'async',
  priority: 'normal',
  environment: {},
  conditions: [],
  baseDir: '/',
  cwd: '/',
  origin: { file: '/repo/hooks.toml', line: 3, column: 1, path: 'hooks.session[0]', layer: 'project' },
};

export const EVENT = {
  id: 'event-1',
  type: 'session_start',
  timestamp: '2026-01-02T03:04:05.000Z',
  sessionId: 'session-1',
  cwd: '/',
  host: { name: 'codex', event: 'SessionStart' },
  raw: {},
} as unknown as LifecycleEvent;

export interface Note {
  readonly what: string;
  readonly key: string;
  readonly id: string;
}

export interface SpoolBench {
  readonly home: string;
  put(id: string, given?: Partial<SpoolJob> & { readonly fields?: Record<string, unknown> }): void;
  /** A worker that drains; its result, or undefined when it was killed. */
  worker(
    batch: string,
    everything?: 'everything',
  ): { child: ChildProcess; result: Promise<DrainResult | undefined> };
  /** Leaves a record of a worker of this batch that is dead. */
  deadWorker(batch: string): Promise<void>;
  notes(): Note[];
  noted(text: string): Promise<void>;
  allow(name: string): void;
  close(): Promise<void>;
}

export function spoolBench(): SpoolBench {
  const home = mkdtempSync(join(tmpdir(), 'hookline-spool-'));
  const children: { child: ChildProcess; result: Promise<unknown> }[] = [];
  let clock = 1_700_000_000_000;
  const bench: SpoolBench = {
    home,
    put(id, { fields = {}, ...given } = {}) {
      clock += 1;
      putJob(home, {
        version: 1,
        id,
        orderKey: 'key',
        batch: 'batch',
        createdAt: clock,
        attempt: 1,
        entry: { ...ENTRY, name: id, fields },
        event: EVENT,
        ...given,
      });
    },
    worker(batch, everything) {
      const child = spawn(process.execPath, [WORKER, home, batch, ...(everything ? [everything] : [])], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let text = '';
      child.stdout?.on('data', (chunk) => {
        text += chunk;
      });
      const result = new Promise<DrainResult | undefined>((resolve) =>
        child.on('close', () => resolve(text === '' ? undefined : (JSON.parse(text) as DrainResult))),
      );
      children.push({ child, result });
      return { child, result };
    },
    async deadWorker(batch) {
      bench.put(`last-of-${batch}`, { batch, orderKey: `of-${batch}`, fields: { does: 'die' } });
      await bench.worker(batch).result;
    },
    notes: () =>
      existsSync(join(home, 'notes'))
        ? readFileSync(join(home, 'notes'), 'utf8')
            .trim()
            .split('\n')
            .map((line) => {
              const [what = '', key = '', id = ''] = line.split(' ');
              return { what, key, id };
            })
        : [],
    noted: (text) =>
      vi.waitFor(() => expect(bench.notes().map(({ what, id }) => `${what} ${id}`)).toContain(text), {
        timeout: 30_000,
        interval: 5,
      }),
    allow: (name) => writeFileSync(join(home, name), ''),
    async close() {
      for (const { child } of children) child.kill('SIGKILL');
      await Promise.all(children.map(({ result }) => result));
      rmSync(home, { recursive: true, force: true });
    },
  };
  return bench;
}
