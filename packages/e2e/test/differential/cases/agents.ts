import { casesOf, exits2, prints, says } from '../hook-case.ts';

const BLOCK = { decision: 'block', reason: 'Count again.' };

export const agentCases = [
  ...casesOf('SubagentStart', {
    text: prints('Mind the tests.'),
    context: says({
      hookSpecificOutput: { hookEventName: 'SubagentStart', additionalContext: 'Mind the tests.' },
    }),
    'continue-false': says({ continue: false, stopReason: 'Enough.' }),
    'exit-2': exits2('Not that.'),
    'matcher-other-type': { hooks: { ...prints('Mind the tests.'), matcher: 'nobody' } },
    'matcher-type': { hooks: { ...prints('Mind the tests.'), matcher: 'default' } },
  }),
  ...casesOf('SubagentStop', {
    block: says(BLOCK),
    'block-no-reason': says({ decision: 'block' }),
    'exit-2': exits2('Count again.'),
    text: prints('All is well.'),
    'continue-false': says({ continue: false, stopReason: 'Enough.' }),
    'continue-false-and-block': says({ ...BLOCK, continue: false, stopReason: 'Enough.' }),
  }),
];
