/** Tells what a program made at random from what a person wrote: words, counting, repetition. */

/** Bits a character. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** Whether a text counts (`abcdef`, `12345`), or has hardly more than one character. */
export function counts(text: string): boolean {
  if (new Set(text).size <= 2) return true;
  let steps = 0;
  for (let at = 1; at < text.length; at++) {
    const step = text.charCodeAt(at) - text.charCodeAt(at - 1);
    if (step === 1 || step === -1 || step === 0) steps += 1;
  }
  return steps > (text.length - 1) * 0.55;
}

/** Whether a text counts, or says the same again and again. */
export function isRepetitive(text: string): boolean {
  if (counts(text)) return true;
  if (new Set(text).size < Math.min(6, text.length / 3)) return true;
  for (let period = 1; period <= Math.min(16, text.length / 2); period++) {
    let same = 0;
    for (let at = period; at < text.length; at++) if (text[at] === text[at - period]) same += 1;
    if (same >= (text.length - period) * 0.85) return true;
  }
  return false;
}

/** A word as people write them in names: `value`, `Value`, `VALUE`, `v2`, `1234`, `innerText`. */
const WORD = /^(?:[a-z]+[0-9]{0,2}|[A-Z]+[0-9]{0,2}|[A-Z]?[a-z]{2,}(?:[A-Z][a-z]+)*[0-9]{0,2}|v?[0-9]{1,4})$/;
/** A random text of small letters has few vowels, and names have them all over. */
const VOWELS = /[aeiouy]/gi;

/** Whether letters alone are a name in code: there capitals begin words, and do not come as they like. */
export function isIdentifier(text: string): boolean {
  if (!/^[A-Za-z$]+$/.test(text)) return false;
  const changes = text.match(/(?<=[a-z])[A-Z]/g)?.length ?? 0;
  return changes / text.length < 0.18;
}

/** Whether every part of a text is a word, as in `my-service-account_v2` or `user.passwordHash`. */
export function isWords(text: string): boolean {
  const parts = text.split(/[-_.:/ *?+$@!]+/).filter((part) => part !== '');
  return parts.every((part) => {
    if (!WORD.test(part)) return false;
    const letters = part.replaceAll(/[^a-z]/gi, '');
    return letters.length < 5 || (letters.match(VOWELS)?.length ?? 0) / letters.length >= 0.18;
  });
}
