/** Where the lines go. What is said here is said where the options are checked and again when they are used. */

/** What a relative path may not leave. */
export const STAYS_INSIDE =
  'A relative path stays inside of $CODEX_HOME: write an absolute path for a file elsewhere.';

/** What the file of the text may not be called where the JSON is written as well. */
export const ENDS_AS_JSON =
  'With the format "both" the file is the one of the text: name it otherwise than .jsonl, which is the ending of the other one.';

const ENDING = '.jsonl';

/** The file of the JSON lines beside the one of the text; undefined when it is the same one. */
export function jsonFileBeside(file: string): string | undefined {
  const beside = `${file.replace(/(?<=[^\\/])\.[^.\\/]+$/, '')}${ENDING}`;
  return beside.toLowerCase() === file.toLowerCase() ? undefined : beside;
}
