/**
 * Values next to a name that says that they are secret: assignments, fields, options, attributes, and prose. Only
 * here does randomness count; elsewhere a random text is a hash, an id, or a picture.
 */
import { isNamePart } from './characters.ts';
import { holdsPassword } from './header.ts';
import type { SecretMatch } from './match.ts';
import { isKey, isPassword } from './password.ts';
import { isReference, isWeakPassword } from './placeholder.ts';
import { isWords } from './randomness.ts';
import { type NamedSort, sortOfName } from './secret-name.ts';
import { vendorAt } from './vendor-token.ts';

/** The anchors of {@link namedValueAt}: pieces of every name that may be one of a secret. */
export const NAME_ANCHORS = [
  'secret',
  'token',
  'pass',
  'pwd',
  'key',
  'credential',
  'auth',
  'mnemonic',
  'seed',
  'recovery',
  'jwt',
  'salt',
  'pepper',
  '_pat',
  'psk',
  'kennwort',
] as const;

/** What a name with a value is followed by. */
const FOLLOWS = ' \t\n:=?+-|<>"\'`\\],';

/** Characters of a name that are looked at to either side. */
const REACH = 48;

const QUOTED_NAME_END = /(?:\\{0,2}["'`])?\]?/y;
const ASSIGNS = /[ \t]{0,16}(?:\?=|\+=|:=|==?>?|:|->|<-|\|\|=?|\?\?=?)[ \t]{0,16}/y;
const TYPED =
  /[ \t]{0,4}:[ \t]{0,4}(?:string|String|str|&(?:'static )?str|char ?\*|\[\]byte|Secret(?:Str|String))(?: \| \w{1,12})?[ \t]{0,4}=[ \t]{0,4}/y;
const NEXT_ARGUMENT = /[ \t]{0,4},[ \t]{0,4}(?=\\{0,2}["'`])/y;
const SAID = /(?: (?:for|to|of|on) [\w.@/ -]{1,40}?)?,? (?:is|was|are|=|ist|est|es)(?: now)?:? {1,3}/iy;
const ELEMENT = />(?:<\/key>)?\s{0,20}(?:<string>)?(?:<!\[CDATA\[)?/y;
const BLANKS = /[ \t]{1,8}(?=\S)/y;
const OPENING = /(?:[bfrul@$]{0,2}(?=["'`]))?(\\{0,3})(["'`])/y;
const FALLBACK =
  /(?:process\.env(?:\.\w{1,60}|\[["']\w{1,60}["']\])|os\.environ\.get\([^)\n]{0,60},|os\.getenv\([^,)\n]{1,60},|ENV\.fetch\([^,)\n]{1,60},|getenv\([^)\n]{0,60}\))[ \t]{0,4}(?:\|\||\?\?|\?:|or)?[ \t]{0,4}(?=["'`])/y;
const LONGEST_PASSWORD = 128;
const BARE = /[^\s"'`,;&|<>(){}[\]\\=]{1,2048}={0,3}/y;

/** The value of the name of which a piece is here. */
export function namedValueAt(text: string, at: number): SecretMatch | undefined {
  const [nameStart, nameEnd] = nameAround(text, at);
  if (!FOLLOWS.includes(text.charAt(nameEnd) || '.')) return undefined;
  let name = text.slice(nameStart, nameEnd);
  if (/^keys?$/i.test(name)) name = `${wordBefore(text, nameStart)}_${name}`;
  // Whether anything follows is cheaper to tell than what the name is of.
  const from = valueStart(text, nameStart, nameEnd, name);
  if (from < 0) return undefined;
  const sort = knownSort(name);
  return sort && valueAt(text, from, sort);
}

/** Names come again and again; nobody could fill this with more than it holds. */
const sorts = new Map<string, NamedSort | undefined>();
const MOST_NAMES = 500;

function knownSort(name: string): NamedSort | undefined {
  if (sorts.has(name)) return sorts.get(name);
  if (sorts.size >= MOST_NAMES) sorts.clear();
  const sort = sortOfName(name);
  sorts.set(name, sort);
  return sort;
}

function nameAround(text: string, at: number): readonly [start: number, end: number] {
  let start = at;
  while (start > 0 && at - start < REACH && isNamePart(text.charCodeAt(start - 1))) start -= 1;
  // The letter of an escaped line end is no part of the name.
  if (start > 0 && text.charAt(start - 1) === '\\' && 'nrt'.includes(text.charAt(start))) start += 1;
  let end = at;
  while (end - at < REACH && isNamePart(text.charCodeAt(end))) end += 1;
  return [Math.min(start, at), end];
}

const wordBefore = (text: string, at: number): string =>
  /([A-Za-z]{2,20})[ _-]$/.exec(text.slice(Math.max(0, at - 24), at))?.[1]?.toLowerCase() ?? '';

/** The name is a value itself: of a list of names and values, of an element, of a block. */
const IS_NAMED =
  /(?:(?:^|[\s{,("'<-])(?:name|key|id|Name|Key|variable|parameter|ParameterKey|ParameterName|option)["']?[ \t]{0,4}[:= ][ \t]{0,4}["']?)$/;
/** Where the value stands in that case. */
const BESIDE =
  /["']?[ \t]{0,4},?\s{1,40}(?:- )?["']?(?:[Vv]alue|ParameterValue|default(?:Value|_value)?|content)["']?[ \t]{0,4}[:=][ \t]{0,4}/y;
const BESIDE_AT_ONCE = /["'],["'](?:[Vv]alue|ParameterValue|default(?:Value)?)["']:/y;
const IN_BLOCK =
  /["'][ \t]{0,4}\{(?:\s{1,40}(?:type|description|sensitive)[ \t]{0,16}=[^\n{}]{0,120})*\s{1,40}default[ \t]{0,16}=[ \t]{0,4}/y;
/** `gh secret set NAME --body VALUE`. */
const BODY =
  /[ \t]{1,4}(?:-{1,2}(?!body\b|b\b|value\b)[\w-]{1,20}[= ][\w./-]{1,60} ){0,4}(?:--body|-b|--value|--plaintext|-v)[= ][ \t]{0,4}/y;

function besideName(text: string, nameStart: number, nameEnd: number): number {
  const before = text.slice(Math.max(0, nameStart - 40), nameStart);
  if (IS_NAMED.test(before)) {
    for (const place of [BESIDE, BESIDE_AT_ONCE, IN_BLOCK]) {
      const from = sticky(place, text, nameEnd);
      if (from >= 0) return from;
    }
  }
  return /\b(?:secrets?|variables?|vars?|env) (?:set|add|put|create) (?:-{1,2}\S+ )*["']?$/.test(before)
    ? sticky(BODY, text, nameEnd)
    : -1;
}

/** Where the value of a name begins, its quote included; -1 when there is none. */
function valueStart(text: string, nameStart: number, nameEnd: number, name: string): number {
  const beside = besideName(text, nameStart, nameEnd);
  if (beside >= 0) return beside;
  const after = sticky(QUOTED_NAME_END, text, nameEnd);
  const isQuoted = after > nameEnd;
  for (const separator of [TYPED, ASSIGNS]) {
    const from = sticky(separator, text, after);
    if (from >= 0) return behindFallback(text, afterLineEnd(text, from));
  }
  if (isQuoted) return sticky(NEXT_ARGUMENT, text, after);
  if (text.charAt(nameStart - 1) === '<') return sticky(ELEMENT, text, nameEnd);
  if (text.startsWith('</key>', nameEnd)) return sticky(/<\/key>\s{0,20}<string>/y, text, nameEnd);
  if (name.startsWith('--') || isCommandValue(text, nameStart)) return sticky(BLANKS, text, nameEnd);
  const said = sticky(SAID, text, nameEnd);
  if (said >= 0) return said;
  // SQL: `IDENTIFIED WITH PASSWORD '…'`.
  return /^password$/i.test(name) ? sticky(/ {1,3}(?=['"])/y, text, nameEnd) : -1;
}

const COMMANDS = [' set ', ' add ', ' put ', 'setx ', 'set -gx ', 'setenv ', 'machine '] as const;

/** Places where a name and its value stand side by side: `aws configure set`, `setx`, `.netrc`. */
function isCommandValue(text: string, nameStart: number): boolean {
  const before = text.slice(Math.max(0, nameStart - 120), nameStart);
  if (!COMMANDS.some((word) => before.includes(word))) return false;
  return (
    /(?:configure|config|secrets?|env|variables?) (?:set|add|put)(?: -{1,2}\S+(?: \S+)?)* $|\bsetx (?:\/m )?$|\bset -gx $|\bsetenv $/i.test(
      before,
    ) || /\b(?:machine|login)\s[^\n]*\slogin\s+\S+\s+$|\bmachine\s\S+\s+login\s+\S+\s+$/.test(before)
  );
}

/** A value may stand in the next line, where the line of the name ends with its sign: `key: >-`. */
function afterLineEnd(text: string, from: number): number {
  return sticky(/[|>][+-]?\n[ \t]{1,20}/y, text, from) >= 0
    ? sticky(/[|>][+-]?\n[ \t]{1,20}/y, text, from)
    : from;
}

/** `process.env.API_KEY || 'the value'`: what is used when the variable is not set. */
function behindFallback(text: string, from: number): number {
  const behind = sticky(FALLBACK, text, from);
  return behind < 0 ? from : behind;
}

function valueAt(text: string, from: number, sort: NamedSort): SecretMatch | undefined {
  OPENING.lastIndex = from;
  const opening = OPENING.exec(text);
  const start = opening ? from + opening[0].length : from;
  const token = vendorAt(text, start);
  if (token) return 'kind' in token ? token : undefined;
  const end = opening ? quotedEnd(text, start, `${opening[1]}${opening[2]}`) : bareEnd(text, start);
  if (end <= start) return undefined;
  // Nothing so long is a password; a list of names and values is not read again for each of its names.
  if (end - start > LONGEST_PASSWORD && /[:@!?]/.test(text.slice(start + 12, end))) return undefined;
  const value = text.slice(start, end);
  // `password = read(…)` and `token: items[0]` are code.
  if (!opening && '([{'.includes(text.charAt(end) || ' ')) return undefined;
  // A JWT and a private key are judged by their own form.
  if (value.startsWith('eyJ') || value.startsWith('-----BEGIN') || value.includes('://')) return undefined;
  const isWritten = opening !== null || text.charAt(start - 1) === '=';
  const isSecret = isSecretOf(sort, value) || (sort === 'password' && isWritten && isChosen(value));
  return isSecret ? { kind: KINDS[sort], start, end } : undefined;
}

/** A word and a number, as people choose a password. Without quotes it could be a variable. */
const isChosen = (value: string): boolean =>
  /^[A-Za-z]{4,20}\d{1,6}[!@#$.]?$/.test(value) &&
  value.length >= 7 &&
  !isWeakPassword(value) &&
  !isReference(value);

const KINDS: Readonly<Record<NamedSort, string>> = {
  password: 'password',
  key: 'named-secret',
  'loose-key': 'named-secret',
  phrase: 'seed-phrase',
  basic: 'named-secret',
};

function isSecretOf(sort: NamedSort, value: string): boolean {
  switch (sort) {
    case 'password':
      return isPassword(value) || isKey(value);
    case 'key':
      return isKey(value) || (value.length >= 12 && isPassword(value) && hasSymbol(value));
    case 'loose-key':
      return value.length >= 20 && isKey(value);
    case 'phrase':
      return isPhrase(value) || isKey(value);
    case 'basic':
      return /^[A-Za-z0-9+/]{8,}={0,2}$/.test(value) && !isReference(value) && holdsPassword(value);
  }
}

const hasSymbol = (value: string): boolean => /[^\w.:/=-]/.test(value) && /\d/.test(value) && !isWords(value);

/** Twelve to twenty-four words, and not those of every manual. */
function isPhrase(value: string): boolean {
  const words = value.trim().split(/\s+/);
  return (
    [12, 15, 18, 21, 24].includes(words.length) &&
    words.every((word) => /^[a-z]{3,8}$/.test(word)) &&
    new Set(words).size > words.length / 2
  );
}

function quotedEnd(text: string, start: number, quote: string): number {
  const end = text.indexOf(quote, start);
  const line = text.slice(start, start + 2_048).search(/[\r\n]/);
  if (end < 0 || end - start > 2_048 || (line >= 0 && start + line < end)) return -1;
  return end;
}

function bareEnd(text: string, start: number): number {
  const end = sticky(BARE, text, start);
  // The full stop of a sentence, and the end of an address.
  return end < 0 ? -1 : end - (/[.:!?]+$/.exec(text.slice(Math.max(start, end - 3), end))?.[0].length ?? 0);
}

function sticky(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}
