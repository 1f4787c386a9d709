/** Rules about what guards the session. */
import { ASK, DENY, defineRule, FIRM } from './define.ts';

export const HOOK_TAMPER = [
  defineRule('hook-tamper.files', 'critical', DENY, {
    reason: 'This changes the files that guard this session. Propose the change to the person.',
    doc: 'Changes hooks, agent settings and the guard’s own files.',
    found: [
      'jq ".hooks = {}" .claude/settings.json | sponge .claude/settings.json',
      'echo x > node_modules/@hookline/core/dist/index.js',
      'rm .c*x/h?oks.*',
      'perl -pi -e "s/true/false/" .codex/hooks.toml',
      'yq -i ".a = 1" .codex/hooks.toml',
      'rm -rf .codex',
      'echo > hooks.toml',
      'sed -i s/true/false/ .claude/settings.json',
    ],
    silent: [
      'rm -rf node_modules',
      'perl -pi -e "s/a/b/" src/a.txt',
      'yq -i ".a = 1" chart.yaml',
      'jq . a.json | sponge a.json',
      'cat hooks.toml',
      'git diff .codex',
    ],
  }),
  defineRule('hook-tamper.git-hooks', 'high', FIRM, {
    reason: 'This takes away or replaces hooks of git. Leave them, and fix what they report.',
    doc: 'Deletes, disables or replaces git hooks.',
    found: [
      'sed -i /gitleaks/d .pre-commit-config.yaml',
      'rm .git/hooks/pre-commit',
      'chmod -x .husky/pre-commit',
      'pre-commit uninstall',
    ],
    silent: [
      'sed -i "s/rev: v1/rev: v2/" .pre-commit-config.yaml',
      'ls .git/hooks',
      'pre-commit run --all-files',
    ],
  }),
  defineRule('hook-tamper.hooks-path', 'high', FIRM, {
    reason: 'This makes git take its hooks from elsewhere. Leave the setting as it is.',
    doc: 'Sets `core.hooksPath`.',
    found: ['git config core.hooksPath /dev/null', 'git -c core.hooksPath=/x commit -m a'],
    silent: ['git config core.hooksPath .githooks', 'git config --get core.hooksPath'],
  }),
  defineRule('hook-tamper.skip', 'medium', ASK, {
    reason: 'This goes past the checks of the project. Fix what they report instead.',
    doc: '`--no-verify` and its like.',
    found: ['git commit --no-verify -m x', 'HUSKY=0 git commit -m x'],
    silent: ['git commit -m x', 'git commit -m "drop --no-verify"'],
  }),
  defineRule('hook-tamper.switch', 'critical', DENY, {
    reason: 'This switches the guard or the approvals of an agent off. Leave them on.',
    doc: 'Switches off hooks, sandbox or approvals.',
    found: [
      'codex --dangerously-bypass-approvals-and-sandbox',
      'HOOKLINE_ENABLED=0 codex',
      'pkill -f hookline',
    ],
    silent: ['hookline validate', 'codex --help'],
  }),
] as const;
