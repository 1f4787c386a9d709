/** The guard itself, the agents it works for, and the hooks of git: what switches them off. */

import type { RuleId } from '../rules/index.ts';
import type { Handler } from '../shell/machine.ts';
import { ANYTHING } from '../shell/text.ts';
import { lineOf } from './line.ts';

function lines(...rules: readonly (readonly [words: RegExp, rule: RuleId])[]): Handler {
  return (call) => {
    const line = lineOf(call);
    if (/(?:^|\s)(?:--help|-h)(?=\s|$)/.test(line)) return ANYTHING;
    for (const [words, rule] of rules) {
      if (words.test(line)) {
        call.machine.report(rule, call.span);
        break;
      }
    }
    return undefined;
  };
}

export const GUARD: Readonly<Record<string, Handler>> = {
  hookline: lines(
    [/^(?:uninstall|trust|disable)\b|^allow\b(?!.*--(?:list|json)\b)/, 'hook-tamper.switch'],
    [/^codex\b.*(?:--dangerously|--yolo|hooks?[._]enabled\s*=\s*false)/, 'hook-tamper.switch'],
    [/--(?:no-hooks|skip-hooks)/, 'hook-tamper.switch'],
  ),
  codex: lines([
    /--dangerously-bypass-\S+|--yolo|--full-auto\s+.*danger|(?:-s|--sandbox)[= ]danger-full-access|-a\s+never\b.*danger|(?:-c|--config)[= ]\S*(?:hooks|features\.hooks|approval_policy\S*never|sandbox_mode\S*danger|trust_level)|--disable\s+hooks|^features\s+disable\s+hooks|^exec\b.*--skip-git-repo-check.*--dangerously/,
    'hook-tamper.switch',
  ]),
  claude: lines([
    /--dangerously-skip-permissions|--permission-mode[= ]bypassPermissions|^config\s+set\b.*(?:hooks|permissions|allow)|--settings[= ].*(?:hooks|disableAllHooks)/,
    'hook-tamper.switch',
  ]),
  gemini: lines([/(?:^|\s)(?:--yolo|-y)(?=\s|$)|--approval-mode[= ]yolo/, 'hook-tamper.switch']),
  qwen: lines([/(?:^|\s)(?:--yolo|-y)(?=\s|$)|--approval-mode[= ]yolo/, 'hook-tamper.switch']),
  'cursor-agent': lines([/(?:^|\s)(?:--force|-f|--yolo)(?=\s|$)/, 'hook-tamper.switch']),
  copilot: lines([/--allow-all(?:-tools|-paths|-urls)?(?=\s|$)|--yolo/, 'hook-tamper.switch']),
  amp: lines([/--dangerously-allow-all/, 'hook-tamper.switch']),
  droid: lines([/--skip-permissions-unsafe|--auto[= ]high/, 'hook-tamper.switch']),
  opencode: lines([/--yolo|--dangerously\S*/, 'hook-tamper.switch']),
  crush: lines([/(?:^|\s)(?:--yolo|-y)(?=\s|$)/, 'hook-tamper.switch']),
  cline: lines([/--yolo|(?:^|\s)-y(?=\s|$)/, 'hook-tamper.switch']),

  aider: lines([/--yes-always|--no-git\b.*--yes/, 'hook-tamper.switch']),
  'pre-commit': lines([/^uninstall\b/, 'hook-tamper.git-hooks']),
  lefthook: lines([/^uninstall\b/, 'hook-tamper.git-hooks']),
  husky: lines([/^uninstall\b/, 'hook-tamper.git-hooks']),
  overcommit: lines([/--uninstall/, 'hook-tamper.git-hooks']),
  'git-secrets': lines([/--uninstall/, 'hook-tamper.git-hooks']),
};
