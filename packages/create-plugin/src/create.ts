/** Makes a package from a command line. */
import { relative } from 'node:path';
import { HELP, readArguments, UsageError } from './arguments.ts';
import { nextSteps } from './next-steps.ts';
import { packageFiles } from './package-files.ts';
import { LeftAtQuestion } from './questions.ts';
import { ownVersion } from './versions.ts';
import { folderOf, readWish } from './wish.ts';
import { checkFree, writePackage } from './write-package.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Runs one command line; gives the exit code: 0, 1 where it cannot be made, 64 where it is not understood, 130 after Ctrl-C. */
export async function create(argv: readonly string[]): Promise<number> {
  try {
    const given = readArguments(argv);
    if (given.help) {
      say(HELP);
      return 0;
    }
    if (given.version) {
      say(ownVersion());
      return 0;
    }
    const isAtTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
    const wish = await readWish(given, isAtTerminal && !given.yes);
    const folder = folderOf(given, wish);
    checkFree(folder);
    const files = packageFiles(wish);
    const near = relative(process.cwd(), folder) || '.';
    say(`${wish.names.package} in ${near}${given.dryRun ? ' (--dry-run: nothing is written)' : ''}\n`);
    for (const file of files.keys()) say(`  ${file}`);
    if (given.dryRun) return 0;
    writePackage(folder, files);
    say(`\n${nextSteps(wish, folder).join('\n')}`);
    return 0;
  } catch (thrown) {
    return codeOf(thrown as Error);
  }
}

/** Says what went wrong, and gives the exit code for it. */
function codeOf(thrown: Error): number {
  const isUsage = thrown instanceof UsageError;
  const help = isUsage ? '\nnpm create hookline-plugin -- --help shows all options' : '';
  process.stderr.write(`create-hookline-plugin: ${thrown.message}${help}\n`);
  if (thrown instanceof LeftAtQuestion) return 130;
  return isUsage ? 64 : 1;
}
