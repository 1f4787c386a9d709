/** Programs that run a text: shells, whose text is read, and others, in whose text is looked for what a rule names. */
import { ANY, isKnown, ONE, STAR, WORDS } from '../match/unknown.ts';
import type { Stdin } from './raw-command.ts';

const SHELLS = /^(?:ba|z|da|k|mk|a|fi)?sh$/;
const VALUED = ['-o', '+o', '-O', '+O', '--rcfile', '--init-file'];

/** The text that a command makes a shell run; `unknown` where it runs one that nobody knows. */
export function shellText(
  name: string,
  words: readonly string[],
  stdin: Stdin | undefined,
): { readonly text: string } | 'unknown' | undefined {
  if (SHELLS.test(name)) return ofShell(words, stdin);
  const args = words.slice(1);
  switch (name) {
    case 'eval':
      return args.length > 0 ? known(args.join(' ')) : undefined;
    case 'trap':
      return args.length > 1 && !args[0]?.startsWith('-') ? known(args[0] as string) : undefined;
    case 'alias': {
      const texts = args.filter((arg) => /^[^=]+=./.test(arg)).map((arg) => arg.slice(arg.indexOf('=') + 1));
      return texts.length > 0 ? known(texts.join('\n')) : undefined;
    }
    case 'source':
    case '.':
      return isStream(args[0]) ? fromStdin(args[0], stdin) : undefined;
    case 'su':
    case 'script':
    case 'runuser':
    case 'flock':
    case 'npx': {
      const at = args.findIndex((arg) => /^-[a-z]*c$/.test(arg) || arg === '--command' || arg === '--call');
      return at >= 0 && args[at + 1] !== undefined ? known(args[at + 1] as string) : undefined;
    }
    case 'env': {
      const at = args.findIndex((arg) => /^-\w*S$/.test(arg) || arg === '--split-string');
      return at >= 0 ? known(args.slice(at + 1).join(' ')) : undefined;
    }
    case 'watch':
      return known(args.filter((arg) => !arg.startsWith('-')).join(' '));
    case 'parallel': {
      const words = args.filter((arg) => !arg.startsWith('-'));
      const end = words.findIndex((arg) => /^:::?:?\+?$/.test(arg));
      return known([...(end < 0 ? words : words.slice(0, end)), WORDS].join(' '));
    }
    default:
      return undefined;
  }
}

function ofShell(words: readonly string[], stdin: Stdin | undefined): ReturnType<typeof shellText> {
  let isCode = false;
  for (let at = 1; at < words.length; at++) {
    const word = words[at] as string;
    if (word === '--') continue;
    if (VALUED.includes(word)) at++;
    else if (/^-[A-Za-z]*c[A-Za-z]*$/.test(word)) isCode = true;
    else if (/^[-+]./.test(word)) continue;
    else if (isCode) return known(word);
    else return word === '-' || isStream(word) ? fromStdin(word, stdin) : undefined;
  }
  return isCode || !stdin ? undefined : fromStdin(undefined, stdin);
}

const isStream = (word: string | undefined): boolean =>
  word !== undefined && (word.startsWith('/dev/fd/') || word === '/dev/stdin');

function fromStdin(word: string | undefined, stdin: Stdin | undefined): { text: string } | 'unknown' {
  return word?.includes(ANY) || stdin?.text === undefined ? 'unknown' : known(stdin.text);
}

/** What is not known in a text stands in it as a variable that nobody has set. */
function known(text: string): { text: string } | 'unknown' {
  if (isKnown(text)) return { text };
  const clear = text.replaceAll(ANY, '').replaceAll(WORDS, '');
  if (clear.trim() === '') return 'unknown';
  return {
    text: text
      .replaceAll(/[\uE000\uE001]/g, '$_unknown_')
      .replaceAll(STAR, '*')
      .replaceAll(ONE, '?'),
  };
}

const INTERPRETERS =
  /^(?:python[\d.]*|node|deno|bun|ruby|perl|php|osascript|lua|[gm]?awk|tclsh|expect|Rscript|pwsh|powershell)$/;
const TAKE_COMMANDS =
  /^(?:tmux|screen|at|batch|docker|podman|nerdctl|kubectl|vagrant|systemd-run|emacs|vim|ex|make|crontab)$/;

/** Arguments by which these start what another argument says. */
const STARTS: Readonly<Record<string, (arg: string, next: string) => boolean>> = {
  git: (arg, next) => /^(?:-x|--exec(?:=.*)?|run|foreach)$/.test(arg) || (arg === '-c' && next.includes('=')),
  ssh: (arg) => /Command=/i.test(arg),
  scp: (arg) => /Command=/i.test(arg) || arg === '-S',
  rsync: (arg) => /^(?:-\w*e|--rsh.*)$/.test(arg),
  tar: (arg) => /^--(?:checkpoint-action|to-command|use-compress-program)/.test(arg),
};

/** A text that is no shell's: what it does is not read. */
export function otherCode(
  name: string,
  words: readonly string[],
  stdin: Stdin | undefined,
): string | undefined {
  const args = words.slice(1);
  if (INTERPRETERS.test(name)) {
    if (name.endsWith('awk')) return args.join(' ');
    const at = args.findIndex(
      (arg) => /^-\w*[cer]$/.test(arg) || /^--?(?:eval|command|print|p|pe)$/i.test(arg),
    );
    if (at >= 0) return args.slice(at + 1).join(' ');
    return args.some((arg) => !arg.startsWith('-')) ? undefined : stdin?.text;
  }
  const takes = TAKE_COMMANDS.test(name) || args.some((arg, at) => STARTS[name]?.(arg, args[at + 1] ?? ''));
  return takes && args.length > 0 ? args.join(' ') : undefined;
}
