/** Rules about what reaches others. */
import { ASK, CAREFUL, defineRule, FIRM } from './define.ts';

export const PUBLISH = [
  defineRule('publish.package', 'high', ASK, {
    reason: 'This publishes a package. Ask the person first, or use `--dry-run`.',
    doc: 'Publishes packages.',
    found: [
      'npm --workspace a publish',
      'mix hex.publish',
      'dotnet nuget push a.nupkg',
      'python3 -m twine upload dist/*',
      'gh release create v1 dist/*',
      'mkdocs gh-deploy',
      'npm publish',
      'cargo publish',
    ],
    silent: [
      'npm --workspace a run build',
      'mix hex.build',
      'dotnet pack',
      'docker push acme/app',
      'gh release create v1 --draft',
      'mkdocs build',
      'npm publish --dry-run',
      'npm pack',
    ],
  }),
  defineRule('publish.withdraw', 'high', FIRM, {
    reason: 'This takes back or replaces what others rely on. Ask the person first.',
    doc: 'Unpublishes, deprecates, replaces releases.',
    found: ['npm unpublish x --force'],
    silent: ['npm view x'],
  }),
  defineRule('publish.rights', 'high', FIRM, {
    reason: 'This changes who may publish or push. Let the person do it.',
    doc: 'Changes owners, tags and tokens.',
    found: ['npm owner add x y', 'gh ssh-key add k.pub'],
    silent: ['npm owner ls'],
  }),
  defineRule('publish.remote-delete', 'high', FIRM, {
    reason: 'This deletes something on the hosting service. Ask the person first.',
    doc: 'Deletes repositories, releases, secrets.',
    found: ['gh repo delete o/r --yes', 'gh release delete v1', 'gh api -X DELETE repos/o/r'],
    silent: ['gh repo view', 'gh release list'],
  }),
  defineRule('publish.remote-edit', 'low', CAREFUL, {
    reason: 'This deletes a remark or label on the hosting service. Ask the person first.',
    doc: 'Deletes comments and labels.',
    found: ['gh api -X DELETE repos/o/r/issues/comments/1'],
    silent: ['gh api repos/o/r/issues/comments/1'],
  }),
  defineRule('publish.admin', 'high', ASK, {
    reason: 'This merges past the rules of the repository. Wait for the checks and the review.',
    doc: 'Merges with administrator rights.',
    found: ['gh pr merge 1 --admin'],
    silent: ['gh pr merge 1 --squash', 'gh pr view 1'],
  }),
  defineRule('publish.protection', 'high', FIRM, {
    reason: 'This takes away what protects a branch or repository. Leave it on.',
    doc: 'Removes branch protection, disables workflows.',
    found: [
      'gh api -X PUT repos/o/r/actions/permissions -f allowed_actions=all',
      'gh api -X DELETE repos/o/r/branches/main/protection',
    ],
    silent: ['gh api repos/o/r/actions/permissions', 'gh api repos/o/r/branches/main/protection'],
  }),
  defineRule('publish.visibility', 'high', FIRM, {
    reason: 'This changes who can see a repository, or archives it. Ask the person first.',
    doc: 'Makes repositories public, archives them.',
    found: [
      'gh api repos/o/r/transfer -f new_owner=x',
      'gh repo edit --visibility public',
      'gh repo archive o/r',
    ],
    silent: ['gh api repos/o/r/issues -f title=x', 'gh repo edit --description x'],
  }),
] as const;
