/** Makes a package from a command line. */
import { relative, resolve } from 'node:path';
import { type Arguments, HELP, readArguments, UsageError } from './arguments.ts';
import { type Language, typeOf, type Wish } from './manifest.ts';
import { packageFiles } from './package-files.ts';
import { type Kind, packageNames } from './package-name.ts';
import { ask } from './questions.ts';
import { ownVersion } from './versions.ts';
import { checkFree, writePackage } from './write-package.ts';

const KINDS: readonly Kind[] = ['plugin', 'handler', 'preset'];
const LANGUAGES: readonly Language[] = ['ts', 'js'];

function oneOf<T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw new UsageError(`--${option} is one of ${known.join(', ')}; got "${value}".`);
  return found;
}

const DESCRIPTIONS: Readonly<Record<Kind, (short: string) => string>> = {
  plugin: (short) => `Hookline plugin: ${short}`,
  handler: (short) => `Hookline handler kind: ${short}`,
  preset: (short) => `Hookline preset: ${short}`,
};

async function complete(given: Arguments): Promise<Arguments> {
  const isAsked = process.stdin.isTTY === true && process.stdout.isTTY === true && !given.yes;
  const missing = [
    { key: 'kind', text: 'What is it? plugin, handler or preset', usual: 'plugin' },
    { key: 'name', text: 'Its name?', usual: 'my-checks' },
    ...(given.kind === 'preset'
      ? []
      : [{ key: 'language', text: 'In which language? ts or js', usual: 'ts' }]),
  ].filter(({ key }) => given[key as keyof Arguments] === undefined);
  const answers = isAsked && missing.length > 0 ? await ask(missing) : {};
  return { ...given, ...answers };
}

function wishOf(given: Arguments): Wish {
  const kind = oneOf('kind', given.kind ?? 'plugin', KINDS);
  if (given.name === undefined || given.name === '')
    throw new UsageError('Name it: npm create hookline-plugin my-checks');
  const names = packageNames(given.name, kind);
  return {
    names,
    kind,
    language: kind === 'preset' ? 'js' : oneOf('language', given.language ?? 'ts', LANGUAGES),
    description: given.description ?? DESCRIPTIONS[kind](names.short),
    author: given.author ?? '',
  };
}

/** The package manager that called us; npm when nobody says. */
function manager(): string {
  return /^(npm|pnpm|yarn|bun)\//.exec(process.env['npm_config_user_agent'] ?? '')?.[1] ?? 'npm';
}

function nextSteps({ names, kind }: Wish, folder: string): readonly string[] {
  const run = manager();
  const use = kind === 'preset' ? `extends = ["${names.package}"]` : `[plugins."${names.package}"]`;
  return [
    'Next:',
    ...(folder === '' ? [] : [`  cd ${folder}`]),
    `  ${run} install`,
    `  ${run} test`,
    kind === 'handler'
      ? `In a hooks.toml: ${use}, then hooks with type = "${typeOf(names)}".`
      : `In a hooks.toml: ${use}`,
  ];
}

/** Runs one command line; gives the exit code: 0, 1 where it cannot be made, 64 where it is not understood. */
export async function create(argv: readonly string[]): Promise<number> {
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
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
    const wish = wishOf(await complete(given));
    const folder = resolve(given.folder ?? wish.names.folder);
    const near = relative(process.cwd(), folder);
    checkFree(folder);
    const files = packageFiles(wish);
    say(`${wish.names.package} in ${near || '.'}${given.dryRun ? ' (--dry-run: nothing is written)' : ''}\n`);
    for (const file of files.keys()) say(`  ${file}`);
    if (given.dryRun) return 0;
    writePackage(folder, files);
    say(`\n${nextSteps(wish, near).join('\n')}`);
    return 0;
  } catch (thrown) {
    const isUsage = thrown instanceof UsageError;
    const help = isUsage ? '\nnpm create hookline-plugin -- --help shows all options' : '';
    process.stderr.write(`create-hookline-plugin: ${(thrown as Error).message}${help}\n`);
    return isUsage ? 64 : 1;
  }
}
