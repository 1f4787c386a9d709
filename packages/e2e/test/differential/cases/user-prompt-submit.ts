import { isCut, stillRefuses } from '../differences.ts';
import { casesOf, exits2, prints, says, silent } from '../hook-case.ts';

const specific = (fields: object) => ({
  hookSpecificOutput: { hookEventName: 'UserPromptSubmit', ...fields },
});
const tells = (additionalContext: string) => says(specific({ additionalContext }));
const BLOCK = { decision: 'block', reason: 'Not that.' };

export const userPromptSubmit = casesOf('UserPromptSubmit', {
  silent,
  block: says(BLOCK),
  'block-no-reason': stillRefuses(says({ decision: 'block' })),
  'block-blank-reason': stillRefuses(says({ decision: 'block', reason: ' ' })),
  'block-and-context': says({ ...BLOCK, ...specific({ additionalContext: 'Mind the tests.' }) }),
  'block-and-unknown-field': stillRefuses(says({ ...BLOCK, extra: true })),
  'block-and-continue-false': says({ ...BLOCK, continue: false, stopReason: 'Enough.' }),
  'exit-2': exits2('Not that.'),
  'exit-2-no-stderr': stillRefuses(exits2()),
  'exit-2-and-text': { ...exits2('Not that.'), stdout: 'Mind the tests.' },
  'exit-1-and-text': { exit: 1, stdout: 'Mind the tests.' },
  'exit-1-and-block': { exit: 1, stdout: BLOCK },
  context: tells('Mind the tests.'),
  text: prints('Mind the tests.'),
  'very-long-text': isCut(prints('word '.repeat(4_000).trimEnd())),
  'json-string': prints('"Mind the tests."'),
  'half-json': prints('{"decision": "block", "rea'),
  array: prints('[]'),
  'context-and-unknown-field': says({ ...specific({ additionalContext: 'Mind the tests.' }), extra: true }),
  'permission-deny': stillRefuses(
    says(specific({ permissionDecision: 'deny', permissionDecisionReason: 'Not that.' })),
  ),
  'decision-deny': stillRefuses(says({ decision: 'deny', reason: 'Not that.' })),
  approve: says({ decision: 'approve' }),
  'reason-alone': says({ reason: 'Not that.' }),
  'continue-false': says({ continue: false, stopReason: 'Enough.' }),
  'continue-false-alone': says({ continue: false }),
  'continue-false-and-context': says({
    continue: false,
    ...specific({ additionalContext: 'Mind the tests.' }),
  }),
  'system-message': says({ systemMessage: 'Something to see.' }),
  'suppress-output': says({ suppressOutput: true, ...specific({ additionalContext: 'Mind the tests.' }) }),
  'matcher-ignored': { hooks: { ...tells('Mind the tests.'), matcher: 'nothing-like-it' } },
  'matcher-unreadable': { hooks: { ...tells('Mind the tests.'), matcher: '[' } },
  'two-contexts': { hooks: [tells('First.'), { ...prints('Second.'), after: 'a' }] },
  'two-contexts-second-ends-first': { hooks: [{ ...tells('First.'), after: 'b' }, tells('Second.')] },
  'two-blocks': { hooks: [says(BLOCK), says({ ...BLOCK, reason: 'Nor this.' })] },
  'block-and-other-context': { hooks: [says(BLOCK), tells('Mind the tests.')] },
  'block-and-other-stop': { hooks: [says(BLOCK), says({ continue: false, stopReason: 'Enough.' })] },
});
