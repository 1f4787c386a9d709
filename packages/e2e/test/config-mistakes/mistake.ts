/** A mistake in a configuration, as somebody makes it who is new to Hookline. */
export interface Mistake {
  /** The heading on the page. */
  readonly title: string;
  /** What one has to know to understand it, where the message does not say it. */
  readonly about?: string;
  /** The file with the mistake. */
  readonly file: string;
  readonly text: string;
  /** Files beside it: text, and executable when they start with `#!`. */
  readonly beside?: Readonly<Record<string, string>>;
  /** Packages that are installed. */
  readonly installed?: readonly string[];
  /** Behind `hookline validate`. */
  readonly args?: readonly string[];
  /** An event that the hook would run for, and its fields. */
  readonly event: string;
  readonly data: object;
  /** What `hookline emit` says where the configuration is not broken: the mistake shows, or does no harm. */
  readonly emitSays?: RegExp;
  /** Where it is broken: that `hookline emit` says the same is tried once for each kind of report. */
  readonly isRaised?: true;
  /** A piece of what is printed as the fix, which is also in what is changed. */
  readonly key: string;
  /** The key is a word for what is changed. */
  readonly isWord?: true;
  /** What the fix says, done: a text in place of another one, or a command. */
  readonly mend: readonly [from: string, to: string] | string;
}

/** The lines of a text from the first to the last one that is another in the other text. */
export function changedLines(text: string, other: string): readonly string[] {
  const [lines, others] = [text.split('\n'), other.split('\n')];
  const most = Math.min(lines.length, others.length);
  let start = 0;
  while (start < most && lines[start] === others[start]) start += 1;
  let end = 0;
  while (end < most - start && lines.at(-1 - end) === others.at(-1 - end)) end += 1;
  return lines.slice(start, lines.length - end);
}

/** The file when the fix was applied to it. */
export function mendedText({ text, mend }: Mistake): string {
  return typeof mend === 'string' ? text : text.replace(mend[0], () => mend[1]);
}
