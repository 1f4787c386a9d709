/** Kinds of characters, by code: no pattern, because these are asked at every place of a text. */

export const isDigit = (code: number): boolean => code >= 48 && code <= 57;
export const isLower = (code: number): boolean => code >= 97 && code <= 122;
export const isUpper = (code: number): boolean => code >= 65 && code <= 90;
export const isAlphanumeric = (code: number): boolean => isDigit(code) || isLower(code) || isUpper(code);
/** What a name in code or in a configuration is made of. */
export const isNamePart = (code: number): boolean =>
  isAlphanumeric(code) || code === 95 || code === 45 || code === 46;

/**
 * Whether a token may begin here: not inside of a longer word. The letter of an escape (`\n`) and the digits of an
 * encoded character (`%3D`) do not belong to a word.
 */
export function beginsWord(text: string, at: number): boolean {
  if (at === 0 || !isAlphanumeric(text.charCodeAt(at - 1))) return true;
  if (text.charAt(at - 2) === '\\' && 'nrt'.includes(text.charAt(at - 1))) return true;
  return /^%[0-9A-Fa-f]{2}$/.test(text.slice(at - 3, at));
}
