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
  'exit-3': { exit: 3 },
  'exit-126': { exit: 126 },
  'exit-255-and-deny': { exit: 255, stdout: DENY },
  'no-such-program': { hooks: { command: 'no-such-program-anywhere' } },
  killed: { exit: 'SIGKILL' },
  'killed-after-deny': { exit: 'SIGTERM', stdout: DENY },
  'half-json': prints(DENY.slice(0, -20)),
  'half-json-one-brace': prints(DENY.slice(0, -1)),
  array: prints(`[${DENY}]`),
  number: prints('5'),
  'json-string': prints('"deny"'),
  null: prints('null'),
  true: prints('true'),
  'blank-lines': prints('\n \n'),
  'json-and-text': prints(`${DENY}\nDone.`),
  'text-and-json': prints(`Checking.\n${DENY}`),
  'two-objects': prints(`{}\n${DENY}`),
  'space-around': prints(`\n\n  ${DENY}  \n\n`),
  crlf: prints(JSON.stringify(specific(denial), null, 2).replaceAll('\n', '\r\n')),
  'byte-order-mark': stillRefuses(prints(`\ufeff${DENY}`)),
  'single-quotes': prints(DENY.replaceAll('"', "'")),
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
  'context-no-event-name': says({ hookSpecificOutput: { additionalContext: 'Mind the tests.' } }),
  'unknown-event-name': stillRefuses(
    says({ hookSpecificOutput: { ...denial, hookEventName: 'BeforeTool' } }),
  ),
  'capital-word': says(specific({ ...denial, permissionDecision: 'Deny' })),
  'unknown-word': says({ decision: 'reject', reason: 'Not today.' }),
  'field-of-another-case': says({ hook_specific_output: { ...denial, hookEventName: 'PreToolUse' } }),
  'permission-decision-on-top': says(denial),
  'decision-not-text': says({ decision: true, reason: 'Not today.' }),
  'reason-not-text': stillRefuses(says({ decision: 'block', reason: 5 })),
  'deny-reason-not-text': stillRefuses(deny(['Not', 'today.'])),
  'context-not-text': says(specific({ additionalContext: ['Mind', 'the tests.'] })),
  'system-message-not-text': says({
    systemMessage: 5,
    ...specific({ additionalContext: 'Mind the tests.' }),
  }),
  'continue-not-flag': says({ continue: 'false' }),
  'input-not-object': says(specific({ permissionDecision: 'allow', updatedInput: 'echo rewritten' })),
  'all-null': says({ decision: null, reason: null, systemMessage: null, hookSpecificOutput: null }),
  'specific-not-object': says({ hookSpecificOutput: 'deny' }),
  'long-reason': deny(words(8_000)),
  'very-long-reason': deny(words(20_000)),
  'huge-reason': deny(words(40_000)),
  'very-long-stderr': exits2(words(20_000)),
  'long-context': says(specific({ additionalContext: words(3_000) })),
  'very-long-context': isCut(says(specific({ additionalContext: words(20_000) }))),
  'unicode-reason': deny('Heute nicht: Größe, 日本語, 👩‍👩‍👧, \u202eback\u202c.'),
  'control-characters-in-reason': isCleaned(deny('Not\u0007 \u001b[31mtoday\u001b[0m.\u0000')),
  'lone-surrogate': stillRefuses(prints(DENY.replace('today', 'to\\ud800day'))),
  'not-utf-8-reason': prints(Buffer.from(DENY.replace('today', 'tod\u00e4y'), 'latin1')),
  'not-utf-8-stderr': exits2(Buffer.from('Not tod\u00e4y.', 'latin1')),
  'not-utf-8-text': prints(Buffer.from('tod\u00e4y', 'latin1')),
});
