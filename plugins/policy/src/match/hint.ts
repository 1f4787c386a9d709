/**
 * Whether a text that is not read in full speaks of what a rule is about. What is not known could be anything; to ask
 * about all of it would be to ask about every second command, so only that is asked about of which something is to be seen.
 */

/** The text as it is once quotes and backslashes are gone, in lower case. */
export const dissolved = (text: string): string => text.replaceAll(/\\\n|['"\\]/g, '').toLowerCase();

const isWordCharacter = (one: string | undefined): boolean => one !== undefined && /[\p{L}\p{N}_]/u.test(one);

/** Whether a dissolved text has a word in it that stands by itself. */
export function speaksOf(text: string, word: string): boolean {
  const wanted = word.toLowerCase();
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const starts = !isWordCharacter(wanted[0]) || !isWordCharacter(text[at - 1]);
    const ends = !isWordCharacter(wanted.at(-1)) || !isWordCharacter(text[at + wanted.length]);
    if (starts && ends) return true;
  }
  return false;
}

/** The longest part of a pattern in which every character stands for itself; empty where there is none. */
export function longestLiteral(pattern: string): string {
  return pattern
    .split(/[*?/]|\[[^\]]*\]|\{[^}]*\}/)
    .reduce((best, one) => (one.length > best.length ? one : best), '');
}

/** Programs that make text out of other text: behind them nothing is to be seen. */
const DECODERS =
  /(?<![$\w{.-])(?:base(?:32|64)|xxd|openssl|rev|tr|printf|sed|awk|gunzip|zcat|python[\d.]*|perl|node|ruby)\b/;
export const isDecoded = (text: string): boolean => DECODERS.test(text);
