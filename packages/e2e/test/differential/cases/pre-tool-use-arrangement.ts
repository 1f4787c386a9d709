// How hooks are arranged before a tool: which of them a matcher selects, how long they may take, and what two of them come to.
import { firstRewriteWins, othersRun, sharesBudget, tellsAll, timeoutSecCounts } from '../differences.ts';
import { type CaseBody, casesOf, exits2, type HookAnswer, type Scene, says, silent } from '../hook-case.ts';
import { SHELL_FILE } from '../scenes.ts';

const specific = (fields: object) => says({ hookSpecificOutput: { hookEventName: 'PreToolUse', ...fields } });
const deny = (permissionDecisionReason: string) =>
  specific({ permissionDecision: 'deny', permissionDecisionReason });
const tells = (additionalContext: string) => specific({ additionalContext });
const rewrites = (word: string) =>
  specific({
    permissionDecision: 'allow',
    updatedInput: { command: `printf ${word} > ${SHELL_FILE} && echo ${word}` },
  });
const late = (answer: HookAnswer, after: string): HookAnswer => ({ ...answer, after });
const matched = (matcher: string, scene: Scene = 'shell'): CaseBody => ({
  scene,
  hooks: { ...deny('Selected.'), matcher },
});

export const preToolUseArrangement = casesOf('PreToolUse', {
  'matcher-exact': matched('Bash'),
  'matcher-list': matched('Edit|Bash'),
  'matcher-regex': matched('^Ba'),
  'matcher-star': matched('*'),
  'matcher-empty': matched(''),
  'matcher-other-case': matched('bash'),
  'matcher-unreadable': matched('[Bash'),
  'matcher-patch': matched('apply_patch', 'patch'),
  'matcher-edit': matched('Edit', 'patch'),
  'matcher-write': matched('Write', 'patch'),
  'matcher-mcp': matched('mcp__echo__echo', 'mcp'),
  'matcher-mcp-server': matched('mcp__echo', 'mcp'),
  'two-denials': tellsAll({ hooks: [deny('First.'), deny('Second.')] }),
  'deny-and-rewrite': { hooks: [deny('Not today.'), rewrites('rewritten')] },
  'deny-and-failure': { hooks: [{ exit: 1 }, deny('Not today.')] },
  'deny-and-other-context': { hooks: [deny('Not today.'), tells('Mind the tests.')] },
  'rewrite-and-other-context': { hooks: [rewrites('rewritten'), tells('Mind the tests.')] },
  'two-rewrites': firstRewriteWins({ hooks: [rewrites('first'), late(rewrites('second'), 'a')] }),
  'two-rewrites-second-ends-first': { hooks: [late(rewrites('first'), 'b'), rewrites('second')] },
  'two-contexts-second-ends-first': { hooks: [late(tells('First.'), 'b'), tells('Second.')] },
  'context-and-broken-answer': { hooks: [tells('Mind the tests.'), says({ extra: true })] },
  'two-large-contexts': sharesBudget({ hooks: [tells('word '.repeat(1_600)), tells('wort '.repeat(1_600))] }),
  'one-selected': {
    hooks: [
      { ...deny('Not me.'), matcher: 'Edit' },
      { ...tells('Me.'), matcher: 'Bash' },
    ],
  },
  timeout: { hooks: { ...deny('Too late.'), sleep: 2, handler: { timeout: 1 } } },
  'timeout-in-time': { hooks: { ...deny('In time.'), handler: { timeout: 20 } } },
  'timeout-sec': timeoutSecCounts({ hooks: { ...deny('Too late.'), sleep: 2, handler: { timeoutSec: 1 } } }),
  'timeout-fraction': othersRun({ hooks: { ...deny('In time.'), handler: { timeout: 20.5 } } }),
  'timeout-zero': { hooks: { ...deny('Too late.'), sleep: 3, handler: { timeout: 0 } } },
  async: { hooks: { ...exits2('Not today.'), handler: { async: true } } },
  'unknown-handler-key': { hooks: { ...deny('Not today.'), handler: { colour: 'red' } } },
  'unknown-type': othersRun({
    hooks: [{ ...silent, handler: { type: 'http', url: 'http://127.0.0.1:9/' } }, deny('Not today.')],
  }),
  'no-command': othersRun({ hooks: [{ ...silent, handler: { command: undefined } }, deny('Not today.')] }),
  'unknown-top-key': othersRun({ top: { version: 1 }, hooks: deny('Not today.') }),
});
