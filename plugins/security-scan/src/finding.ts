/** What the scan says about a text: the vocabulary that every part of it shares. */

/** What should happen: nothing is said, the person has to agree first, or it is refused. */
export type Verdict = 'allow' | 'ask' | 'deny';

/** How much is lost if it goes wrong. */
export type Severity = 'low' | 'medium' | 'high' | 'critical';

/** A part of the judged text, in UTF-16 code units; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One thing that was found. */
export interface Finding {
  /** The id of the rule, `fs-destroy.root`. */
  readonly rule: string;
  readonly severity: Severity;
  /** One sentence or two for the model: what was refused, and what to do instead. */
  readonly reason: string;
  /** Where in the judged text it stands. */
  readonly span: Span;
}

/** What came of judging a text. */
export interface Assessment {
  readonly verdict: Verdict;
  /** Worst first; empty if the verdict is `allow`. */
  readonly findings: readonly Finding[];
}

/** The kinds of harm that are told apart. */
export type Category =
  | 'fs-destroy'
  | 'rce'
  | 'git-loss'
  | 'secret-read'
  | 'exfil'
  | 'cloud-destroy'
  | 'privesc'
  | 'hook-tamper'
  | 'db-drop'
  | 'revshell'
  | 'disable-security'
  | 'dos'
  | 'publish'
  | 'secret';

/** A rule is data: what it is called, what it says, and what it is shown by. */
export interface Rule {
  /** `category.what`, kebab-case; an id is never given to another rule. */
  readonly id: string;
  readonly category: Category;
  readonly severity: Severity;
  /** The verdict of a finding at each level; `allow` says nothing. */
  readonly at: { readonly relaxed: Verdict; readonly standard: Verdict; readonly strict: Verdict };
  /** For the model: what was refused, and what to do instead. */
  readonly reason: string;
  /** For the list in the documentation: one line about what it catches. */
  readonly doc: string;
  /** Texts that it finds, and near ones that it leaves alone. */
  readonly examples: { readonly found: readonly string[]; readonly silent: readonly string[] };
}
