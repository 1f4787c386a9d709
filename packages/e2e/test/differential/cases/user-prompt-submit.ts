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
  'block-and-context': says({ ...BLOCK, ...specific({ additionalContext: 'Mind the tests.' }) }),
  'block-and-unknown-field': stillRefuses(says({ ...BLOCK, extra: true })),
  'block-and-continue-false': says({ ...BLOCK, continue: false, stopReason: 'Enough.' }),
  'exit-2': exits2('Not that.'),
  'exit-2-no-stderr': stillRefuses(exits2()),
  'exit-1-and-text': { exit: 1, stdout: 'Mind the tests.' },
  context: tells('Mind the tests.'),
  text: prints('Mind the tests.'),
  'very-long-text': isCut(prints('word '.repeat(4_000).trimEnd())),
  'half-json': prints('{"decision": "block", "rea'),
  'permission-deny': stillRefuses(
    says(specific({ permissionDecision: 'deny', permissionDecisionReason: 'Not that.' })),
  ),
  'decision-deny': stillRefuses(says({ decision: 'deny', reason: 'Not that.' })),
  'continue-false': says({ continue: false, stopReason: 'Enough.' }),
  'continue-false-and-context': says({
    continue: false,
    ...specific({ additionalContext: 'Mind the tests.' }),
  }),
  'system-message': says({ systemMessage: 'Something to see.' }),
  'matcher-ignored': { hooks: { ...tells('Mind the tests.'), matcher: 'nothing-like-it' } },
  'matcher-unreadable': { hooks: { ...tells('Mind the tests.'), matcher: '[' } },
  'two-contexts-second-ends-first': { hooks: [{ ...tells('First.'), after: 'b' }, tells('Second.')] },
  'block-and-other-context': { hooks: [says(BLOCK), tells('Mind the tests.')] },
  'block-and-other-stop': { hooks: [says(BLOCK), says({ continue: false, stopReason: 'Enough.' })] },
});
