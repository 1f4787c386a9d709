import { endsSomeTime } from '../differences.ts';
import { casesOf, exits2, prints, says, silent } from '../hook-case.ts';

const BLOCK = { decision: 'block', reason: 'Run the tests.' };

export const stop = casesOf('Stop', {
  silent,
  block: says(BLOCK),
  'block-no-reason': says({ decision: 'block' }),
  'block-and-unknown-field': says({ ...BLOCK, extra: true }),
  'block-and-system-message': says({ ...BLOCK, systemMessage: 'Not finished.' }),
  'block-three-times': endsSomeTime({ scene: 'unending', hooks: { ...says(BLOCK), times: 3 } }),
  'block-lines': says({ decision: 'block', reason: 'Run the tests.\n\nThen <stop> & rest.' }),
  'block-very-long-reason': says({ decision: 'block', reason: 'word '.repeat(4_000).trimEnd() }),
  'exit-2': exits2('Run the tests.'),
  'exit-2-no-stderr': exits2(),
  'exit-1-and-block': { exit: 1, stdout: BLOCK },
  text: prints('All is well.'),
  'half-json': prints('{"decision": "block", "rea'),
  'continue-false': says({ continue: false, stopReason: 'Enough.' }),
  'continue-false-and-block': says({ ...BLOCK, continue: false, stopReason: 'Enough.' }),
  'system-message': says({ systemMessage: 'Something to see.' }),
  context: says({ hookSpecificOutput: { hookEventName: 'Stop', additionalContext: 'Mind the tests.' } }),
  'matcher-ignored': { hooks: { ...says(BLOCK), matcher: 'nothing-like-it' } },
  'two-blocks-second-ends-first': {
    hooks: [{ ...says(BLOCK), after: 'b' }, says({ ...BLOCK, reason: 'Lint it.' })],
  },
  'block-and-other-stop': { hooks: [says(BLOCK), says({ continue: false, stopReason: 'Enough.' })] },
  'block-and-failure': { hooks: [says(BLOCK), { exit: 1 }] },
});
