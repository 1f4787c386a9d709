/** What a person should know about the place of an installation. */
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Places } from './places.ts';

/** A sentence each. */
export function placeNotes({ scope, projectDir }: Places): readonly string[] {
  if (scope !== 'project') return [];
  const git = join(resolve(projectDir), '.git');
  const notes: string[] = [];
  if (lstatSync(git, { throwIfNoEntry: false })?.isFile()) {
    const main = /^gitdir: (.*)[\\/]\.git[\\/]worktrees[\\/]/.exec(readFileSync(git, 'utf8'))?.[1];
    if (main)
      notes.push(`This is a git worktree: Codex reads the hooks of the main checkout instead, ${main}.`);
  }
  if (existsSync(git))
    notes.push(
      '.codex/hooks.json names paths of this machine: keep it out of version control, and let everyone install for themselves.',
    );
  return notes;
}

/** The names of the worktrees that belong to a main checkout. */
export function worktreesOf({ projectDir }: Places): readonly string[] {
  try {
    return readdirSync(join(resolve(projectDir), '.git', 'worktrees'));
  } catch {
    return [];
  }
}
