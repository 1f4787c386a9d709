/** What the model is shown of what a check printed: clean, without secrets and without the place of the repository, bounded. */
import { cleanText } from './clean-text.ts';
import { headAndTail } from './head-and-tail.ts';

/** Characters from either end that are looked at; what is shown is far less. */
const LOOKED_AT = 256 * 1024;

export interface Shown {
  readonly root: string;
  /** Characters. */
  readonly most: number;
  redact(text: string): string;
}

export function shownOutput(stdout: string, stderr: string, { root, most, redact }: Shown): string {
  const texts = [stdout, stderr]
    .map((text) => redact(cleanText(ends(text)).replaceAll(`${root}/`, '')))
    .filter((text) => text.trim() !== '');
  const [first = '', second] = texts;
  if (second === undefined) return headAndTail(first, most);
  // What one stream does not need, the other may have.
  const half = Math.floor(most / 2);
  const room = second.length < half ? most - second.length : half;
  const start = headAndTail(first, room);
  return `${start}\n${headAndTail(second, Math.max(half, most - start.length))}`;
}

/** The middle of a very long text is not worth the work; it is left out below anyway. */
function ends(text: string): string {
  return text.length <= 2 * LOOKED_AT ? text : `${text.slice(0, LOOKED_AT)}\n${text.slice(-LOOKED_AT)}`;
}
