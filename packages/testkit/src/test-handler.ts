import type { EventName, HandlerKind, ResolvedEntry } from '@hookline/core';
import { EVENTS } from '@hookline/core/engine';
import { Bench, type BenchOptions, type RunResult } from './bench.ts';
import { checkOptions } from './check-options.ts';
import { RECORDED } from './recorded/index.ts';
import type { EventFields } from './recorded-event.ts';

/** How a handler kind is tested: one entry of a configuration. */
export interface HandlerTestOptions extends BenchOptions {
  /** The keys of the entry that belong to the kind; checked by its schema. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Default false. */
  readonly required?: boolean;
}

/** An entry of the tested kind, which listens to every event. */
export interface TestedHandler {
  /** Puts the recorded event of that name, with these fields replaced, through the entry. */
  run<N extends EventName>(name: N, fields?: EventFields<N>): Promise<RunResult>;
  /** Aborts what still runs. */
  close(): Promise<void>;
}

/**
 * Makes an entry of a handler kind, as a configuration would.
 *
 * @throws HooklineError when the kind's schema refuses the fields.
 */
export async function testHandler(
  kind: HandlerKind,
  { fields = {}, required = false, ...bench }: HandlerTestOptions = {},
): Promise<TestedHandler> {
  const checked = await checkOptions(`the handler kind "${kind.type}"`, kind.schema, fields);
  const tested = new Bench(bench, async (type) => (type === kind.type ? kind : undefined));
  const { cwd } = RECORDED.session_start;
  const entry: ResolvedEntry = {
    id: 'test',
    name: kind.type,
    events: [...(Object.keys(EVENTS) as EventName[]), 'integration.*'],
    type: kind.type,
    fields: checked as ResolvedEntry['fields'],
    required,
    timeoutMs: bench.timeoutMs ?? 30_000,
    mode: 'sync',
    priority: 'normal',
    environment: {},
    conditions: [],
    baseDir: cwd,
    cwd,
    origin: { file: 'a test', path: 'hooks.test[0]', layer: 'test' },
  };
  tested.lifecycle.addEntry(entry);
  return { run: (name, more) => tested.run(name, more), close: () => tested.close() };
}
