/** Reads a token of a known form at a place of a text. */
import { beginsWord, isAlphanumeric } from './characters.ts';
import { hasChecksum } from './checksum.ts';
import type { SecretMatch } from './match.ts';
import { isMadeUp } from './placeholder.ts';
import { isWords } from './randomness.ts';
import { VENDORS, type Vendor } from './vendors.ts';

/** Patterns are made when their prefix is first met: most texts meet none. */
const patterns = new Map<Vendor, RegExp>();

function patternOf(vendor: Vendor): RegExp {
  const known = patterns.get(vendor);
  if (known) return known;
  const pattern = new RegExp(vendor.tail, 'y');
  patterns.set(vendor, pattern);
  return pattern;
}

/** A form at a place: a token, or one that has the form and is none. */
export type VendorReading = SecretMatch | { readonly refutedTo: number };

/** The rows by the first two characters of their prefixes. By hand: this is done anew for every command of the agent. */
const BY_PAIR = new Map<string, [prefix: string, vendor: Vendor][]>();

for (const vendor of VENDORS) {
  for (const prefix of vendor.prefixes) {
    const pair = prefix.slice(0, 2);
    const rows = BY_PAIR.get(pair);
    if (rows) rows.push([prefix, vendor]);
    else BY_PAIR.set(pair, [[prefix, vendor]]);
  }
}
// The longest first: `sk-proj-` is not a `sk-`.
for (const rows of BY_PAIR.values()) if (rows.length > 1) rows.sort(([a], [b]) => b.length - a.length);

/** The pairs of characters that a token may begin with. */
export const VENDOR_PAIRS: Iterable<string> = BY_PAIR.keys();

/** Reads the token that begins here. Undefined when none of the forms fits. */
export function vendorAt(text: string, at: number): VendorReading | undefined {
  const candidates = BY_PAIR.get(text.slice(at, at + 2));
  if (!candidates || !beginsWord(text, at)) return undefined;
  for (const [prefix, vendor] of candidates) {
    if (!text.startsWith(prefix, at)) continue;
    const reading = readTail(text, at, at + prefix.length, vendor);
    if (reading) return reading;
  }
  return undefined;
}

function readTail(text: string, start: number, from: number, vendor: Vendor): VendorReading | undefined {
  const pattern = patternOf(vendor);
  pattern.lastIndex = from;
  const tail = pattern.exec(text)?.[0];
  if (tail === undefined) return undefined;
  const end = from + tail.length;
  // A longer word is something else. A token that fills its bound may go on: the bound is ours.
  if (isAlphanumeric(text.charCodeAt(end)) && tail.length < 200) return undefined;
  return isGenuine(tail, vendor) ? { kind: vendor.kind, start, end } : { refutedTo: end };
}

function isGenuine(tail: string, { check }: Vendor): boolean {
  // The numbers before it are those of a team and a user: people who write about tokens make them up.
  if (check === 'last-part') return !isMadeUp(tail.slice(tail.lastIndexOf('-') + 1)) && !isWords(tail);
  if (isMadeUp(tail)) return false;
  switch (check) {
    case 'checksum':
      return tail.includes('_') || hasChecksum(tail);
    case 'digits':
      return /[A-Za-z]\d|\d[A-Za-z]|[a-z][A-Z].*[a-z][A-Z]/.test(tail) && !isWords(tail);
    case 'random':
      return !isWords(tail);
    default:
      return true;
  }
}
