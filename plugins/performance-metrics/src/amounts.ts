/** Amounts for people. */

/** `850 ms`, `4.2 s`, `3 m 20 s`, `2 h 5 m`; a dash for what is not known. */
export function durationText(ms: number | undefined): string {
  if (ms === undefined) return '-';
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60)];
  return hours > 0 ? `${hours} h ${minutes} m` : `${minutes} m ${seconds % 60} s`;
}

/** `999`, `12.3k`, `4.56M`; a dash for what is not known. */
export function countText(count: number | undefined): string {
  if (count === undefined) return '-';
  for (const [size, sign] of [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const) {
    if (count >= size * 0.9995) return `${Number((count / size).toPrecision(3))}${sign}`;
  }
  return `${Math.round(count)}`;
}

/** `6 %`; a dash for what is not known. */
export const shareText = (share: number | undefined): string =>
  share === undefined ? '-' : `${Math.round(share * 100)} %`;
