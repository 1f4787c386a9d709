/** Milliseconds of one call. */
export interface Speed {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  /** The id of the command that took `max`. */
  readonly slowest: string;
}

/** How fast the calls were. */
export function speedOf(calls: readonly { readonly id: string; readonly ms: number }[]): Speed {
  const sorted = [...calls].sort((one, other) => one.ms - other.ms);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]?.ms ?? 0;
  const last = sorted.at(-1);
  return { p50: at(0.5), p95: at(0.95), max: last?.ms ?? 0, slowest: last?.id ?? '' };
}
