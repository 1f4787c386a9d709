/**
 * A backslash before a new line is taken out before anything else is read, also in the middle of a name: the parser does
 * so between words, but ends the name of a variable there.
 */

const CUT = /(\$\{?[!#]?[A-Za-z_]\w*)\\\r?\n(?=\w)|(\$)\\\r?\n(?=[({A-Za-z_])/g;

/** The text with the names of its variables in one piece. */
export function joinNames(source: string): string {
  let text = source;
  for (let turn = 0; turn < 8 && text.includes('\\\n'); turn++) {
    const next = text.replace(CUT, '$1$2');
    if (next === text) break;
    text = next;
  }
  return text;
}
