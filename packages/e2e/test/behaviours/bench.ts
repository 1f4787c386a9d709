// Puts a recorded event through one behaviour, with homes and a project on the disk, and capabilities that may fail.
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import {
  type Capabilities,
  definePlugin,
  type EventName,
  type LaneRegistrar,
  type LifecycleEvent,
  type Places,
  type PluginDefinition,
} from '@hookline/core';
import { createLifecycle, DEFAULT_SETTINGS, interpolateValue, type Outcome } from '@hookline/core/engine';
import { HooklineError } from '@hookline/core/errors';
import { recordedEvent } from '@hookline/testkit';
import type { Behaviour } from './plugins.ts';

/** What breaks around a behaviour. */
export const FAULTS = [
  'lines cannot be written',
  'the spool is full',
  'no program starts',
  'the network is down',
  'nothing is remembered',
  'the homes are files',
  'the homes are read-only',
  'the deadline is over',
] as const;
export type Fault = (typeof FAULTS)[number];

/** What a behaviour left of one event. */
export interface Trace {
  readonly outcome: Outcome;
  readonly lines: number;
  readonly enqueued: readonly string[];
  readonly execs: readonly string[];
  readonly remembered: readonly string[];
  /** Files below the homes, relative. */
  readonly files: readonly string[];
  readonly logged: readonly string[];
}

/** A project with the files that the recorded events are about, and two homes. */
function place(fault: Fault | undefined) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-behaviour-')));
  const [project, codexHome, hooklineHome] = ['project', 'codex', 'hookline'].map((name) =>
    join(root, name),
  ) as [string, string, string];
  mkdirSync(project);
  mkdirSync(join(project, '.git'));
  for (const home of [codexHome, hooklineHome]) {
    if (fault === 'the homes are files') writeFileSync(home, 'a file\n');
    // A mode is no bar to root: what is there already under another kind is.
    else if (fault === 'the homes are read-only') writeFileSync(home, '', { mode: 0o400 });
    else mkdirSync(home, { mode: 0o700 });
  }
  return { root, project, places: { codexHome, hooklineHome } };
}

const filesBelow = (folder: string): string[] => {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  } catch {
    return [];
  }
};

/** Refuses what it listens to, so that there is a decision to tell of. */
const refuser = (events: readonly EventName[]): PluginDefinition =>
  definePlugin({
    name: 'refuser',
    events: [...events],
    setup({ on }) {
      for (const name of events)
        (on(name) as unknown as LaneRegistrar<'exec.before'>).gate((_, ctx) =>
          ctx.deny('Refused by a test.'),
        );
    },
  }) as unknown as PluginDefinition;

/** Runs one event and what comes before it; the fault, if any, holds for all that the behaviour may reach. */
export async function runBehaviour(
  { name, plugin, options, stage, required }: Behaviour,
  type: EventName,
  { fault, files = {} }: { fault?: Fault; files?: Readonly<Record<string, string>> } = {},
): Promise<Trace> {
  const { root, project, places } = place(fault);
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(project, path)), { recursive: true });
      writeFileSync(join(project, path), text);
    }
    const seen = newSeen();
    const { env = {}, fields = {}, before = {}, refused = [] } = stage;
    const lifecycle = createLifecycle({
      settings: DEFAULT_SETTINGS,
      env,
      rewrite: (same) => same,
      handOver: () => {},
      kind: async () => undefined,
      capabilities: (_, stop) => capabilities({ places, env, seen, stop, fault }),
    });
    if (refused.includes(type))
      await lifecycle.registerPlugin(refuser(refused), { name: 'refuser', options: {} });
    await lifecycle.registerPlugin(plugin as unknown as PluginDefinition, {
      name,
      options: interpolateValue(options, { env }),
      required,
    });
    const over = new AbortController();
    if (fault === 'the deadline is over') over.abort();
    const dispatch = (event: EventName): Promise<Outcome> =>
      lifecycle.dispatch(
        { ...recordedEvent(event), cwd: project, sessionCwd: project, ...fields[event] } as LifecycleEvent,
        { signal: over.signal },
      );
    for (const earlier of before[type] ?? []) await dispatch(earlier);
    const outcome = await dispatch(type);
    return { outcome, ...seen, files: [...filesBelow(places.codexHome), ...filesBelow(places.hooklineHome)] };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

interface Seen {
  lines: number;
  readonly enqueued: string[];
  readonly execs: string[];
  readonly remembered: string[];
  readonly logged: string[];
}

const newSeen = (): Seen => ({ lines: 0, enqueued: [], execs: [], remembered: [], logged: [] });

function capabilities({
  places,
  env,
  seen,
  stop,
  fault,
}: {
  readonly places: Places;
  readonly env: Readonly<Record<string, string>>;
  readonly seen: Seen;
  readonly stop: { readonly signal: AbortSignal };
  readonly fault: Fault | undefined;
}): Capabilities {
  const log = (message: string): void => void seen.logged.push(message);
  const memory = new Map<string, unknown>();
  return {
    get signal() {
      return stop.signal;
    },
    exec: async (file) => {
      seen.execs.push(file);
      if (fault === 'no program starts')
        return { status: 'not-started', errorCode: 'ENOENT', stdout: '', stderr: '', durationMs: 0 };
      return { status: 'exited', exitCode: 1, stdout: 'one test failed\n', stderr: '', durationMs: 1 };
    },
    fetch: async () => {
      if (fault === 'the network is down') throw new TypeError('fetch failed');
      return new Response('ok');
    },
    log: { debug: log, info: log, warn: log, error: log },
    state: {
      get: (key) => (fault === 'nothing is remembered' ? undefined : memory.get(key)),
      set: (key, value) => {
        if (fault === 'nothing is remembered') return false;
        seen.remembered.push(key);
        memory.set(key, JSON.parse(JSON.stringify(value ?? null)));
        return true;
      },
    },
    places,
    env,
    appendLine: (file, line) => {
      if (fault === 'lines cannot be written') throw new Error(`${file} could not be written.`);
      // As in truth: what is read back is there.
      mkdirSync(dirname(file), { recursive: true });
      appendFileSync(file, `${line}\n`);
      seen.lines += 1;
    },
    emit: () => {},
    enqueue: (delivery) => {
      if (fault === 'the spool is full') {
        throw new HooklineError('HOOKLINE_SPOOL_WRITE_FAILED', {
          what: 'Work for later could not be stored.',
          fix: 'See that the disk is not full.',
        });
      }
      seen.enqueued.push(delivery);
    },
    redact: (text) => text,
  };
}
