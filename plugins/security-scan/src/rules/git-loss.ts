/** Rules about work that git does not bring back. */
import { ASK, DENY, defineRule, FIRM } from './define.ts';

export const GIT_LOSS = [
  defineRule('git-loss.reset', 'high', ASK, {
    reason: 'This throws changes away that are not committed. Commit or stash them first.',
    doc: '`git reset --hard`.',
    found: ['git reset --hard', 'git reset --hard HEAD~3'],
    silent: ['git reset --soft HEAD~1', 'git reset HEAD file.ts'],
  }),
  defineRule('git-loss.clean', 'high', ASK, {
    reason: 'This deletes files that git does not know. Look with `git clean -n` first.',
    doc: '`git clean -f`.',
    found: ['git clean -fdx', 'git -C sub clean -f'],
    silent: ['git clean -n', 'git clean -fdn'],
  }),
  defineRule('git-loss.discard', 'medium', ASK, {
    reason: 'This throws changes in files away that are not committed. Stash them instead.',
    doc: '`git checkout -- file`, `git restore file`, `git switch -f`.',
    found: [
      'sl goto -C main',
      'hg revert --all',
      'p4 revert ...',
      'svn revert -R .',
      'git checkout -- .',
      'git restore src/a.ts',
      'git checkout -f main',
    ],
    silent: [
      'sl goto main',
      'svn revert a.txt',
      'p4 sync',
      'git restore --staged src/a.ts',
      'git checkout -b topic',
    ],
  }),
  defineRule('git-loss.force-push', 'high', FIRM, {
    reason: 'This overwrites the history that others have. Use `--force-with-lease` on your own branch.',
    doc: 'A forced push.',
    found: ['git push --force origin main', 'git push -f', 'git push origin +main'],
    silent: ['git push', 'git push --force-with-lease'],
  }),
  defineRule('git-loss.remote', 'high', FIRM, {
    reason: 'This deletes branches or tags that others have. Ask the person first.',
    doc: 'Deletes on the remote, or mirrors.',
    found: ['git push origin --delete topic', 'git push --mirror', 'git push origin :topic'],
    silent: ['git push origin topic', 'git fetch --prune'],
  }),
  defineRule('git-loss.branch', 'medium', ASK, {
    reason: 'This drops commits that may be on no other branch. Use `git branch -d`.',
    doc: '`git branch -D`, moving a branch by force, deleting refs.',
    found: ['git branch -D topic', 'git update-ref -d refs/heads/main'],
    silent: ['git branch -d topic', 'git branch topic'],
  }),
  defineRule('git-loss.stash', 'medium', ASK, {
    reason: 'This drops stashed changes. Apply them, or keep them.',
    doc: '`git stash drop` and `clear`.',
    found: ['git stash clear', 'git stash drop'],
    silent: ['git stash', 'git stash pop'],
  }),
  defineRule('git-loss.history', 'high', FIRM, {
    reason: 'This rewrites history or drops what git could still bring back. Ask the person first.',
    doc: 'Rewrites history, expires the reflog, prunes.',
    found: [
      'sl hide -r x',
      'git-filter-repo --path x',
      'hg strip tip',
      'dvc gc -w -f',
      'git filter-branch --all',
      'git reflog expire --expire=now --all',
      'git gc --prune=now',
    ],
    silent: ['dvc push', 'git-filter-repo --analyze', 'git gc', 'git log --oneline'],
  }),
  defineRule('git-loss.repository', 'critical', DENY, {
    reason: 'This deletes or damages the repository of git itself. Use git commands.',
    doc: 'Deletes or overwrites `.git`.',
    found: ['rm -rf .git', 'echo x > .git/HEAD'],
    silent: ['ls .git', 'rm -f .git/index.lock'],
  }),
  defineRule('git-loss.worktree', 'medium', ASK, {
    reason: 'This removes a work tree or submodule with changes that are not committed. Commit them first.',
    doc: 'Removes work trees and submodules by force.',
    found: ['git worktree remove --force ../wt'],
    silent: ['git worktree remove ../wt'],
  }),
  defineRule('git-loss.remote-config', 'medium', ASK, {
    reason: 'This takes away where the repository is pushed to, or what protects it. Ask the person first.',
    doc: 'Removes `origin`, or lets others overwrite history.',
    found: ['git remote remove origin'],
    silent: ['git remote -v'],
  }),
] as const;
