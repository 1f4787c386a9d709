/** Private keys in the armour of PEM, OpenSSH and PGP, also with their line ends written as `\n`. */
import type { SecretMatch } from './match.ts';
import { isRepetitive } from './randomness.ts';

const BEGIN = /-----BEGIN (?:(?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?|OpenVPN Static key V1)-----/y;
const PUTTY = /Private-Lines: \d{1,3}(?:\r?\n|\\n)((?:[A-Za-z0-9+/=]{4,80}(?:\r?\n|\\n|$)){1,80})/y;
const ARMOUR_HEADERS = /(?:^|\n|\\n)(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset): ?[^\n\\]{0,200}/g;
/** Characters of base64 that a key has at least; code that only names the armour has none. */
const SHORTEST = 40;
/** No key is longer; a text without an end is not read for ever. */
const LONGEST = 20_000;

/** The anchors of {@link privateKeyAt}. */
export const PRIVATE_KEY_ANCHORS = ['-----BEGIN ', 'Private-Lines: '] as const;

/** The private key that begins here. */
export function privateKeyAt(text: string, at: number): SecretMatch | undefined {
  if (text.startsWith('P', at)) return puttyKeyAt(text, at);
  BEGIN.lastIndex = at;
  const begin = BEGIN.exec(text)?.[0];
  if (begin === undefined) return undefined;
  const from = at + begin.length;
  const rest = text.slice(from, from + LONGEST);
  const dashes = rest.indexOf('-----');
  const body = dashes < 0 ? rest : rest.slice(0, dashes);
  const key = body
    .replaceAll(ARMOUR_HEADERS, '')
    .replaceAll(/\\[nrt]|[\s"'`+,;|>#*\\]|=[A-Za-z0-9+/]{4}$/g, '');
  const base64 = /^[A-Za-z0-9+/=_-]*/.exec(key)?.[0] ?? '';
  const whole = dashes < 0 ? base64.length >= SHORTEST : base64.length === key.length;
  if (base64.length < SHORTEST || !whole || isRepetitive(base64.slice(0, 400))) return undefined;
  const tail = /^-----END [A-Za-z0-9 ]{1,60}-----/.exec(rest.slice(Math.max(dashes, 0)))?.[0] ?? '';
  return { kind: 'private-key', start: at, end: from + body.length + (dashes < 0 ? 0 : tail.length) };
}

/** The private half of a key of PuTTY. */
function puttyKeyAt(text: string, at: number): SecretMatch | undefined {
  PUTTY.lastIndex = at;
  const match = PUTTY.exec(text);
  const key = match?.[1];
  if (!match || key === undefined || key.length < SHORTEST) return undefined;
  const end = at + match[0].trimEnd().length;
  return { kind: 'private-key', start: end - key.trimEnd().length, end };
}
