/** The two halves of an account of Twilio side by side: the second has no mark of its own, but what it stands beside. */
import type { SecretMatch } from './match.ts';
import { isMadeUp } from './placeholder.ts';

/** The anchors of {@link twilioTokenAt}. */
export const TWILIO_ANCHORS = ['AC'] as const;

const PAIR = /AC[0-9a-f]{32}\\?["'`]?[ \t]{0,4}[,:][ \t]{0,4}\\?["'`]?([0-9a-f]{32})(?![0-9A-Za-z])/y;

/** The token behind the number of an account that begins here. */
export function twilioTokenAt(text: string, at: number): SecretMatch | undefined {
  PAIR.lastIndex = at;
  const token = PAIR.exec(text)?.[1];
  if (token === undefined || isMadeUp(token)) return undefined;
  return { kind: 'twilio-auth', start: PAIR.lastIndex - token.length, end: PAIR.lastIndex };
}
