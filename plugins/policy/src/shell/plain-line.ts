/**
 * Reads a line in which nothing is quoted, expanded or nested: plain words between `&&`, `||`, `;` and `|`. Most lines of
 * an agent are such, and for them no parser has to be loaded. What it reads, the parser reads the same.
 */
import type { RawCommand, Reading, ShellScope } from './raw-command.ts';

const PLAIN = /^[\w@%+:,./ \t&|;-]+$/;
/** Words that are no command, or whose command changes what comes after it. */
const SPECIAL =
  /^(?:if|then|elif|else|fi|for|while|until|do|done|case|esac|select|function|time|coproc|cd|pushd|popd|export|declare|typeset|local|readonly|unset|read|alias|command|builtin|eval|exec|set|echo|printf)$/;

/** The commands, or undefined for a line that the parser has to read. */
export function readPlainLine(line: string, scope: ShellScope): Reading | undefined {
  if (!PLAIN.test(line) || line.length > 4_000) return undefined;
  const pieces = line.split(/(&&|\|\||;|\||&)/);
  const commands: RawCommand[] = [];
  for (const [index, piece] of pieces.entries()) {
    if (index % 2 === 1) {
      // A lone `&`, and two operators in a row, are what the parser knows about.
      if (piece === '&') return undefined;
      continue;
    }
    const words = piece.split(/[ \t]+/).filter(Boolean);
    const isLast = index === pieces.length - 1;
    if (words.length === 0) {
      if (isLast && (pieces.length === 1 || pieces[index - 1] === ';')) continue;
      return undefined;
    }
    if (SPECIAL.test(words[0] as string)) return undefined;
    commands.push({
      words,
      ...scope,
      targets: [],
      assigned: [],
      ...(pieces[index - 1] === '|' && { stdin: {} }),
    });
  }
  return { commands };
}
