/** The branches that a command is about. */
import { ANY, isKnown, WORDS } from '../match/unknown.ts';
import { programName, type SeenCommand } from '../shell/seen-command.ts';
import { pathIn } from '../shell/state.ts';
import { branchOf } from './repository.ts';

/** The branch of each folder that a command may run in; of `git push` those that it names. */
export function branchesOf(seen: SeenCommand, entered: readonly string[]): readonly string[] {
  const current = [...new Set([...seen.cwds.flatMap((cwd) => checkedOut(folderOf(seen, cwd))), ...entered])];
  return (isPush(seen) && pushed(seen.words, current)) || current;
}

/** The branch that a command checks out: what comes after it in a line runs there. */
export function branchEntered({ words }: SeenCommand): string | undefined {
  if (programName(words[0] ?? '') !== 'git') return undefined;
  const at = words.findIndex((word) => word === 'checkout' || word === 'switch');
  if (at < 0 || words.includes('--')) return undefined;
  const target = words.slice(at + 1).find((word) => !/^-./.test(word));
  return target === undefined || target === '-' ? ANY : target.replaceAll(WORDS, ANY);
}

const isPush = ({ words }: SeenCommand): boolean =>
  programName(words[0] ?? '') === 'git' && words.includes('push');

const folderOf = ({ words }: SeenCommand, cwd: string): string => {
  const at = words.indexOf('-C');
  const given = at > 0 && programName(words[0] ?? '') === 'git' ? words[at + 1] : undefined;
  return given === undefined ? cwd : pathIn(cwd, given);
};

function checkedOut(folder: string): readonly string[] {
  if (!isKnown(folder)) return [ANY];
  const branch = branchOf(folder);
  return branch === undefined ? [] : [branch];
}

/** Where a push goes; undefined where it names nothing. */
function pushed(words: readonly string[], current: readonly string[]): readonly string[] | undefined {
  const args = words.slice(words.indexOf('push') + 1);
  if (args.some((arg) => /^--(?:all|mirror|branches)$/.test(arg))) return [...current, ANY];
  const [, ...names] = args.filter((arg) => !arg.startsWith('-'));
  if (names.length === 0) return undefined;
  return [
    ...new Set(
      names.flatMap((name) => {
        const target = name.replace(/^\+/, '').split(':').at(-1) as string;
        const branch = target.replace(/^refs\/heads\//, '').replaceAll(WORDS, ANY);
        return branch === 'HEAD' || branch === '@' || branch === '' ? current : [branch];
      }),
    ),
  ];
}
