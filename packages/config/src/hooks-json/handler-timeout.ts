/** How long a handler may take, by the agent's own rules (second seed; Codex fact, section 2). */

const DEFAULT_S = 600;
/** At these events the agent waits for a second, and for three at most. */
const HURRIED: ReadonlySet<string> = new Set(['SessionEnd', 'Interrupt']);
const HURRIED_DEFAULT_S = 1;
const HURRIED_MOST_S = 3;

/** The agent takes 0 as 1; a fraction, which it does not read at all, is left as it is. */
const atLeastOne = (seconds: number): number => (seconds === 0 ? 1 : seconds);

/** Milliseconds for a handler that gives so many seconds, or none. */
export function handlerTimeoutMs(native: string, seconds: number | undefined): number {
  if (!HURRIED.has(native)) return atLeastOne(seconds ?? DEFAULT_S) * 1_000;
  return Math.min(atLeastOne(seconds ?? HURRIED_DEFAULT_S), HURRIED_MOST_S) * 1_000;
}
