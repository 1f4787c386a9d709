/** Whether a command begins with the words of a rule. */
import { programName, type SeenCommand } from '../shell/seen-command.ts';
import { dissolved, isDecoded, longestLiteral, speaksOf } from './hint.ts';
import { type Holds, holds, isKnown, WORDS } from './unknown.ts';

/** A rule's words: those that come in order, and the options that may stand anywhere. */
export interface CommandPattern {
  readonly text: string;
  readonly words: readonly string[];
  readonly options: readonly string[];
}

export function parseCommandPattern(text: string): CommandPattern {
  const all = text.trim().split(/\s+/);
  const words = all.filter((word, index) => index === 0 || !word.startsWith('-'));
  return { text, words, options: all.filter((word) => !words.includes(word)) };
}

/** Options before the subcommand that take the next word. */
const VALUED: Readonly<Record<string, readonly string[]>> = {
  git: ['-C', '-c', '--git-dir', '--work-tree', '--namespace', '--config-env', '--super-prefix'],
  npm: ['--prefix', '-C', '-w', '--workspace', '--tag', '--registry', '--loglevel', '--userconfig'],
  pnpm: ['-C', '--dir', '--filter', '-F', '--reporter', '--loglevel'],
  yarn: ['--cwd', '--registry', '--mutex'],
  docker: ['-H', '--host', '-c', '--context', '--config', '-l', '--log-level'],
  kubectl: ['-n', '--namespace', '--context', '--kubeconfig', '-s', '--server', '--cluster', '--user', '-v'],
  helm: ['-n', '--namespace', '--kube-context', '--kubeconfig'],
  gh: ['-R', '--repo'],
  aws: ['--profile', '--region', '--output', '--endpoint-url', '--query'],
  gcloud: ['--project', '--account', '--configuration', '--format'],
  cargo: ['-C', '--color', '--config', '-Z'],
  terraform: [],
  make: ['-C', '-f', '-I', '-o', '-W'],
};
/** Options that do not change what the command is: what is allowed is so with them, too. */
const PLAIN: Readonly<Record<string, RegExp>> = {
  git: /^(?:-C|-P|--no-pager|--no-optional-locks|--literal-pathspecs)$/,
  npm: /^(?:-s|--silent|--prefix|-C|-w|--workspace)$/,
  pnpm: /^(?:-s|--silent|-C|--dir|-r|--recursive|--filter|-F)$/,
  yarn: /^(?:-s|--silent|--cwd)$/,
};
const SYSTEM = /^(?:\/usr|\/usr\/local|\/opt\/homebrew)?\/s?bin\/[^/]+$/;

/** `allows`: the rule allows, so that only what surely is the command counts. */
export function holdsCommand(
  pattern: CommandPattern,
  seen: SeenCommand,
  allows: boolean,
  line: string,
): Holds {
  if (seen.runsUnknown && !allows) return 'maybe';
  const found = prefix(pattern, seen.words, allows);
  if (allows || found.holds === 'yes') return found.holds;
  if (seen.code !== undefined && speaks(pattern, seen.code)) return 'maybe';
  // Something that is not known counts where the rule is to be seen, or nothing could be.
  const counts = found.holds === 'maybe' && (found.met > 0 || speaks(pattern, line) || isHidden(seen, line));
  return counts ? 'maybe' : 'no';
}

/** Whether a text speaks of every word of the rule. */
export const speaks = ({ words }: CommandPattern, text: string): boolean => {
  const clear = dissolved(text);
  return words.every((word) => speaksOf(clear, longestLiteral(word)));
};

interface Found {
  readonly holds: Holds;
  /** Words of the rule that are there to be read. */
  readonly met: number;
}
const NOT: Found = { holds: 'no', met: 0 };

function prefix({ words, options }: CommandPattern, given: readonly string[], allows: boolean): Found {
  const [first = ''] = given;
  const [program = '', ...operands] = words;
  const called = program.includes('/') ? first : programName(first);
  if (allows && !program.includes('/') && called !== first && !SYSTEM.test(first)) return NOT;
  const named = allows ? holds(program, called) : holds(program.toLowerCase(), called.toLowerCase());
  if (named === 'no') return NOT;
  const inOrder = ways(operands, given, program.toLowerCase(), allows);
  // One thing unknown that is split into words can be the whole command.
  const after: Found = first === WORDS && inOrder.holds === 'no' ? { holds: 'maybe', met: 0 } : inOrder;
  return {
    holds: weaker(weaker(named, after.holds), hasOptions(options, given)),
    met: after.met + (named === 'yes' ? 1 : 0),
  };
}

const RANK: Readonly<Record<Holds, number>> = { no: 0, maybe: 1, yes: 2 };
const weaker = (a: Holds, b: Holds): Holds => (RANK[a] <= RANK[b] ? a : b);

/** The words after the program, past options of which some take the next word. */
function ways(operands: readonly string[], given: readonly string[], tool: string, allows: boolean): Found {
  let best = NOT;
  const valued = VALUED[tool];
  const walk = (at: number, next: number, sure: Holds, met: number, left: number): void => {
    if (next === operands.length) {
      if (RANK[sure] > RANK[best.holds]) best = { holds: sure, met };
      return;
    }
    const word = given[at];
    if (word === undefined || left === 0 || best.holds === 'yes') return;
    if (word === WORDS) {
      if (best.holds === 'no') best = { holds: 'maybe', met };
      walk(at + 1, next, 'maybe', met, left - 1);
      return;
    }
    if (/^[-+]./.test(word) && (word[0] === '-' || tool === 'cargo')) {
      const isPlain = PLAIN[tool]?.test(word.split('=', 1)[0] as string) ?? false;
      if (allows && !isPlain) return;
      if (tool === 'git' && word === '-c' && /^alias\./i.test(given[at + 1] ?? ''))
        best = { holds: 'maybe', met };
      if (valued) {
        walk(at + (valued.includes(word) ? 2 : 1), next, sure, met, left - 1);
        return;
      }
      walk(at + 1, next, sure, met, left - 1);
      if (!word.includes('=')) walk(at + 2, next, sure, met, left - 1);
      return;
    }
    const wanted = operands[next] as string;
    // npm knows its commands by their beginnings.
    const isShort = tool === 'npm' && next === 0 && !allows && word.length > 2 && wanted.startsWith(word);
    const fits = isShort ? 'yes' : holds(wanted, word);
    if (fits !== 'no') walk(at + 1, next + 1, weaker(sure, fits), met + (fits === 'yes' ? 1 : 0), left - 1);
  };
  walk(1, 0, 'yes', 0, 24);
  return best;
}

/** Every option is given, by itself, with a value or in a cluster of short ones. */
function hasOptions(options: readonly string[], given: readonly string[]): Holds {
  let all: Holds = 'yes';
  for (const option of options) {
    const short = /^-([A-Za-z])$/.exec(option)?.[1];
    const one = given.slice(1).reduce<Holds>((found, word) => {
      if (word === option || word.startsWith(`${option}=`)) return 'yes';
      if (short && /^-[A-Za-z]+$/.test(word) && word.includes(short)) return 'yes';
      const may = holds(option, word) === 'maybe' || word === WORDS;
      return found === 'no' && may ? 'maybe' : found;
    }, 'no');
    all = weaker(all, one);
  }
  return all;
}

/** Whether the program of a command was made out of other text. */
const isHidden = (seen: SeenCommand, line: string): boolean =>
  seen.words[0] !== undefined && !isKnown(programName(seen.words[0])) && isDecoded(line);
