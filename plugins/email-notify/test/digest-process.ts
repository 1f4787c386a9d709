/**
 * One process that adds to a digest or sends one, and that kills itself before the step that it is told: a step is what
 * changes the disk. Prints its orders, a line each. Argument: JSON.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import type { ToldPayload } from '../src/choice.ts';
import type { EmailNotifyOptions } from '../src/index.ts';

export interface DigestTask {
  readonly home: string;
  readonly options: EmailNotifyOptions;
  /** Adds these events. */
  readonly collect?: readonly unknown[];
  /** Sends this order. */
  readonly deliver?: { readonly mailbox: string; readonly batch: string };
  /** The renaming before which the process ends; absent: never. */
  readonly killBefore?: number;
}

const task = JSON.parse(process.argv[2] ?? '{}') as DigestTask;
const { renameSync } = fs;
let renames = 0;
fs.renameSync = (from, to) => {
  renames += 1;
  if (renames === task.killBefore) process.kill(process.pid, 'SIGKILL');
  renameSync(from, to);
};
syncBuiltinESMExports();

const { collect } = await import('../src/collect.ts');
const { deliverDigest } = await import('../src/deliver-digest.ts');
const places = { codexHome: task.home, hooklineHome: task.home };
const redact = (text: string): string => text;

for (const event of task.collect ?? []) {
  collect(event as ToldPayload, task.options, {
    places,
    redact,
    enqueue: (_, data, when) => fs.writeSync(1, `${JSON.stringify({ data, when })}\n`),
  });
}
if (task.deliver) {
  const state = new Map<string, unknown>();
  const nothing = (): void => {};
  await deliverDigest(task.deliver, {
    options: task.options,
    places,
    redact,
    attempt: 1,
    timeoutMs: 10_000,
    signal: new AbortController().signal,
    state: { get: (key) => state.get(key), set: (key, value) => Boolean(state.set(key, value)) },
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
  });
}
