/** Many durations in little memory: their quantiles are right within one percent, however many there are. */

/** The quotient of the bounds of two neighbouring classes. */
const STEP = Math.log(1.02);

/** A distribution of milliseconds. */
export class Durations {
  readonly #classes = new Map<number, number>();
  #count = 0;
  #least = Number.POSITIVE_INFINITY;
  #most = 0;
  /** The sum, in milliseconds. */
  total = 0;

  get count(): number {
    return this.#count;
  }

  add(ms: number): void {
    const at = Math.floor(Math.log(ms + 1) / STEP);
    this.#classes.set(at, (this.#classes.get(at) ?? 0) + 1);
    this.#count += 1;
    this.total += ms;
    this.#least = Math.min(this.#least, ms);
    this.#most = Math.max(this.#most, ms);
  }

  /** The duration that a share of all does not exceed; undefined when there are none. */
  quantile(share: number): number | undefined {
    let left = Math.ceil(share * this.#count);
    // The last of all is known as it is.
    if (left === this.#count && left > 0) return Math.round(this.#most);
    for (const [at, count] of [...this.#classes].sort(([a], [b]) => a - b)) {
      left -= count;
      if (left > 0) continue;
      const middle = Math.exp((at + 0.5) * STEP) - 1;
      return Math.round(Math.min(this.#most, Math.max(this.#least, middle)));
    }
    return undefined;
  }
}
