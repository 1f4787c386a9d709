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

/** Every prefix with its rows, the longest first. */
export const PREFIXES: readonly (readonly [prefix: string, vendors: readonly Vendor[]])[] = [
  ...Map.groupBy(
    VENDORS.flatMap((vendor) => vendor.prefixes.map((prefix) => ({ prefix, vendor }))),
    ({ prefix }) => prefix,
  ),
]
  .map(([prefix, rows]) => [prefix, rows.map(({ vendor }) => vendor)] as const)
  .sort(([a], [b]) => b.length - a.length);

/** Prefixes by their first two characters. */
const BY_PAIR = Map.groupBy(PREFIXES, ([prefix]) => prefix.slice(0, 2));

/** Reads the token that begins here. Undefined when none of the forms fits. */
export function vendorAt(text: string, at: number): VendorReading | undefined {
  const candidates = BY_PAIR.get(text.slice(at, at + 2));
  if (!candidates || !beginsWord(text, at)) return undefined;
  for (const [prefix, vendors] of candidates) {
    if (!text.startsWith(prefix, at)) continue;
    for (const vendor of vendors) {
      const reading = readTail(text, at, at + prefix.length, vendor);
      if (reading) return reading;
    }
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
