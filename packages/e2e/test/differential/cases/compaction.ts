import { casesOf, exits2, prints, says, silent } from '../hook-case.ts';

const STOP = { continue: false, stopReason: 'Not now.' };

export const compactionCases = [
  ...casesOf('PreCompact', {
    silent,
    text: prints('All is well.'),
    'continue-false': says(STOP),
    'continue-false-alone': says({ continue: false }),
    'exit-2': exits2('Not now.'),
    block: says({ decision: 'block', reason: 'Not now.' }),
    'system-message': says({ systemMessage: 'Something to see.' }),
    'matcher-auto': { hooks: { ...says(STOP), matcher: 'auto' } },
  }),
  ...casesOf('PostCompact', {
    'continue-false': says(STOP),
    context: says({
      hookSpecificOutput: { hookEventName: 'PostCompact', additionalContext: 'Mind the tests.' },
    }),
    'system-message': says({ systemMessage: 'Something to see.' }),
  }),
];
