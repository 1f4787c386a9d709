/** A pattern in which `*` stands for any text, also none and also line ends. Every other character stands for itself. */

/**
 * Whether a pattern fits a whole text. Between two stars the first place that fits is as good as any later one, so
 * the work is in proportion to the text, whatever the pattern says.
 */
export function fitsGlob(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === text;
  const last = rest.pop() ?? '';
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const piece of rest) {
    const at = text.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
