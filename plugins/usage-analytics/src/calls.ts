/** Counts calls of one kind: how many there were, how many failed, how long they took. */
import { Durations } from './durations.ts';
import type { UsageLine } from './usage-line.ts';

/** The calls of a kind. */
export class Calls {
  count = 0;
  failed = 0;
  /** Those of which it is known how they ended. */
  ended = 0;
  readonly durations = new Durations();

  add(line: UsageLine): void {
    this.count += 1;
    const exitCode = line.number('exit_code');
    const success = exitCode === undefined ? line.truth('success') : exitCode === 0;
    if (success !== undefined) this.ended += 1;
    if (success === false) this.failed += 1;
    const duration = line.number('duration_ms');
    if (duration !== undefined && duration >= 0) this.durations.add(duration);
  }

  /** Of those of which it is known how they ended, 0 to 1. */
  get failureRate(): number | undefined {
    return this.ended === 0 ? undefined : this.failed / this.ended;
  }
}
