// What a hook can say before a tool runs, in the forms that the agent documents, and in those that it has but does not support.
import { isHeldBack, isNotCalled, stillRefuses, stillStops } from '../differences.ts';
import { casesOf, exits2, prints, says, silent } from '../hook-case.ts';
import { patchAdding, SHELL_FILE } from '../scenes.ts';

const specific = (fields: object, hookEventName: unknown = 'PreToolUse') => ({
  hookSpecificOutput: { hookEventName, ...fields },
});
const deny = (permissionDecisionReason?: unknown) =>
  specific({ permissionDecision: 'deny', permissionDecisionReason });
const rewrite = { updatedInput: { command: `printf rewritten > ${SHELL_FILE} && echo more` } };

export const preToolUse = casesOf('PreToolUse', {
  silent,
  'empty-object': says({}),
  text: prints('All is well.'),
  deny: says(deny('Not today.')),
  'deny-and-context': says(
    specific({
      permissionDecision: 'deny',
      permissionDecisionReason: 'Not today.',
      additionalContext: 'Ask the owner.',
    }),
  ),
  'deny-and-system-message': says({ ...deny('Not today.'), systemMessage: 'A command was refused.' }),
  'deny-no-reason': stillRefuses(says(deny())),
  'deny-blank-reason': stillRefuses(says(deny(' \n '))),
  'deny-other-reason': stillRefuses(says({ ...deny(), reason: 'Not today.' })),
  block: says({ decision: 'block', reason: 'Not today.' }),
  'block-no-reason': stillRefuses(says({ decision: 'block' })),
  'block-beside-allow': stillRefuses(
    says({
      decision: 'block',
      reason: 'Not today.',
      ...specific({ permissionDecision: 'allow', ...rewrite }),
    }),
  ),
  'deny-word': stillRefuses(says({ decision: 'deny', reason: 'Not today.' })),
  'exit-2': exits2('Not today.'),
  'exit-2-no-stderr': stillRefuses(exits2()),
  'exit-2-and-json': {
    ...exits2('Not today.'),
    stdout: specific({ permissionDecision: 'allow', ...rewrite }),
  },
  'exit-2-reason-in-json': stillRefuses({ ...exits2(), stdout: deny('Not today.') }),
  ask: isHeldBack(says(specific({ permissionDecision: 'ask', permissionDecisionReason: 'Is that right?' }))),
  allow: says(specific({ permissionDecision: 'allow' })),
  approve: says({ decision: 'approve' }),
  rewrite: says(specific({ permissionDecision: 'allow', ...rewrite })),
  'rewrite-and-context': says(
    specific({ permissionDecision: 'allow', ...rewrite, additionalContext: 'It was changed.' }),
  ),
  'rewrite-no-allow': says(specific(rewrite)),
  'rewrite-beside-deny': stillRefuses(
    says(specific({ permissionDecision: 'deny', permissionDecisionReason: 'Not today.', ...rewrite })),
  ),
  'rewrite-wrong-field': says(
    specific({ permissionDecision: 'allow', updatedInput: { text: 'no command' } }),
  ),
  'rewrite-patch': {
    scene: 'patch',
    hooks: says(
      specific({ permissionDecision: 'allow', updatedInput: { command: patchAdding('rewritten') } }),
    ),
  },
  'rewrite-mcp': {
    scene: 'mcp',
    hooks: says(specific({ permissionDecision: 'allow', updatedInput: { text: 'rewritten' } })),
  },
  'rewrite-mcp-not-object': isNotCalled({
    scene: 'mcp',
    hooks: says(specific({ permissionDecision: 'allow', updatedInput: 'rewritten' })),
  }),
  'deny-patch': { scene: 'patch', hooks: says(deny('Not today.')) },
  context: says(specific({ additionalContext: 'Mind the tests.' })),
  'context-and-system-message': says({
    systemMessage: 'Told it.',
    ...specific({ additionalContext: 'Mind the tests.' }),
  }),
  'system-message': says({ systemMessage: 'Something to see.' }),
  'continue-false': stillStops(says({ continue: false, stopReason: 'Enough.' })),
  'stop-reason': says({ stopReason: 'Enough.' }),
  'suppress-output': says({ suppressOutput: true }),
  'reason-alone': says({ reason: 'Not today.' }),
  'other-event-name': says(
    specific({ permissionDecision: 'deny', permissionDecisionReason: 'Not today.' }, 'PostToolUse'),
  ),
  'stderr-only': { stderr: 'a remark' },
});
