/**
 * Tells which files a tool may not change without a person: those that decide what an agent may do, what runs by
 * itself, and what lies outside of the workspace. Judges paths alone; who has links followed them before.
 */
import { basename, dirname, join, relative, sep } from 'node:path';

/** The folders that a path is judged by. All absolute. */
export interface PathPlaces {
  /** The root of the workspace: the repository, or the folder of the session. */
  readonly root: string;
  readonly home: string;
  readonly codexHome: string;
  readonly hooklineHome: string;
  /** Folders for temporary files. */
  readonly temporary: readonly string[];
}

/** The rules that {@link protectedBy} names. */
export type PathRule =
  | 'hook-tamper.guard-state'
  | 'hook-tamper.agent-config'
  | 'hook-tamper.git-folder'
  | 'privesc.start-file'
  | 'secret-read.key-store'
  | 'fs-destroy.system-file'
  | 'fs-destroy.outside-file';

/** Files in a repository by which an agent, or Hookline, is told what to run. */
const AGENT_CONFIG = [
  /(?:^|\/)\.codex\//,
  /(?:^|\/)hooks\.(?:local\.)?toml$/,
  /(?:^|\/)hookline\.(?:config(?:\.local)?\.[cm]?[jt]s|lock\.json)$/,
  /(?:^|\/)\.hooklinerc(?:\.local)?(?:\.(?:json|ya?ml|toml))?$/,
  /(?:^|\/)\.claude\/(?:settings(?:\.local)?\.json|hooks\/)/,
  /(?:^|\/)\.(?:cursor|gemini|windsurf|factory|kiro)\/(?:hooks(?:\.json|\/)|settings\.json|mcp\.json)/,
  /(?:^|\/)\.github\/hooks\//,
  /(?:^|\/)opencode\.jsonc?$/,
  /(?:^|\/)\.mcp\.json$/,
] as const;

/** Read by a shell, a session or a scheduler when it starts. Relative to the home of a user. */
const START_FILES =
  /^(?:\.(?:bash(?:rc|_profile|_login|_logout|_aliases)|profile|z(?:shrc|shenv|profile|login|logout)|kshrc|cshrc|tcshrc|inputrc|xprofile|xinitrc|xsession|gitconfig|npmrc|yarnrc(?:\.yml)?|pypirc|curlrc|wgetrc|tmux\.conf|vimrc|gdbinit|pam_environment)|\.config\/(?:fish\/|autostart\/|systemd\/|environment\.d\/|git\/|nvim\/|pip\/)|Library\/LaunchAgents\/|\.local\/(?:bin\/|share\/applications\/))/;
const KEY_STORES =
  /^(?:\.(?:ssh|gnupg|aws|azure|kube|docker|password-store|netrc)(?:\/|$)|\.config\/(?:gcloud|gh|op|hub)(?:\/|$)|Library\/Keychains\/)/;
const SYSTEM =
  /^\/(?:etc|usr|bin|sbin|lib(?:32|64|x32)?|boot|dev|proc|sys|root|opt|var\/(?:lib|spool|log|mail|www)|System|Library|Applications|private\/(?:etc|var\/(?:db|root)))(?:\/|$)/;

/** The rule that protects a file; undefined for one that may be changed. `path` is absolute and normal. */
export function protectedBy(path: string, places: PathPlaces): PathRule | undefined {
  if (isIn(path, places.hooklineHome)) return 'hook-tamper.guard-state';
  if (isIn(path, places.codexHome)) return 'hook-tamper.agent-config';
  const root = effectiveRoot(places);
  if (root !== undefined && isIn(path, root)) return inWorkspace(slashed(relative(root, path)));
  return outside(path, places);
}

/** The home of a user, or all of the disk, is no workspace: then everything in it would be inside. */
function effectiveRoot({ root, home }: PathPlaces): string | undefined {
  return dirname(root) === root || isIn(home, root) ? undefined : root;
}

function inWorkspace(path: string): PathRule | undefined {
  if (/(?:^|\/)\.git(?:\/|$)/.test(path)) return 'hook-tamper.git-folder';
  return AGENT_CONFIG.some((pattern) => pattern.test(path)) ? 'hook-tamper.agent-config' : undefined;
}

function outside(path: string, { home, temporary }: PathPlaces): PathRule | undefined {
  if (isIn(path, home)) {
    const below = slashed(relative(home, path));
    if (KEY_STORES.test(below)) return 'secret-read.key-store';
    if (START_FILES.test(below)) return 'privesc.start-file';
    return inWorkspace(below) ?? 'fs-destroy.outside-file';
  }
  if (temporary.some((folder) => isIn(path, folder))) return undefined;
  if (SYSTEM.test(path)) return basename(path) === 'null' ? undefined : 'fs-destroy.system-file';
  return 'fs-destroy.outside-file';
}

/** Whether a path is a folder, or lies in it. */
export function isIn(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || way === path);
}

const slashed = (path: string): string => (sep === '/' ? path : path.split(sep).join('/'));

/** Files that hold secrets by their nature: what is written to them is where it belongs. */
export function isForSecrets(path: string): boolean {
  const name = basename(path).toLowerCase();
  if (/example|sample|template|dist$|defaults?$/.test(name)) return false;
  return /^\.env(?:\..+)?$|^\.dev\.vars$|\.env$|^\.envrc$|^secrets?\.(?:local\.)?(?:json|ya?ml|toml|env)$/.test(
    name,
  );
}

/** Joins as a shell would: `~` is the home. */
export function absolutePath(path: string, cwd: string, home: string): string {
  if (path === '~' || path.startsWith('~/')) return join(home, path.slice(1));
  return join(path.startsWith('/') ? path : join(cwd, path), '.');
}
