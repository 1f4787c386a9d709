/** How long to wait before a mail is sent again. */

const FIRST_MS = 5_000;
const LONGEST_MS = 10 * 60_000;

/** Milliseconds after try number `attempt` (1 for the first): doubled each time, the upper half at random. */
export function backoffMs(attempt: number, random: () => number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
  return Math.round(whole / 2 + (whole / 2) * random());
}
