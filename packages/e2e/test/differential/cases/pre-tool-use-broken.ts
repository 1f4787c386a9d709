// What a hook can do wrong before a tool runs: exit codes, half an answer, fields too many, types that are not right; and texts
// that are long, or no text at all.
import { isCleaned, isCut, stillRefuses } from '../differences.ts';
import { casesOf, exits2, prints, says } from '../hook-case.ts';

const denial = { permissionDecision: 'deny', permissionDecisionReason: 'Not today.' };
const specific = (fields: object) => ({ hookSpecificOutput: { hookEventName: 'PreToolUse', ...fields } });
const DENY = JSON.stringify(specific(denial));
const deny = (permissionDecisionReason: unknown) => says(specific({ ...denial, permissionDecisionReason }));
const words = (count: number) => 'word '.repeat(count / 5).trimEnd();

export const preToolUseBroken = casesOf('PreToolUse', {
  'exit-1': { exit: 1, stderr: 'It broke.' },
  'exit-1-and-deny': { exit: 1, stdout: DENY },
  'exit-126': { exit: 126 },
  'no-such-program': { hooks: { command: 'no-such-program-anywhere' } },
  'killed-after-deny': { exit: 'SIGTERM', stdout: DENY },
  'half-json': prints(DENY.slice(0, -20)),
  array: prints(`[${DENY}]`),
  null: prints('null'),
  'json-and-text': prints(`${DENY}\nDone.`),
  'text-and-json': prints(`Checking.\n${DENY}`),
  'space-around': prints(`\n\n  ${DENY}  \n\n`),
  crlf: prints(JSON.stringify(specific(denial), null, 2).replaceAll('\n', '\r\n')),
  'byte-order-mark': stillRefuses(prints(`\ufeff${DENY}`)),
  'trailing-comma': prints(DENY.replace('}}', '},}')),
  'same-key-twice': prints('{"decision": "block", "decision": "approve", "reason": "Not today."}'),
  'unknown-field': says({ extra: true }),
  'deny-and-unknown-field': stillRefuses(says({ ...specific(denial), extra: true })),
  'deny-and-unknown-inner-field': stillRefuses(says(specific({ ...denial, extra: true }))),
  'block-and-unknown-field': stillRefuses(says({ decision: 'block', reason: 'Not today.', extra: true })),
  'rewrite-and-unknown-field': says({
    ...specific({ permissionDecision: 'allow', updatedInput: { command: 'echo rewritten' } }),
    extra: true,
  }),
  'context-and-unknown-field': says({ ...specific({ additionalContext: 'Mind the tests.' }), extra: true }),
  'no-event-name': stillRefuses(says({ hookSpecificOutput: denial })),
  'unknown-event-name': stillRefuses(
    says({ hookSpecificOutput: { ...denial, hookEventName: 'BeforeTool' } }),
  ),
  'capital-word': stillRefuses(says(specific({ ...denial, permissionDecision: 'Deny' }))),
  'unknown-word': says({ decision: 'reject', reason: 'Not today.' }),
  'decision-at-wrong-level': stillRefuses(says(denial)),
  'field-of-another-case': says({ hook_specific_output: { ...denial, hookEventName: 'PreToolUse' } }),
  'deny-reason-not-text': stillRefuses(deny(['Not', 'today.'])),
  'context-not-text': says(specific({ additionalContext: ['Mind', 'the tests.'] })),
  'continue-not-flag': says({ continue: 'false' }),
  'input-not-object': says(specific({ permissionDecision: 'allow', updatedInput: 'echo rewritten' })),
  'all-null': says({ decision: null, reason: null, systemMessage: null, hookSpecificOutput: null }),
  'very-long-reason': deny(words(20_000)),
  'huge-reason': deny(words(40_000)),
  'very-long-stderr': exits2(words(20_000)),
  'very-long-context': isCut(says(specific({ additionalContext: words(20_000) }))),
  'unicode-reason': deny('Heute nicht: Größe, 日本語, 👩‍👩‍👧, \u202eback\u202c.'),
  'control-characters-in-reason': isCleaned(deny('Not\u0007 \u001b[31mtoday\u001b[0m.\u0000')),
  'lone-surrogate': stillRefuses(prints(DENY.replace('today', 'to\\ud800day'))),
  'not-utf-8-reason': prints(Buffer.from(DENY.replace('today', 'tod\u00e4y'), 'latin1')),
  'not-utf-8-stderr': exits2(Buffer.from('Not tod\u00e4y.', 'latin1')),
});
