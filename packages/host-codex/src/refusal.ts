/** Answers made without an outcome: for when Hookline itself, its config or the payload is broken. */
import type { HostReply } from '@hookline/core/engine';
import { plainText } from './plain-text.ts';
import { refusal, SILENCE, toReply } from './wire/answer.ts';
import { isNativeEvent, NATIVE } from './wire/native-events.ts';

const NO_REASON = 'This could not be checked, so it was not allowed. Ask the user how to go on.';

/** A reason that is never empty: Codex ignores a refusal without one. */
export const reasonText = (text: string): string => plainText(text) || NO_REASON;

/** True for the events whose refusal stops an action of the agent. */
export function guards(native: string): boolean {
  return isNativeEvent(native) && NATIVE[native].guards;
}

/**
 * Refuses in the form of the event. Where nothing can be refused the event passes with a notice: a refused Stop
 * would send the agent on for ever. An event that nobody named is refused by exit code, which every event knows.
 */
export function refuse(native: string | undefined, reason: string): HostReply {
  if (native === undefined || !isNativeEvent(native)) {
    return { stdout: '', stderr: `${reasonText(reason)}\n`, exitCode: 2 };
  }
  return NATIVE[native].guards ? toReply(refusal(native, reasonText(reason))) : pass(native, reason);
}

/** Lets the event pass; the notice is shown to the person where the event takes one. */
export function pass(native: string | undefined, notice?: string): HostReply {
  const text = plainText(notice ?? '');
  if (!text || native === undefined || !isNativeEvent(native) || !NATIVE[native].message) return SILENCE;
  return toReply({ systemMessage: text });
}
