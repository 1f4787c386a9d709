/**
 * Finds secrets in a text, in one walk over it: a table of pairs of characters says at each place whether anything
 * that could be a secret begins there, and only then somebody looks. The work is in proportion to the text, whatever
 * it says.
 */
import { ADDRESS_ANCHORS, addressAt } from './address.ts';
import { beginsWord, isAlphanumeric } from './characters.ts';
import { DISCORD_INITIALS, discordTokenAt } from './discord.ts';
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
import { TWILIO_ANCHORS, twilioTokenAt } from './twilio.ts';
import { VENDOR_PAIRS, vendorAt } from './vendor-token.ts';

interface Anchor {
  /** What stands there; empty where the pair is enough to look. */
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
const CASE = 32;

/** The anchors by the codes of their first two characters, and which pairs have any: 1 anywhere, 2 where a word begins. */
const TABLE = new Map<number, Anchor[]>();
const PAIRS = new Uint8Array(CODES * CODES);

function enter(place: number, anchor: Anchor): void {
  const known = TABLE.get(place);
  if (known) known.push(anchor);
  else TABLE.set(place, [anchor]);
  PAIRS[place] = (PAIRS[place] ?? 0) | (anchor.begins ? 2 : 1);
}

const placeOf = (pair: string): number => pair.charCodeAt(0) * CODES + pair.charCodeAt(1);
const isLetter = (code: number): boolean => code >= 97 && code <= 122;

// By hand, and in this order of importance: it is done anew for every command of the agent.
function anchor(texts: readonly string[], look: Look, folds: boolean, begins: boolean): void {
  for (const text of texts) {
    const entry = { text, folds, begins, look };
    const [first, second] = [text.charCodeAt(0), text.charCodeAt(1)];
    const place = placeOf(text);
    enter(place, entry);
    if (!folds) continue;
    if (isLetter(first)) enter(place - CASE * CODES, entry);
    if (isLetter(second)) enter(place - CASE, entry);
    if (isLetter(first) && isLetter(second)) enter(place - CASE * CODES - CASE, entry);
  }
}

anchor(PRIVATE_KEY_ANCHORS, privateKeyAt, false, false);
const vendors: Anchor = { text: '', folds: false, begins: true, look: vendorAt };
for (const pair of VENDOR_PAIRS) enter(placeOf(pair), vendors);
anchor(JWT_ANCHORS, jwtAt, false, true);
const discord: Anchor = { text: '', folds: false, begins: true, look: discordTokenAt };
for (const initial of DISCORD_INITIALS)
  for (let code = 48; code <= 122; code++)
    if (isAlphanumeric(code)) enter(initial.charCodeAt(0) * CODES + code, discord);
anchor(ADDRESS_ANCHORS, addressAt, false, false);
anchor(AUTHORIZATION_ANCHORS, authorizationAt, true, false);
anchor(COOKIE_ANCHORS, cookieAt, true, false);
anchor(USER_ANCHORS, userPasswordAt, false, false);
anchor(MARK_ANCHORS, innerMarkAt, false, false);
anchor(TWILIO_ANCHORS, twilioTokenAt, false, true);
anchor(NAME_ANCHORS, namedValueAt, true, false);

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
    const seen = lookAt(text, at, { from, begins, anchors: TABLE.get(place) ?? [] });
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
  for (const { text: expected, folds, begins: mustBegin, look } of anchors) {
    if (mustBegin && !begins) continue;
    const isHere = folds
      ? text.slice(at, at + expected.length).toLowerCase() === expected
      : text.startsWith(expected, at);
    if (!isHere) continue;
    const seen = look(text, at);
    if (seen && (!('kind' in seen) || seen.start >= from)) return seen;
  }
  return undefined;
}
