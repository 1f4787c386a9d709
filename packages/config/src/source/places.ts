/** The names under which a configuration is found, strongest first within one folder. */
import { basename, dirname, extname, join } from 'node:path';

const CODE_EXTENSIONS = ['ts', 'mts', 'js', 'mjs'];

/** Hooks in the agent's own format, beside whichever of the other places: in `.codex` and in `$CODEX_HOME`. */
export const HOOKS_JSON_NAME = 'hookline-hooks.json';
/** The agent's own file, in the same folders. */
export const AGENT_HOOKS_JSON_NAME = 'hooks.json';

/** In a folder of a project. */
export const PROJECT_PLACES: readonly string[] = [
  'hooks.toml',
  join('.codex', 'hooks.toml'),
  ...CODE_EXTENSIONS.map((extension) => `hookline.config.${extension}`),
  '.hooklinerc',
  '.hooklinerc.json',
  '.hooklinerc.yaml',
  '.hooklinerc.toml',
  'package.json',
];

/** In `$HOOKLINE_HOME`. */
export const HOOKLINE_HOME_PLACES: readonly string[] = [
  'hooks.toml',
  ...CODE_EXTENSIONS.map((extension) => `hookline.config.${extension}`),
];

function localName(place: string): string {
  const name = basename(place);
  const extension = name === '.hooklinerc' ? '' : extname(name);
  return join(dirname(place), `${basename(name, extension)}.local${extension}`);
}

/** One person's layer on top of a folder's file: `hooks.local.toml`, `.hooklinerc.local.json`. */
export const LOCAL_PLACES: readonly string[] = PROJECT_PLACES.filter((place) => place !== 'package.json').map(
  localName,
);
