/** How strict the scan is: the options as they are in force. */

/** The levels, from the one that says least. */
export const LEVELS = ['relaxed', 'standard', 'strict'] as const;
export type Level = (typeof LEVELS)[number];

/** What a rule may be set to, whatever the level says. */
export const RULE_SETTINGS = ['off', 'ask', 'deny'] as const;
export type RuleSetting = (typeof RULE_SETTINGS)[number];

/** Something that is found and may pass. */
export interface AllowEntry {
  /** The id of a rule, `git-loss.force-push`; a `*` stands for any text, `git-loss.*`. */
  readonly rule: string;
  /** The whole text that was judged; a `*` stands for any text. */
  readonly pattern: string;
  /** Why: it stands in the security log. */
  readonly reason: string;
}

/** The options of the plugin; what is left out has the default of the schema. */
export interface SecurityScanOptions {
  /** Default `standard`. */
  readonly level?: Level;
  /** Rules that are not judged as the level says, by their id or by their category. */
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  /** What may pass although a rule finds it. */
  readonly allow?: readonly AllowEntry[];
  /** Only records: nothing is asked or refused. Default false. */
  readonly dry?: boolean;
}

/** The options, complete. */
export type Settings = Required<SecurityScanOptions>;

/** Fills in the defaults: a test and a program give what they like. */
export function settingsOf({
  level = 'standard',
  rules = {},
  allow = [],
  dry = false,
}: SecurityScanOptions = {}): Settings {
  return { level, rules, allow, dry };
}
