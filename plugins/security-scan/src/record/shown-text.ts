/** A judged text as it may be kept and shown: without secrets, without what a terminal obeys, and cut. */
import { findSecrets } from '../secrets/find-secrets.ts';

const LONGEST = 2_000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out.
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** The secrets that the scan itself knows, as marks. More kinds than the redaction of Hookline, which comes on top. */
export function masked(text: string): string {
  let clean = '';
  let from = 0;
  for (const { kind, start, end } of findSecrets(text)) {
    clean += `${text.slice(from, start)}[redacted ${kind}]`;
    from = end;
  }
  return clean + text.slice(from);
}

/** A text for the security log and for the person who is asked. Redacted before it is cut: half a secret is none. */
export function shownText(text: string, redact: (text: string) => string): string {
  const clean = redact(masked(text)).replaceAll(
    UNSAFE,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST).toWellFormed()}…` : clean;
}
