/** What the search gives, and what its parts are given. */

/** A secret in a text. The span is that of the secret itself, without its name or what stands around it. */
export interface SecretMatch {
  /** What it is, `github-token`. */
  readonly kind: string;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** Looks at a place where something may be: gives what it is, or undefined. Does a bounded amount of work. */
export type Detector = (text: string, at: number) => SecretMatch | undefined;
