/** Files that a line writes and then runs: what is in them stands in the line. */

import { printedBy } from './printed.ts';
import type { RawCommand } from './raw-command.ts';
import { pathIn } from './state.ts';

export class WrittenFiles {
  readonly #texts = new Map<string, string>();

  /** Remembers what a command writes to a file, where that is known. */
  note({ words, cwds, targets, stdin }: RawCommand): void {
    const isCopied = (words[0] === 'cat' && words.length === 1) || words[0] === 'tee';
    const text = isCopied ? stdin?.text : printedBy(words, cwds, undefined);
    if (text === undefined) return;
    const files = words[0] === 'tee' ? words.slice(1).filter((word) => !word.startsWith('-')) : targets;
    for (const file of files)
      for (const cwd of cwds) {
        const path = pathIn(cwd, file);
        this.#texts.set(path, `${this.#texts.get(path) ?? ''}${text}\n`);
      }
  }

  /** What is in the file that a command runs; undefined where the line did not write it. */
  runBy({ words, cwds }: RawCommand): string | undefined {
    if (this.#texts.size === 0) return undefined;
    // A file as the command, or as what a shell is given.
    const named = words.slice(0, 4).filter((word) => !word.startsWith('-'));
    for (const word of named.slice(0, 2))
      for (const cwd of cwds) {
        const text = this.#texts.get(pathIn(cwd, word));
        if (text !== undefined) return text;
      }
    return undefined;
  }
}
