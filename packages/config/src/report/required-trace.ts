/**
 * What required hooks a configuration may hold, also where it is broken: an entry that is invalid, a file that does
 * not parse, a preset that is not installed. When in doubt, everything may be required.
 */

/**
 * A text that sets something or everything to required, in any format, or that pulls in what is not known. What is not
 * plainly false counts: half a file may end in the middle of the word.
 */
const MENTIONS_REQUIRED =
  /required["']?\s*(?:[=:](?!\s*["']?false\b)|$)|on_error["']?\s*[=:](?!\s*["']?open\b)|extends["']?\s*[=:]/i;

/** Collects the events that may have a required hook. */
export class RequiredTrace {
  readonly #events = new Set<string>();
  #anything = false;

  /** A required hook of these events. */
  events(names: readonly string[]): void {
    for (const name of names) this.#events.add(name);
  }

  /** The gates of a plugin that requires itself. */
  plugin(names: readonly string[]): void {
    if (names.includes('*')) this.anything();
    this.events(names);
  }

  /** A required hook of an event that is not known. */
  anything(): void {
    this.#anything = true;
  }

  /** A file that could not be read as what it is. */
  unreadable(text: string): void {
    if (MENTIONS_REQUIRED.test(text)) this.#anything = true;
  }

  /** True when something is required and it is not known on which event. */
  get anyEvent(): boolean {
    return this.#anything;
  }

  mayRequire(event: string): boolean {
    return this.#anything || this.#events.has(event);
  }
}
