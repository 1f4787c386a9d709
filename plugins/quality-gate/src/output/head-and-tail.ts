/** Keeps the beginning and the end of a long text: what a check says first, and what it says of itself at last. */

/** Of what is kept, the part that is from the beginning. */
const HEAD_SHARE = 0.25;

/** At most about `most` characters, in whole lines where they are not too long themselves. */
export function headAndTail(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = cutHead(text, Math.floor(most * HEAD_SHARE));
  const tail = cutTail(text, most - head.length);
  const left = text.slice(head.length, text.length - tail.length);
  const lines = (left.match(/\n/g) ?? []).length;
  const what = lines > 0 ? `${lines} ${lines === 1 ? 'line' : 'lines'}` : `${left.length} characters`;
  return `${head.trimEnd()}\n[… ${what} left out …]\n${tail.replace(/^\n/, '')}`;
}

function cutHead(text: string, most: number): string {
  const cut = text.slice(0, most);
  const end = cut.lastIndexOf('\n');
  return end > most / 2 ? cut.slice(0, end) : cut.toWellFormed();
}

function cutTail(text: string, most: number): string {
  const cut = text.slice(text.length - most);
  const start = cut.indexOf('\n');
  return start >= 0 && start < most / 2 ? cut.slice(start) : cut.toWellFormed();
}
