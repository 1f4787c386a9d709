/** How a server is reached, complete: nothing is left to fill in or to look up. */

/** How long the agent's own configuration lets a server take; milliseconds. Within the deadline of the hook. */
export interface ServerLimits {
  readonly startupMs?: number;
  readonly toolMs?: number;
}

/** A program that speaks over its stdin and stdout. */
export interface ProgramPlan {
  readonly kind: 'program';
  readonly limits?: ServerLimits;
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
  readonly limits?: ServerLimits;
  /** For people. */
  readonly name: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

export type ServerPlan = ProgramPlan | AddressPlan;
