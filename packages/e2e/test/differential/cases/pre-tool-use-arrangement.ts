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
  'matcher-list-blank': matched('Edit | Bash'),
  'matcher-regex': matched('^Ba'),
  'matcher-regex-inside': matched('as.'),
  'matcher-star': matched('*'),
  'matcher-empty': matched(''),
  'matcher-dot-star': matched('.*'),
  'matcher-other-case': matched('bash'),
  'matcher-part': matched('Bas'),
  'matcher-other-tool': matched('apply_patch'),
  'matcher-unreadable': matched('[Bash'),
  'matcher-patch': matched('apply_patch', 'patch'),
  'matcher-edit': matched('Edit', 'patch'),
  'matcher-write': matched('Write', 'patch'),
  'matcher-edit-regex': matched('^Edit$', 'patch'),
  'matcher-mcp': matched('mcp__echo__echo', 'mcp'),
  'matcher-mcp-server': matched('mcp__echo', 'mcp'),
  'matcher-mcp-regex': matched('mcp__echo__.*', 'mcp'),
  'two-denials': tellsAll({ hooks: [deny('First.'), deny('Second.')] }),
  'two-denials-second-ends-first': tellsAll({ hooks: [late(deny('First.'), 'b'), deny('Second.')] }),
  'deny-and-rewrite': { hooks: [deny('Not today.'), rewrites('rewritten')] },
  'rewrite-and-deny': { hooks: [rewrites('rewritten'), deny('Not today.')] },
  'deny-and-failure': { hooks: [{ exit: 1 }, deny('Not today.')] },
  'deny-and-other-context': { hooks: [deny('Not today.'), tells('Mind the tests.')] },
  'rewrite-and-other-context': { hooks: [rewrites('rewritten'), tells('Mind the tests.')] },
  'rewrite-and-silence': { hooks: [rewrites('rewritten'), silent] },
  'two-rewrites': firstRewriteWins({ hooks: [rewrites('first'), late(rewrites('second'), 'a')] }),
  'two-rewrites-second-ends-first': { hooks: [late(rewrites('first'), 'b'), rewrites('second')] },
  'two-contexts': { hooks: [tells('First.'), late(tells('Second.'), 'a')] },
  'two-contexts-second-ends-first': { hooks: [late(tells('First.'), 'b'), tells('Second.')] },
  'context-and-failure': { hooks: [tells('Mind the tests.'), { exit: 1 }] },
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
  'timeout-and-deny': { hooks: [{ ...silent, sleep: 2, handler: { timeout: 1 } }, deny('Not today.')] },
  'timeout-sec': timeoutSecCounts({ hooks: { ...deny('Too late.'), sleep: 2, handler: { timeoutSec: 1 } } }),
  'timeout-fraction': othersRun({ hooks: { ...deny('In time.'), handler: { timeout: 20.5 } } }),
  'timeout-text': { hooks: { ...deny('In time.'), handler: { timeout: '20' } } },
  'timeout-zero': { hooks: { ...deny('In time.'), handler: { timeout: 0 } } },
  async: { hooks: { ...exits2('Not today.'), handler: { async: true } } },
  'status-message': { hooks: { ...deny('Not today.'), handler: { statusMessage: 'Checking.' } } },
  'unknown-handler-key': { hooks: { ...deny('Not today.'), handler: { colour: 'red' } } },
  'unknown-type': othersRun({
    hooks: [{ ...silent, handler: { type: 'http', url: 'http://127.0.0.1:9/' } }, deny('Not today.')],
  }),
  'prompt-type': {
    hooks: [{ ...silent, handler: { type: 'prompt', prompt: 'Is that right?' } }, deny('Not today.')],
  },
  'no-command': othersRun({ hooks: [{ ...silent, handler: { command: undefined } }, deny('Not today.')] }),
  'unknown-top-key': othersRun({ top: { version: 1 }, hooks: deny('Not today.') }),
  'description-at-top': { top: { description: 'Guards.' }, hooks: deny('Not today.') },
});
