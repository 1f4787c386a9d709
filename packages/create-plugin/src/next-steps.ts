/** What to type next, for the package manager that was used so far. */
import { relative } from 'node:path';
import { nameInConfig, typeOf, type Wish } from './manifest.ts';

type Manager = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** The package manager that called us; npm where nobody says. */
function manager(): Manager {
  const [, name] = /^(npm|pnpm|yarn|bun)\//.exec(process.env['npm_config_user_agent'] ?? '') ?? [];
  return (name as Manager | undefined) ?? 'npm';
}

const ADD: Readonly<Record<Manager, string>> = {
  npm: 'npm install --save-dev',
  pnpm: 'pnpm add --save-dev',
  yarn: 'yarn add --dev',
  bun: 'bun add --dev',
};

/** A folder as one word of a shell. */
const word = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** The lines, for a package in `folder`. */
export function nextSteps({ names, kind }: Wish, folder: string): readonly string[] {
  const run = manager();
  const near = relative(process.cwd(), folder);
  const use =
    kind === 'preset' ? `extends = ["${names.package}"] below [hooks]` : `[plugins.${nameInConfig(names)}]`;
  return [
    'Next:',
    ...(near === '' ? [] : [`  cd ${word(near)}`]),
    `  ${run} install`,
    // "bun test" is a runner of its own.
    `  ${run === 'bun' ? 'bun run' : run} test`,
    '',
    'Then, in a repository that is to have it:',
    `  ${ADD[run]} hookline ${word(folder)}`,
    `  hooks.toml: ${use}${kind === 'handler' ? `, and hooks with type = "${typeOf(names)}"` : ''}`,
  ];
}
