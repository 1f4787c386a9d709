import { isCleaned, isCut } from '../differences.ts';
import { casesOf, exits2, prints, says, silent } from '../hook-case.ts';

const tells = (additionalContext: unknown, more: object = {}) =>
  says({ ...more, hookSpecificOutput: { hookEventName: 'SessionStart', additionalContext } });
const words = (count: number) => 'word '.repeat(count / 5).trimEnd();

export const sessionStart = casesOf('SessionStart', {
  silent,
  text: prints('Mind the tests.\n'),
  context: tells('Mind the tests.'),
  'context-and-system-message': tells('Mind the tests.', { systemMessage: 'Notes were loaded.' }),
  'system-message': says({ systemMessage: 'Notes were loaded.' }),
  'suppress-output': tells('Mind the tests.', { suppressOutput: true }),
  'continue-false': says({ continue: false, stopReason: 'Not here.' }),
  'continue-false-alone': says({ continue: false }),
  block: says({ decision: 'block', reason: 'Not here.' }),
  'exit-2': exits2('Not here.'),
  'exit-1-and-text': { exit: 1, stdout: 'Mind the tests.' },
  'half-json': prints('{"hookSpecificOutput": {"hookEventName": "SessionStart", "additional'),
  array: prints('["Mind the tests."]'),
  'json-string': prints('"Mind the tests."'),
  'text-in-braces': prints('{Mind the tests.}'),
  'text-and-json': prints('Loading.\n{"systemMessage": "Notes were loaded."}'),
  'unknown-field': tells('Mind the tests.', { extra: true }),
  'other-event-name': says({
    hookSpecificOutput: { hookEventName: 'Stop', additionalContext: 'Mind the tests.' },
  }),
  'very-long-text': isCut(prints(words(20_000))),
  'very-long-unicode-text': isCut(prints('日本語 '.repeat(2_500).trimEnd())),
  'control-characters': isCleaned(prints('Mind\u0007 \u001b[1mthe\u001b[0m tests.\r\nAlways.')),
  'not-utf-8-text': prints(Buffer.from('Gr\u00f6\u00dfe', 'latin1')),
  'two-texts-second-ends-first': { hooks: [{ ...prints('First.'), after: 'b' }, prints('Second.')] },
  'text-and-continue-false': {
    hooks: [prints('Mind the tests.'), says({ continue: false, stopReason: 'Not here.' })],
  },
  'matcher-startup': { hooks: { ...prints('Mind the tests.'), matcher: 'startup' } },
  'matcher-resume': { hooks: { ...prints('Mind the tests.'), matcher: 'resume' } },
  'matcher-regex': { hooks: { ...prints('Mind the tests.'), matcher: 'start.*' } },
});
