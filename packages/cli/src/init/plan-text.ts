/** What `init` says: the whole plan before anything is done, and what comes after. */
import { relative } from 'node:path';
import type { CommandContext } from '../command-context.ts';
import { placesOf } from '../commands/install-places.ts';
import { hooklineVersion } from '../version.ts';
import { type Installation, type ProjectPlace, planInstallation, rangeOf, typed } from './installation.ts';
import { RECOMMENDED } from './offered-presets.ts';
import { FILE } from './project-place.ts';

/** What is done before the agent's lines are written. */
export interface Plan {
  readonly presets: readonly string[];
  readonly why: string | undefined;
  /** What brings the packages; undefined when none is missing. */
  readonly installation: Installation | undefined;
  /** False by `--no-install`. */
  readonly installs: boolean;
  /** Of the configuration. */
  readonly text: string;
  readonly schema: {
    readonly file: string;
    readonly name: string;
    readonly state: 'new' | 'again';
    readonly isNeeded: boolean;
  };
}

/** The command and the files. */
export function planText(
  { why, installation, installs, text, schema }: Plan,
  context: CommandContext,
): string {
  return [
    ...(why === undefined ? [] : [`${why}\n`]),
    ...(installation && installs ? [installText(installation, context)] : []),
    `${FILE} (new)\n`,
    text.trimEnd().replaceAll(/^/gm, '  + '),
    ...(schema.isNeeded ? [`\n${schema.name} (${schema.state}): the keys of ${FILE} for editors`] : []),
  ].join('\n');
}

function installText({ words, folder, makesPackage }: Installation, { cwd }: CommandContext): string {
  const where = folder === cwd ? '' : ` (in ${relative(cwd, folder)})`;
  const made = makesPackage
    ? '\nnote: There is no package.json here. npm makes it, with package-lock.json and node_modules: the last belongs into .gitignore.\n'
    : '';
  return `To install${where}:\n\n  $ ${typed(words)}\n${made}`;
}

/** What follows, to be shown before it is done: which lines those are depends on what was installed. */
export function thenText(context: CommandContext): string {
  const { codexHome, projectDir } = placesOf('project', context);
  const near = relative(context.cwd, projectDir);
  const { userHome } = context.homes;
  const codex = codexHome.startsWith(`${userHome}/`) ? `~${codexHome.slice(userHome.length)}` : codexHome;
  return `Then, each line shown and asked about before it is written:
  ${near === '' ? '' : `${near}/`}.codex/hooks.json: the lines by which Codex calls Hookline
  ${codex}/config.toml: your trust in these lines
  your approval of what they run`;
}

/** How a configuration comes to presets later. */
export function adviceText(place: ProjectPlace, presets: readonly string[] = [RECOMMENDED]): string {
  const wanted = { presets, range: rangeOf(hooklineVersion()), needsOwn: false };
  const installation = planInstallation(wanted, place);
  const first = installation ? `${typed(installation.words)}, then ` : '';
  const names = presets.map((name) => JSON.stringify(name)).join(', ');
  return `To extend ${presets.length > 1 ? 'presets' : 'a preset'}: ${first}write extends = [${names}] below [hooks].`;
}

/** What is left to do after `--no-install`. */
export const notInstalledText = ({ words }: Installation): string => `Not installed (--no-install). To finish:
  ${typed(words)}
  npx hookline init
Until then ${FILE} names what is not there: where Codex calls Hookline already, its commands are refused.`;

/** What a person does next. */
export const endText = (othersWait: boolean): string =>
  othersWait
    ? '\nSomething of this project waited for review before init came, so nothing was approved, and nothing of it runs.\nLook at it: npx hookline trust'
    : `
Next:
  npx hookline emit session_start   a session starts, without the agent
  npx hookline config               what is in force, and which file says it
  codex                             as always; then: npx hookline trace`;

/** For a Hookline that runs out of a cache, where no project can have one of its own. */
export const PASSING_TEXT = `note: These lines start the Hookline of a cache, from which it may go at any time. To keep it:
      npm install --global hookline && hookline install --trust`;

export const PNP_TEXT =
  "Yarn's Plug'n'Play keeps packages where only code of the project finds them, which Hookline does not run. Set nodeLinker: node-modules in .yarnrc.yml, then: yarn install.";
