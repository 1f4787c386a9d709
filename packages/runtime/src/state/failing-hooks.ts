/**
 * Remembers which hooks fail again and again in a session, so that one which is broken does not hold up every further
 * command. A required one is never among them: it refuses as often as it fails.
 */
import type { Outcome, ResolvedEntry } from '@hookline/core';
import { entryIsRequired, eventSpec, type Settings } from '@hookline/core/engine';
import { sessionState } from './session-state.ts';

/** Failures in a row after which a hook is not asked any more in its session. */
export const MOST_FAILURES = 5;

const OWNER = 'failures';

/** The failures of one session. Its file is read when a hook of a configuration is first asked about. */
export class FailingHooks {
  readonly #state: ReturnType<typeof sessionState>;
  readonly #settings: Settings;

  constructor(hooklineHome: string, sessionId: string, settings: Settings) {
    this.#state = sessionState(hooklineHome, sessionId, OWNER);
    this.#settings = settings;
  }

  /** Why a hook is not asked; undefined when it is. */
  setAside(entry: ResolvedEntry): string | undefined {
    return this.#count(entry.id) >= MOST_FAILURES
      ? `it failed ${MOST_FAILURES} times in a row in this session and is skipped until the session ends`
      : undefined;
  }

  /** Counts what an event brought. Returns the names of the hooks that are set aside from now on. */
  note({ event, runs }: Outcome, entries: readonly ResolvedEntry[]): string[] {
    const spec = eventSpec(event.type);
    const gone: string[] = [];
    for (const { by, entryId, status } of runs) {
      if (status === 'skipped' || status === 'aborted' || status === 'handed-over') continue;
      const entry = entryId === undefined ? undefined : entries.find(({ id }) => id === entryId);
      if (!entry || entryIsRequired(entry, this.#settings, spec)) continue;
      const before = this.#count(entry.id);
      const now = status === 'ok' ? 0 : before + 1;
      if (now === before) continue;
      this.#state.set(entry.id, now);
      if (now === MOST_FAILURES) gone.push(by);
    }
    return gone;
  }

  #count(id: string): number {
    const count = this.#state.get(id);
    return typeof count === 'number' ? count : 0;
  }
}
