/** Installs what is missing, and says so when it could not: nothing else is written then. */
import type { CommandContext } from '../command-context.ts';
import { type Cause, causeOf } from './install-failure.ts';
import { type Installation, typed } from './installation.ts';
import { type Installed, runInstallation } from './run-installation.ts';

/** Lines of a package manager's last words that are shown where a pipe has kept them back. */
const MOST_LINES = 40;

const GET: Readonly<Record<string, string>> = {
  npm: 'npm comes with Node: https://nodejs.org',
  pnpm: 'npm install --global pnpm',
  yarn: 'npm install --global corepack && corepack enable',
  bun: 'npm install --global bun',
};

/** True when it is installed. */
export async function installMissing(installation: Installation, context: CommandContext): Promise<boolean> {
  context.out(`\n$ ${typed(installation.words)}`);
  if (context.interactive) context.out('Ctrl-C stops it; nothing else is written before it is done.');
  const ended = await runInstallation(installation, context);
  if (ended.how === 'done') return true;
  const [program] = installation.words;
  if (ended.how === 'stopped') {
    context.err(
      `\nhookline: ${program} was stopped, and nothing else was written. To go on: npx hookline init`,
    );
    return false;
  }
  if (ended.how === 'failed' && !context.interactive)
    context.err(ended.said.trimEnd().split('\n').slice(-MOST_LINES).join('\n'));
  const { what, why, fix } = failureOf(ended, program);
  context.err(`\nhookline: ${what} Nothing else was written.`);
  context.err(`  where  ${installation.folder}`);
  if (why !== undefined) context.err(`  why    ${why}`);
  context.err(`  fix    ${fix}`);
  context.err(`         By hand: ${typed(installation.words)}`);
  context.err('         Then: npx hookline init. Or begin without a preset: npx hookline init --preset none');
  return false;
}

function failureOf(
  ended: Extract<Installed, { readonly how: 'not there' | 'failed' }>,
  program: string,
):
  | (Cause & { readonly what: string })
  | { readonly what: string; readonly why: undefined; readonly fix: string } {
  if (ended.how === 'not there')
    return {
      what: `${program} is not there to install with.`,
      why: 'The project is installed with it, by its lock file or package.json, and PATH has no such program.',
      fix: GET[program] ?? `Install ${program}.`,
    };
  const end = typeof ended.code === 'number' ? `exit code ${ended.code}` : ended.code;
  const what = `${program} did not install it (${end}).`;
  const cause = causeOf(ended.said);
  return cause ? { what, ...cause } : { what, why: undefined, fix: 'Its words above say why.' };
}
