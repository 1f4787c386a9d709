import { isCut, stillRefuses, stopComesFirst } from '../differences.ts';
import { casesOf, exits2, prints, says, silent } from '../hook-case.ts';

const specific = (fields: object) => ({ hookSpecificOutput: { hookEventName: 'PostToolUse', ...fields } });
const BLOCK = { decision: 'block', reason: 'Do it again.' };
const tells = (additionalContext: string) => says(specific({ additionalContext }));

export const postToolUse = casesOf('PostToolUse', {
  silent,
  text: prints('All is well.'),
  block: says(BLOCK),
  'block-and-context': says({ ...BLOCK, ...specific({ additionalContext: 'Mind the tests.' }) }),
  'block-no-reason': stillRefuses(says({ decision: 'block' })),
  'block-and-unknown-field': stillRefuses(says({ ...BLOCK, extra: true })),
  'block-very-long-reason': says({ decision: 'block', reason: 'word '.repeat(4_000).trimEnd() }),
  'block-failing-command': { scene: 'failing shell', hooks: says(BLOCK) },
  'block-patch': { scene: 'patch', hooks: says(BLOCK) },
  'exit-2': exits2('Do it again.'),
  'exit-2-no-stderr': stillRefuses(exits2()),
  'exit-1-and-block': { exit: 1, stdout: BLOCK },
  context: tells('Mind the tests.'),
  'very-long-context': isCut(tells('word '.repeat(4_000).trimEnd())),
  'continue-false': says({ continue: false, stopReason: 'Enough.' }),
  'continue-false-alone': says({ continue: false }),
  'continue-false-and-reason': says({ continue: false, stopReason: 'Enough.', reason: 'Do it again.' }),
  'continue-false-and-context': says({
    continue: false,
    stopReason: 'Enough.',
    ...specific({ additionalContext: 'Mind the tests.' }),
  }),
  'permission-deny': stillRefuses(
    says(specific({ permissionDecision: 'deny', permissionDecisionReason: 'Do it again.' })),
  ),
  'other-output': says(specific({ updatedMCPToolOutput: { content: [] } })),
  'other-output-and-block': stillRefuses(
    says({ ...BLOCK, ...specific({ updatedMCPToolOutput: { content: [] } }) }),
  ),
  'system-message': says({ systemMessage: 'Something to see.' }),
  'suppress-output-and-block': stillRefuses(says({ ...BLOCK, suppressOutput: true })),
  'half-json': prints('{"decision": "block", "rea'),
  'matcher-other-tool': { hooks: { ...says(BLOCK), matcher: 'Edit' } },
  'matcher-edit': { scene: 'patch', hooks: { ...says(BLOCK), matcher: 'Edit|Write' } },
  'two-blocks': { hooks: [says(BLOCK), says({ ...BLOCK, reason: 'And again.' })] },
  'block-and-other-stop': stopComesFirst({
    hooks: [says(BLOCK), says({ continue: false, stopReason: 'Enough.' })],
  }),
});
