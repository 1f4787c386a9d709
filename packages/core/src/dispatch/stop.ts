/**
 * A stop that can be called and listened to. It turns into an `AbortSignal` only when somebody asks for one: most
 * handlers answer at once and never look, and making signals for all of them is felt in every event.
 */
export class Stop {
  #reason: unknown;
  #aborted = false;
  #controller: AbortController | undefined;
  #listeners: (() => void)[] = [];

  #detach: (() => void) | undefined;

  /** `parent`: what stops this one too. */
  constructor(parent?: Stop) {
    if (parent?.aborted) this.abort(parent.reason);
    else this.#detach = parent?.whenAborted(() => this.abort(parent.reason));
  }

  /** A stop that follows a signal. */
  static from(signal: AbortSignal | undefined): Stop {
    const stop = new Stop();
    if (signal?.aborted) stop.abort(signal.reason);
    else if (signal) {
      const follow = (): void => stop.abort(signal.reason);
      signal.addEventListener('abort', follow, { once: true });
      stop.#detach = () => signal.removeEventListener('abort', follow);
    }
    return stop;
  }

  /** Ends following what this one follows: a signal may outlive many calls. */
  detach(): void {
    this.#detach?.();
    this.#detach = undefined;
  }

  get aborted(): boolean {
    return this.#aborted;
  }

  get reason(): unknown {
    return this.#reason;
  }

  /** The same as a signal. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#aborted) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  abort(reason: unknown): void {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason = reason;
    this.#controller?.abort(reason);
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }

  /** Calls back at the abort; gives what takes that back. */
  whenAborted(listener: () => void): () => void {
    this.#listeners.push(listener);
    return () => {
      this.#listeners = this.#listeners.filter((one) => one !== listener);
    };
  }
}
