/**
 * Remembers which events of a session had a required check, and the files that were its configuration then, so that a
 * check does not disappear in silence: a model can delete the file that guards it.
 */
import type { SessionState } from '@hookline/core';
import type { RequiredParts } from '../hook/config-source.ts';
import { sessionState } from './session-state.ts';

const OWNER = 'guards';

/** A required check that this session has had on an event, and has no more. */
export interface MissedGuard {
  /** The configuration files that said so. */
  readonly files: readonly string[];
}

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

export class SessionGuards {
  readonly #state: SessionState;

  constructor(hooklineHome: string, sessionId: string) {
    this.#state = sessionState(hooklineHome, sessionId, OWNER);
  }

  /** Takes down what is required now. Writes only what was not known. */
  note({ events, files }: RequiredParts): void {
    if (events.length === 0) return;
    this.#add('events', events);
    this.#add('files', files);
  }

  /** Set when an event had a required check earlier in this session. For an event that has none now. */
  missed(event: string): MissedGuard | undefined {
    if (!texts(this.#state.get('events')).includes(event)) return undefined;
    return { files: texts(this.#state.get('files')) };
  }

  /** True the first time that it is asked of an event. */
  tellGone(event: string): boolean {
    return this.#add('told', [event]);
  }

  #add(key: string, values: readonly string[]): boolean {
    const known = texts(this.#state.get(key));
    const added = values.filter((value) => !known.includes(value));
    if (added.length > 0) this.#state.set(key, [...known, ...added]);
    return added.length > 0;
  }
}
