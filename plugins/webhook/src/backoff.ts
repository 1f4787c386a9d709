/** How long to wait before a delivery is tried again. */

const FIRST_MS = 250;
const LONGEST_MS = 10_000;

/** Milliseconds before retry number `retry` (1 for the first): doubled each time, the upper half at random. */
export function backoffMs(retry: number, random: () => number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** (retry - 1));
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
