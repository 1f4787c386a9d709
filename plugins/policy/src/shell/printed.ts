/** What a simple command prints, where that can be told without running it. */
import { isKnown } from '../match/unknown.ts';

/** The text, or undefined. `root`: the repository. */
export function printedBy(
  words: readonly string[],
  cwds: readonly string[],
  root: string | undefined,
): string | undefined {
  const [name, ...args] = words;
  switch (name) {
    case 'echo':
      return echoed(args);
    case 'printf':
      return formatted(args);
    case 'pwd':
      return args.length === 0 && cwds.length === 1 ? cwds[0] : undefined;
    case 'which':
      return args.length === 1 ? args[0] : undefined;
    case 'command':
      return args.length === 2 && args[0] === '-v' ? args[1] : undefined;
    case 'git':
      return args.join(' ') === 'rev-parse --show-toplevel' ? root : undefined;
    default:
      return undefined;
  }
}

function echoed(args: readonly string[]): string | undefined {
  const texts = [...args];
  while (/^-[nE]+$/.test(texts[0] ?? '')) texts.shift();
  return /^-[neE]+$/.test(texts[0] ?? '') ? undefined : known(texts.join(' '));
}

/** Only what has no escape and no verb besides `%s`. */
function formatted([format, ...args]: readonly string[]): string | undefined {
  const plain = format?.replace(/\\n$/, '');
  if (plain === undefined || plain.includes('\\')) return undefined;
  const verbs = plain.match(/%./g) ?? [];
  if (verbs.some((verb) => verb !== '%s') || verbs.length !== args.length) return undefined;
  let next = 0;
  return known(plain.replaceAll('%s', () => args[next++] ?? ''));
}

const known = (text: string): string | undefined => (isKnown(text) ? text : undefined);
