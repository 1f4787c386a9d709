/**
 * Remembers which events of a session had a required check, so that its disappearance is not silent: a model can
 * delete the file that guards it. It is told, not refused: the user may have taken the check out on purpose.
 */
import type { LifecycleEvent } from '@hookline/core';
import { sessionState } from './session-state.ts';

const OWNER = 'guards';

/** Whether an event had a required check earlier in this session and has none now. True once per session and event. */
export function requiredIsGone(hooklineHome: string, event: LifecycleEvent, required: boolean): boolean {
  const state = sessionState(hooklineHome, event.sessionId, OWNER);
  const known = state.get(event.type);
  if (required) {
    if (known !== 'required') state.set(event.type, 'required');
    return false;
  }
  if (known !== 'required') return false;
  state.set(event.type, 'gone');
  return true;
}
