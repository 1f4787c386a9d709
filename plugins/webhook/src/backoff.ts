/** How long to wait before a delivery is tried again. */

/** Bounds of the waits, in milliseconds. */
interface Backoff {
  readonly firstMs: number;
  readonly longestMs: number;
}

/** Where somebody waits for the answer. */
export const WAITED_FOR: Backoff = { firstMs: 250, longestMs: 10_000 };
/** Where the spool keeps the work. */
export const SPOOLED: Backoff = { firstMs: 2_000, longestMs: 10 * 60_000 };
/** A server may ask to be left alone for so long, and no longer: a slip in a header must not stop deliveries for a day. */
export const LONGEST_RETRY_AFTER_MS = 60 * 60_000;

/** Milliseconds before retry number `retry` (1 for the first): doubled each time, the upper half at random. */
export function backoffMs(
  retry: number,
  random: () => number,
  { firstMs, longestMs }: Backoff = WAITED_FOR,
): number {
  const whole = Math.min(longestMs, firstMs * 2 ** (retry - 1));
  return Math.round(whole / 2 + (whole / 2) * random());
}

/** Milliseconds that a `Retry-After` header asks for: seconds, or a date. Undefined when it says neither. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
