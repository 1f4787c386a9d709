/** The table as a configuration writes it. */

/** From the mildest to the strictest. */
export const ACTIONS = ['allow', 'ask', 'deny'] as const;
export type Action = (typeof ACTIONS)[number];

/** The events that are judged. */
export const JUDGED = [
  'exec.before',
  'patch.before',
  'mcp.before',
  'tool.before',
  'permission.request',
] as const;
export type Judged = (typeof JUDGED)[number];

type OneOrMore<T> = T | readonly T[];

/** What a rule is about. All that is given must hold; of a list, any. */
export interface Conditions {
  /** Globs. Without a slash a name at any depth; with one from the root of the repository; `/…` and `~/…` as they say. */
  readonly path?: OneOrMore<string>;
  /** The agent's name of the tool, or `server/tool` of an MCP call; `*` stands for any text. */
  readonly tool?: OneOrMore<string>;
  /** The first words of a command: `git push`. */
  readonly command?: OneOrMore<string>;
  /** `example.com`, `*.example.com`. */
  readonly host?: OneOrMore<string>;
  /** The branch that is checked out; for `git push` the branches that it names. */
  readonly branch?: OneOrMore<string>;
  /** `mon-fri 09:00-18:00`. */
  readonly time?: OneOrMore<string>;
  readonly event?: OneOrMore<Judged>;
}

/** One line of the table. */
export interface PolicyRule extends Conditions {
  readonly action: Action;
  /** Read by the model. Required for `ask` and `deny`. */
  readonly reason?: string;
  /** Shown in listings; the number of the rule where it has none. */
  readonly id?: string;
}

/** The options of the plugin; what is left out has the default of the schema. */
export interface PolicyOptions {
  /** Of what no rule matches. Default `allow`. */
  readonly default?: Action;
  readonly default_reason?: string;
  /** Of what cannot be read in full and may be what a rule is about. Default `ask`. */
  readonly unknown?: Action;
  /** An IANA name. Default: that of the machine. */
  readonly timezone?: string;
  readonly rules?: readonly PolicyRule[];
}

export const CONDITIONS = ['path', 'tool', 'command', 'host', 'branch', 'time', 'event'] as const;

/** A scalar is a list of one. */
export const listOf = <T>(value: OneOrMore<T> | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as T];
