import { HooklineError } from '@hookline/core/errors';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Native, read } from './reading.ts';

const meaning = (event: Native, stdout: string) => read(event, { stdout });

const native = fc.constantFrom<Native>(
  'PreToolUse',
  'PermissionRequest',
  'UserPromptSubmit',
  'PostToolUse',
  'Stop',
  'SessionStart',
);
const value = fc.oneof(
  fc.json().map((text) => JSON.parse(text) as unknown),
  fc.string(),
  fc.boolean(),
  fc.constant(null),
);
/** Objects in which the words of an answer stand where they may and where they may not, with right and wrong values. */
const answer = fc
  .tuple(
    fc.dictionary(
      fc.constantFrom(
        'decision',
        'reason',
        'continue',
        'stopReason',
        'systemMessage',
        'suppressOutput',
        'extra',
      ),
      fc.oneof(value, fc.constantFrom('block', 'approve', 'deny', 'allow')),
    ),
    fc.option(
      fc.dictionary(
        fc.constantFrom(
          'hookEventName',
          'permissionDecision',
          'permissionDecisionReason',
          'updatedInput',
          'additionalContext',
          'decision',
        ),
        fc.oneof(
          value,
          fc.constantFrom('PreToolUse', 'deny', 'ask', 'allow', { behavior: 'deny' }, { command: 'pwd' }),
        ),
      ),
      { nil: undefined },
    ),
  )
  .map(([top, hookSpecificOutput]) => ({ ...top, ...(hookSpecificOutput && { hookSpecificOutput }) }));

it('whatever is printed is an answer, no opinion or a coded failure', () => {
  fc.assert(
    fc.property(
      native,
      fc.oneof(
        fc.string(),
        fc.json(),
        answer.map((one) => JSON.stringify(one)),
      ),
      (event, stdout) => {
        const got = meaning(event, stdout);
        if (got instanceof HooklineError) expect(got.code).toBe('HOOKLINE_COMMAND_OUTPUT_INVALID');
        else if (got?.verdict && got.verdict.kind !== 'allow') expect(got.verdict.reason.trim()).not.toBe('');
      },
    ),
  );
});

it('what says that it refuses, refuses, whatever else it says', () => {
  const refusals = fc.constantFrom<[Native, object]>(
    ['PreToolUse', { decision: 'block' }],
    ['PreToolUse', { hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision: 'deny' } }],
    ['UserPromptSubmit', { decision: 'block' }],
    ['PostToolUse', { decision: 'block' }],
    ['PermissionRequest', { continue: false }],
    ['PermissionRequest', { permissionDecision: 'deny' }],
    [
      'PermissionRequest',
      { hookSpecificOutput: { hookEventName: 'PermissionRequest', decision: { behavior: 'deny' } } },
    ],
  );
  fc.assert(
    fc.property(refusals, answer, ([event, refusal], noise) => {
      const got = meaning(event, JSON.stringify({ ...noise, ...refusal }));
      expect(got).not.toBeInstanceOf(HooklineError);
      const { verdict, halt } = got as { verdict?: { kind: string }; halt?: string };
      expect(halt ?? verdict?.kind).toBeDefined();
      expect(verdict?.kind).not.toBe('allow');
    }),
  );
});

it('consent and a new input count only in the form that the agent takes', () => {
  fc.assert(
    fc.property(answer, (given) => {
      const got = meaning('PreToolUse', JSON.stringify(given));
      if (got instanceof HooklineError || got?.rewrite === undefined) return;
      expect(Object.keys(given).every((key) => key !== 'extra')).toBe(true);
      expect(given.hookSpecificOutput).toMatchObject({
        hookEventName: 'PreToolUse',
        permissionDecision: 'allow',
      });
    }),
  );
});
