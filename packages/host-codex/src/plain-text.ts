/** Makes a text fit for the model and for Codex's parser. */

/** Codex passes a reason of this length on whole; longer ones help nobody. */
export const MAX_REASON = 64_000;

/** Also what turns the direction of writing, and tags, which a model reads and nobody sees. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu;

/** Without control characters other than newline and tab, without what hides or turns text, whole surrogate pairs only, and at most `max` long. */
export function plainText(text: string, max: number = MAX_REASON): string {
  const clean = text.replaceAll('\r\n', '\n').replaceAll(CONTROL, '').trim();
  return (clean.length > max ? `${clean.slice(0, max - 1)}…` : clean).toWellFormed();
}

/**
 * The name of a hook as the model may see it. An entry without a description is named by what it runs, which can
 * hold a path of this machine: only the last part of an absolute path stays.
 */
export function speaker(by: string): string {
  const name = by.replaceAll(/(^|[\s"'=])(?:~|[A-Za-z]:)?[\\/](?:[^\s"'\\/]+[\\/])*/g, '$1');
  return plainText(name, 200).replaceAll(/\s+/g, ' ');
}
