/** Asks for one of several on a terminal. */

/** One answer. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  /** What it means, in a line. */
  readonly hint: string;
}

/** The value that was chosen; undefined when the person left. The context has to be interactive. */
export async function choose(
  question: string,
  choices: readonly Choice[],
  preselected: string,
): Promise<string | undefined> {
  const { select, isCancel } = await import('@clack/prompts');
  const width = Math.max(...choices.map(({ label }) => label.length));
  const answer = await select<string>({
    message: question,
    // The usual hint is shown for one at a time only, and nobody can compare what they do not see.
    options: choices.map(({ value, label, hint }) => ({ value, label: `${label.padEnd(width)}  ${hint}` })),
    initialValue: preselected,
  });
  return isCancel(answer) ? undefined : answer;
}
