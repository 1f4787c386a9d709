/** The token of a Discord bot: the id of its account in base64, a time, a signature. */
import { beginsWord } from './characters.ts';
import type { SecretMatch } from './match.ts';
import { isMadeUp } from './placeholder.ts';

const TOKEN = /[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6,7}\.[A-Za-z0-9_-]{27,40}(?![A-Za-z0-9_-])/y;
/** What a token begins with: an id is a number, and these are how one begins in base64. */
export const DISCORD_INITIALS = 'MNO';

/** The token that begins here. */
export function discordTokenAt(text: string, at: number): SecretMatch | undefined {
  // Looked at before the pattern is: a word that begins so is common.
  if (!beginsWord(text, at) || !text.slice(at + 24, at + 30).includes('.')) return undefined;
  TOKEN.lastIndex = at;
  const token = TOKEN.exec(text)?.[0];
  if (token === undefined || isMadeUp(token) || !/\d/.test(token)) return undefined;
  return { kind: 'discord-token', start: at, end: at + token.length };
}
