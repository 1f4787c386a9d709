/** How a server is reached, complete: nothing is left to fill in or to look up. */

/** A program that speaks over its stdin and stdout. */
export interface ProgramPlan {
  readonly kind: 'program';
  /** For people. */
  readonly name: string;
  /** Absolute. */
  readonly program: string;
  readonly args: readonly string[];
  /** The whole environment of the program. */
  readonly env: Readonly<Record<string, string>>;
  /** Absolute. */
  readonly cwd: string;
}

/** A server that is already running somewhere, spoken to over HTTP. */
export interface AddressPlan {
  readonly kind: 'address';
  /** For people. */
  readonly name: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

export type ServerPlan = ProgramPlan | AddressPlan;
