/** How long to wait before a message is sent again. */

const FIRST_MS = 2_000;
const LONGEST_MS = 10 * 60_000;
/** Slack may ask to be left alone for so long, and no longer: a slip in a header must not stop messages for a day. */
const LONGEST_ASKED_MS = 60 * 60_000;

/** Milliseconds after try number `attempt` (1 for the first): doubled each time, the upper half at random. */
export function backoffMs(attempt: number, random: () => number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
  return Math.round(whole / 2 + (whole / 2) * random());
}

/** Milliseconds that a `Retry-After` header asks for. Slack sends seconds; a proxy may send a date. */
export function askedMs(header: string | null, now: number): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), LONGEST_ASKED_MS);
}
