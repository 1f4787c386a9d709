/**
 * `environment_allow`: names of variables, of which the last character may be a `*` for any rest. Lists of several layers
 * only ever narrow each other, so what is left of them is such a list again.
 */

/** Variables do not differ by case on Windows. */
const folded = (text: string): string => (process.platform === 'win32' ? text.toUpperCase() : text);

/** Whether one pattern takes in all that another one does; a name is a pattern for itself. */
function covers(wide: string, narrow: string): boolean {
  if (!wide.endsWith('*')) return folded(wide) === folded(narrow);
  return folded(narrow).startsWith(folded(wide.slice(0, -1)));
}

/** Whether a list names a variable. */
export function allowsVariable(list: readonly string[], name: string): boolean {
  return list.some((pattern) => covers(pattern, name));
}

/** What is named by both lists. Two patterns meet in the narrower one, or not at all. */
export function narrowedTo(first: readonly string[], second: readonly string[]): readonly string[] {
  const both = first.flatMap((one) =>
    second.flatMap((other) => (covers(one, other) ? [other] : covers(other, one) ? [one] : [])),
  );
  return [...new Set(both)];
}
