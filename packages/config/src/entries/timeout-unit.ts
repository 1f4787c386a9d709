/** Tells a timeout that was probably written in milliseconds: everything that waits for it would wait for hours. */
import type { Finding } from '../report/report.ts';

/** Round numbers of milliseconds, and more seconds than anybody lets an agent wait: 16 minutes and up. */
const looksLikeMilliseconds = (value: number): boolean => value >= 1_000 && value % 500 === 0;

function spoken(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3_600), 'hour'],
    [Math.floor((seconds % 3_600) / 60), 'minute'],
  ] as const;
  return parts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}${amount === 1 ? '' : 's'}`)
    .join(' ');
}

/** The warning on a timeout of so many seconds; undefined when it is none to wonder at. */
export function timeoutUnit(key: string, seconds: number | undefined): Finding | undefined {
  if (seconds === undefined || !looksLikeMilliseconds(seconds)) return undefined;
  return {
    severity: 'warning',
    message: `"${key}" is in seconds: ${seconds} are ${spoken(seconds)}.`,
    fix: `If you meant milliseconds, write ${key} = ${seconds / 1_000}`,
  };
}
