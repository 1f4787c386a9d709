/** What a repository says of itself: its root, its branch, where its remotes are. Reads files of git, starts nothing. */
import { dirname, join, resolve } from 'node:path';

/** An import of it would make a second module of what the hook has loaded already. */
const fs = process.getBuiltinModule('node:fs');
const MOST_STEPS = 64;
const MOST_BYTES = 256 * 1024;

/** The root of the repository that a folder is in; the folder itself where it is in none. */
export function workspaceOf(folder: string): string {
  return findUp(folder)?.root ?? folder;
}

/** The branch that is checked out, `HEAD` where none is; undefined outside of a repository. */
export function branchOf(folder: string): string | undefined {
  const found = findUp(folder);
  const head = found && read(join(found.gitDir, 'HEAD'));
  if (head === undefined) return undefined;
  return /^ref:\s*refs\/heads\/(.+?)\s*$/.exec(head)?.[1] ?? 'HEAD';
}

/** The addresses of a remote, or of all where none is named. */
export function remoteAddresses(folder: string, remote?: string): readonly string[] {
  const found = findUp(folder);
  if (!found) return [];
  const common = read(join(found.gitDir, 'commondir'))?.trim();
  const config = read(join(common ? resolve(found.gitDir, common) : found.gitDir, 'config')) ?? '';
  const all: string[] = [];
  let isMeant = false;
  for (const line of config.split('\n')) {
    const section = /^\s*\[\s*([\w.-]+)(?:\s+"(.*)")?\s*\]/.exec(line);
    if (section)
      isMeant = section[1]?.toLowerCase() === 'remote' && (remote === undefined || section[2] === remote);
    const address = /^\s*(?:push)?url\s*=\s*(.+?)\s*$/i.exec(line)?.[1];
    if (isMeant && address !== undefined) all.push(address.replace(/^"(.*)"$/, '$1'));
  }
  return all;
}

function findUp(folder: string): { readonly root: string; readonly gitDir: string } | undefined {
  let at = folder;
  for (let step = 0; step < MOST_STEPS; step++) {
    const git = join(at, '.git');
    const stat = fs.statSync(git, { throwIfNoEntry: false });
    if (stat?.isDirectory()) return { root: at, gitDir: git };
    if (stat?.isFile()) {
      // A worktree or a submodule.
      const target = /^gitdir:\s*(.+?)\s*$/m.exec(read(git) ?? '')?.[1];
      if (target !== undefined) return { root: at, gitDir: resolve(at, target) };
    }
    const above = dirname(at);
    if (above === at) break;
    at = above;
  }
  return undefined;
}

function read(file: string): string | undefined {
  try {
    const stat = fs.statSync(file);
    return stat.isFile() && stat.size <= MOST_BYTES ? fs.readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
