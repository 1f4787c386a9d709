/**
 * Finds secrets in a text, in one walk over it: a table of pairs of characters says at each place whether anything
 * that could be a secret begins there, and only then somebody looks. The work is in proportion to the text, whatever
 * it says.
 */
import { ADDRESS_ANCHORS, addressAt } from './address.ts';
import { beginsWord } from './characters.ts';
import { DISCORD_ANCHORS, discordTokenAt } from './discord.ts';
import {
  AUTHORIZATION_ANCHORS,
  authorizationAt,
  COOKIE_ANCHORS,
  cookieAt,
  USER_ANCHORS,
  userPasswordAt,
} from './header.ts';
import { innerMarkAt, MARK_ANCHORS } from './inner-mark.ts';
import { JWT_ANCHORS, jwtAt } from './jwt.ts';
import type { SecretMatch } from './match.ts';
import { NAME_ANCHORS, namedValueAt } from './named-value.ts';
import { PRIVATE_KEY_ANCHORS, privateKeyAt } from './private-key.ts';
import { PREFIXES, vendorAt } from './vendor-token.ts';

interface Anchor {
  readonly text: string;
  /** In any case; `text` is then in small letters. */
  readonly folds: boolean;
  /** Only where a word begins. */
  readonly begins: boolean;
  readonly look: Look;
}

/** What was seen, or how far the text is known to hold nothing. */
type Look = (text: string, at: number) => SecretMatch | { readonly refutedTo: number } | undefined;

const SHORTEST = 6;
const CODES = 128;

interface AnchorOptions {
  readonly folds?: boolean;
  readonly begins?: boolean;
}

const anchorsOf = (
  texts: readonly string[],
  look: Look,
  { folds = false, begins = false }: AnchorOptions = {},
): readonly Anchor[] => texts.map((text) => ({ text, folds, begins, look }));

const pairsOfPrefixes = [...new Set(PREFIXES.map(([prefix]) => prefix.slice(0, 2)))];

const ANCHORS: readonly Anchor[] = [
  ...anchorsOf(PRIVATE_KEY_ANCHORS, privateKeyAt),
  // One look reads all prefixes that begin with a pair.
  ...anchorsOf(pairsOfPrefixes, vendorAt, { begins: true }),
  ...anchorsOf(JWT_ANCHORS, jwtAt, { begins: true }),
  ...anchorsOf(DISCORD_ANCHORS, discordTokenAt, { begins: true }),
  ...anchorsOf(ADDRESS_ANCHORS, addressAt),
  ...anchorsOf(AUTHORIZATION_ANCHORS, authorizationAt, { folds: true }),
  ...anchorsOf(COOKIE_ANCHORS, cookieAt, { folds: true }),
  ...anchorsOf(USER_ANCHORS, userPasswordAt),
  ...anchorsOf(MARK_ANCHORS, innerMarkAt),
  ...anchorsOf(NAME_ANCHORS, namedValueAt, { folds: true }),
];

/** The anchors by the codes of their first two characters, and which pairs have any: 1 anywhere, 2 where a word begins. */
const TABLE: (readonly Anchor[])[] = [];
const PAIRS = new Uint8Array(CODES * CODES);

for (const anchor of ANCHORS) {
  const [first = '', second = ''] = anchor.text;
  const spellings = (char: string): readonly string[] =>
    anchor.folds ? [...new Set([char, char.toUpperCase()])] : [char];
  for (const a of spellings(first))
    for (const b of spellings(second)) {
      const place = a.charCodeAt(0) * CODES + b.charCodeAt(0);
      TABLE[place] = [...(TABLE[place] ?? []), anchor];
      PAIRS[place] = (PAIRS[place] ?? 0) | (anchor.begins ? 2 : 1);
    }
}

/** All secrets of a text, in its order. They do not overlap. */
export function findSecrets(text: string): SecretMatch[] {
  const found: SecretMatch[] = [];
  if (text.length < SHORTEST) return found;
  let from = 0;
  let code = text.charCodeAt(0);
  for (let at = 0; at < text.length - 1; at++) {
    const next = text.charCodeAt(at + 1);
    const place = code * CODES + next;
    const isPair = code < CODES && next < CODES && PAIRS[place] !== 0;
    code = next;
    if (!isPair) continue;
    const begins = beginsWord(text, at);
    if (PAIRS[place] === 2 && !begins) continue;
    const seen = lookAt(text, at, { from, begins, anchors: TABLE[place] ?? [] });
    if (seen === undefined) continue;
    if ('kind' in seen) {
      found.push({ kind: seen.kind, start: seen.start, end: seen.end });
      from = seen.end;
    } else from = Math.max(from, seen.refutedTo);
    at = Math.max(at, from - 1);
    code = text.charCodeAt(at + 1);
  }
  return found;
}

interface Place {
  /** Where the last one ended: what begins before is a part of it. */
  readonly from: number;
  readonly begins: boolean;
  readonly anchors: readonly Anchor[];
}

function lookAt(text: string, at: number, { from, begins, anchors }: Place): ReturnType<Look> {
  for (const { text: anchor, folds, begins: mustBegin, look } of anchors) {
    if (mustBegin && !begins) continue;
    const isHere = folds
      ? text.slice(at, at + anchor.length).toLowerCase() === anchor
      : text.startsWith(anchor, at);
    if (!isHere) continue;
    const seen = look(text, at);
    if (seen && (!('kind' in seen) || seen.start >= from)) return seen;
  }
  return undefined;
}
