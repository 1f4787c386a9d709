/** The command line of `hookline-testkit`. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { checkPackage, type PackageProblem } from '../package/check-package.ts';
import { shipSchema } from '../package/ship-schema.ts';

const HELP = `Usage: hookline-testkit <command> [folder]

  check [folder]            judge a built plugin or preset before it is published
  schema [folder]           write the schema file that "hookline.schema" of its package.json names
  schema [folder] --check   fail when that file is not what the code says

Both import the package, so build it first. The folder is . when none is given.
  -V, --version
  -h, --help

Exit code 0: fine, 1: a finding, 64: the command line was not understood.`;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);

function usage(why: string): number {
  complain(`hookline-testkit: ${why}\nhookline-testkit --help shows all commands`);
  return 64;
}

const findings = (problems: readonly PackageProblem[]): string =>
  problems.map(({ where, why, fix }) => `${where}\n  why  ${why}\n  fix  ${fix}`).join('\n');

async function check(folder: string): Promise<number> {
  const problems = await checkPackage(folder);
  if (problems.length === 0) {
    say('ok  The package can be published.');
    return 0;
  }
  complain(findings(problems));
  return 1;
}

async function schema(folder: string, isCheck: boolean): Promise<number> {
  const shipped = await shipSchema(folder, { check: isCheck });
  if (!shipped.ok) {
    complain(findings(shipped.problems));
    return 1;
  }
  const { file, state, untold } = shipped;
  const name = relative(process.cwd(), file);
  for (const one of untold) complain(`note: ${one}`);
  if (state === 'stale') {
    complain(`${name}\n  why  It is not what the code says.\n  fix  Run hookline-testkit schema.`);
    return 1;
  }
  say(state === 'written' ? `Wrote ${name}` : `${name} is up to date.`);
  return 0;
}

/** Runs one command line; gives the exit code. */
export async function commandLine(argv: readonly string[]): Promise<number> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (thrown) {
    return usage((thrown as Error).message.split('. To specify', 1)[0] ?? '');
  }
  const { values, positionals } = parsed;
  const [command, folder = '.', ...more] = positionals;
  if (values.help) {
    say(HELP);
    return 0;
  }
  if (values.version) {
    const manifest: unknown = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    );
    say(String((manifest as { readonly version: string }).version));
    return 0;
  }
  if (more.length > 0) return usage(`One folder is enough; what is "${more.join(' ')}"?`);
  if (command === 'check' && !values.check) return check(folder);
  if (command === 'schema') return schema(folder, values.check);
  if (command === 'check') return usage('--check belongs to schema.');
  return usage(
    command === undefined ? 'Say what to do: check or schema.' : `There is no command "${command}".`,
  );
}

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      check: { type: 'boolean', default: false },
      version: { type: 'boolean', short: 'V', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
}
