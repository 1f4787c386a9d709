/**
 * Splits a command that is written as one text: at spaces, where quotes keep together what they hold. Nothing else has a
 * meaning, because no shell is there that would give it one; what only a shell understands is refused.
 */

/** The program and its arguments, or what is wrong. */
export function splitCommand(text: string): readonly string[] | { readonly problem: string } {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (const one of text) {
    if (quote !== undefined) {
      if (one === quote) quote = undefined;
      else word += one;
    } else if (one === '"' || one === "'") {
      quote = one;
      word ??= '';
    } else if (/\s/.test(one)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + one;
  }
  if (quote !== undefined) return { problem: `It has a ${quote} without its end.` };
  if (word !== undefined) words.push(word);
  if (words.length === 0 || words[0] === '') return { problem: 'It names no program.' };
  return words;
}

/** What only a shell would understand; undefined where there is nothing. `${NAME}` is filled in by Hookline. */
export function shellProblem(text: string): string | undefined {
  const bare = text.replaceAll(/"[^"]*"|'[^']*'/g, '').replaceAll(/\$\{[^}]*\}/g, '');
  const found = /&&|\|\||[|;&<>()`$*?~\\\n]/.exec(bare)?.[0];
  const assigns = /^\s*\w+=/.test(text);
  if (found === undefined && !assigns) return undefined;
  const what =
    found === undefined ? 'a variable before the program' : `"${found === '\n' ? 'a new line' : found}"`;
  const fix = assigns ? 'Write it in "environment"' : `Write ["bash", "-c", ${JSON.stringify(text)}]`;
  return `No shell runs it, and ${what} means something to a shell only. ${fix}, or make a script of it.`;
}
