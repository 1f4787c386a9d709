import type { Capabilities, Places } from '@hookline/core';
import { redactedValue } from '@hookline/core/entry';
import { type ExecPlan, fakeExec } from './exec.ts';
import { type FetchPlan, fakeFetch } from './fetch.ts';
import type { Journal, LogLine } from './record.ts';

/** What the fakes answer. */
export interface FakeOptions {
  /** The environment of the hook. Default empty. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly exec?: ExecPlan;
  readonly fetch?: FetchPlan;
  /** What `ctx.state` holds at the beginning; it lives as long as the test plugin. */
  readonly state?: Readonly<Record<string, unknown>>;
  /** Folders of the test for a plugin that writes files of its own. Default `/home/user/.codex` and `/home/user/.hookline`. */
  readonly places?: Partial<Places>;
  /** Texts that `ctx.redact` replaces by `[redacted]`. */
  readonly secrets?: readonly string[];
}

/** Where a test plugin's folders are said to be. */
export const PLACES: Places = { codexHome: '/home/user/.codex', hooklineHome: '/home/user/.hookline' };

export function fakeCapabilities(
  options: FakeOptions,
  journal: Journal,
  state: Map<string, string>,
  stop: { readonly signal: AbortSignal },
): Capabilities {
  const redact = (text: string): string =>
    (options.secrets ?? []).reduce((left, secret) => left.replaceAll(secret, '[redacted]'), text);
  const log = (level: LogLine['level']) => (message: string) => void journal.logs.push({ level, message });
  return {
    get signal() {
      return stop.signal;
    },
    exec: (file, args, more) => fakeExec(options.exec ?? {}, journal, file, args, more),
    fetch: (url, init) => fakeFetch(options.fetch ?? {}, journal, url, { signal: stop.signal, ...init }),
    log: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
    state: {
      get: (key) => {
        const text = state.get(key);
        return text === undefined ? undefined : JSON.parse(text);
      },
      // As on disk: what is no JSON is not kept.
      set: (key, value) => {
        const text = jsonOf(value);
        if (text !== undefined) state.set(key, text);
        return text !== undefined;
      },
    },
    places: { ...PLACES, ...options.places },
    env: options.env ?? {},
    appendLine: (file, line, options) => void journal.lines.push({ file, line, ...(options && { options }) }),
    emit: (name, data) => void journal.emitted.push({ name, data }),
    enqueue: (delivery, data, more = {}) => {
      const stored = redactedValue(JSON.parse(JSON.stringify(data ?? null)), redact);
      journal.enqueued.push({ delivery, data: stored, options: more });
    },
    redact,
  };
}

export function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
