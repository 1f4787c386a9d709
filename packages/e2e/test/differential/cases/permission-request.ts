import { stillRefuses, stillStops } from '../differences.ts';
import { casesOf, exits2, says, silent } from '../hook-case.ts';

const specific = (fields: object) => ({
  hookSpecificOutput: { hookEventName: 'PermissionRequest', ...fields },
});
const decides = (decision: object) => says(specific({ decision }));
const DENY = { behavior: 'deny', message: 'Not today.' };

export const permissionRequest = casesOf('PermissionRequest', {
  silent,
  allow: decides({ behavior: 'allow' }),
  deny: decides(DENY),
  'deny-no-message': decides({ behavior: 'deny' }),
  'deny-and-interrupt': stillRefuses(decides({ ...DENY, interrupt: true })),
  'deny-and-unknown-field': stillRefuses(says({ ...specific({ decision: DENY }), extra: true })),
  ask: decides({ behavior: 'ask' }),
  'allow-and-input': decides({ behavior: 'allow', updatedInput: { command: 'echo rewritten' } }),
  'exit-2': exits2('Not today.'),
  'exit-2-no-stderr': stillRefuses(exits2()),
  'exit-1-and-allow': { exit: 1, stdout: specific({ decision: { behavior: 'allow' } }) },
  block: stillRefuses(says({ decision: 'block', reason: 'Not today.' })),
  'permission-deny': stillRefuses(
    says(specific({ permissionDecision: 'deny', permissionDecisionReason: 'Not today.' })),
  ),
  'continue-false': stillStops(says({ continue: false, stopReason: 'Enough.' })),
  'system-message': says({ systemMessage: 'Something to see.' }),
  'allow-and-system-message': says({
    ...specific({ decision: { behavior: 'allow' } }),
    systemMessage: 'Something to see.',
  }),
  'allow-and-deny': { hooks: [decides({ behavior: 'allow' }), decides(DENY)] },
});
