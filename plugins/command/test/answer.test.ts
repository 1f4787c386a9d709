import { HooklineError } from '@hookline/core/errors';
import { describe, expect, it } from 'vitest';
import type { CommandOutput } from '../src/answer.ts';
import { type Native, read } from './reading.ts';

/** The answer of a command, or the code of the error. */
function ended(native: string, output: Partial<CommandOutput>) {
  const meant = read(native as Native, output);
  return meant instanceof HooklineError ? meant.code : meant;
}
const printed = (native: string, answer: unknown) =>
  ended(native, { stdout: typeof answer === 'string' ? answer : JSON.stringify(answer) });
const specific = (native: string, fields: object) => ({
  hookSpecificOutput: { hookEventName: native, ...fields },
});

const INVALID = 'HOOKLINE_COMMAND_OUTPUT_INVALID';
const FAILED = 'HOOKLINE_COMMAND_FAILED';
const deny = (reason: string) => ({ verdict: { kind: 'deny', reason } });

describe('an exit code', () => {
  it('of 2 with a reason refuses, or sends back, where the event has that', () => {
    const two = (native: string) => ended(native, { exitCode: 2, stderr: ' why \n' });
    expect(two('PreToolUse')).toEqual(deny('why'));
    expect(two('PermissionRequest')).toEqual(deny('why'));
    expect(two('UserPromptSubmit')).toEqual(deny('why'));
    expect(two('PostToolUse')).toEqual({ verdict: { kind: 'feedback', reason: 'why' } });
    expect(two('Stop')).toEqual({ verdict: { kind: 'resume', reason: 'why' } });
    expect(two('SubagentStop')).toEqual({ verdict: { kind: 'resume', reason: 'why' } });
    for (const native of [
      'SessionStart',
      'SubagentStart',
      'PreCompact',
      'PostCompact',
      'Interrupt',
      'SessionEnd',
    ])
      expect(two(native), native).toBe(FAILED);
  });

  it('of 2 without a reason refuses all the same, but does not keep a turn going', () => {
    for (const native of ['PreToolUse', 'PermissionRequest', 'UserPromptSubmit', 'PostToolUse'])
      expect(ended(native, { exitCode: 2, stdout: 'ignored' }), native).toMatchObject({
        verdict: { reason: expect.stringMatching(/gave no reason/) },
      });
    expect(ended('Stop', { exitCode: 2 })).toBe(FAILED);
  });

  it.each([1, 3, 126, 127, 255])('of %i is a failure, whatever was printed', (exitCode) => {
    const stdout = JSON.stringify({ decision: 'block', reason: 'no' });
    expect(ended('PreToolUse', { exitCode, stdout })).toBe(FAILED);
  });
});

describe('an answer that the agent takes', () => {
  it.each<[string, unknown, unknown]>([
    [
      'PreToolUse',
      specific('PreToolUse', { permissionDecision: 'deny', permissionDecisionReason: 'x' }),
      deny('x'),
    ],
    ['PreToolUse', { decision: 'block', reason: 'x' }, deny('x')],
    [
      'PreToolUse',
      specific('PreToolUse', { permissionDecision: 'allow', updatedInput: { command: 'pwd' } }),
      { rewrite: { command: 'pwd' } },
    ],
    ['PreToolUse', specific('PreToolUse', { additionalContext: 'c' }), { context: 'c' }],
    [
      'PreToolUse',
      specific('PostToolUse', { permissionDecision: 'deny', permissionDecisionReason: 'x' }),
      deny('x'),
    ],
    [
      'PostToolUse',
      { decision: 'block', reason: 'f', ...specific('PostToolUse', { additionalContext: 'c' }) },
      { verdict: { kind: 'feedback', reason: 'f' }, context: 'c' },
    ],
    ['PostToolUse', { continue: false, stopReason: 's', reason: 'r' }, { halt: 'r', message: 's' }],
    ['PostToolUse', { continue: false, stopReason: 's' }, { halt: 's' }],
    ['UserPromptSubmit', { decision: 'block', reason: 'x' }, deny('x')],
    ['UserPromptSubmit', specific('UserPromptSubmit', { additionalContext: 'c' }), { context: 'c' }],
    ['UserPromptSubmit', { continue: false, stopReason: 's' }, { halt: 's' }],
    ['SessionStart', specific('SessionStart', { additionalContext: 'c' }), { context: 'c' }],
    ['SessionStart', { systemMessage: 'm', suppressOutput: true }, { message: 'm' }],
    ['Stop', { decision: 'block', reason: 'go on' }, { verdict: { kind: 'resume', reason: 'go on' } }],
    [
      'Stop',
      { continue: false, stopReason: 's', decision: 'block', reason: 'go on' },
      { verdict: { kind: 'resume', reason: 'go on' }, halt: 's' },
    ],
    [
      'PermissionRequest',
      specific('PermissionRequest', { decision: { behavior: 'allow' } }),
      { verdict: { kind: 'allow', reason: '' } },
    ],
    [
      'PermissionRequest',
      specific('PermissionRequest', { decision: { behavior: 'deny', message: 'x' } }),
      deny('x'),
    ],
    ['PreCompact', { continue: false, stopReason: 's' }, { halt: 's' }],
    ['Interrupt', { systemMessage: 'm' }, { message: 'm' }],
    ['PreToolUse', {}, undefined],
    ['PreToolUse', { decision: null, reason: null, hookSpecificOutput: null }, undefined],
  ])('at %s: %j', (native, answer, meaning) => {
    expect(printed(native, answer)).toEqual(meaning);
  });
});

describe('an answer that the agent sets aside', () => {
  it.each<[string, unknown]>([
    ['PreToolUse', specific('PreToolUse', { permissionDecision: 'allow' })],
    ['PreToolUse', { decision: 'approve' }],
    ['PreToolUse', { reason: 'alone' }],
    ['PreToolUse', { suppressOutput: true }],
    ['PreToolUse', { stopReason: 'x' }],
    ['PreToolUse', specific('PreToolUse', { updatedInput: { command: 'pwd' } })],
    [
      'PreToolUse',
      {
        ...specific('PreToolUse', { permissionDecision: 'allow', updatedInput: { command: 'pwd' } }),
        extra: 1,
      },
    ],
    ['PreToolUse', { hookSpecificOutput: { additionalContext: 'c' } }],
    ['PreToolUse', { continue: null }],
    ['PostToolUse', { reason: 'alone' }],
    ['PostToolUse', specific('PostToolUse', { updatedMCPToolOutput: {} })],
    ['SessionStart', { decision: 'block', reason: 'x' }],
    ['Stop', { decision: 'block' }],
    ['Stop', { decision: 'block', reason: ' ' }],
    ['Stop', { ...specific('Stop', {}) }],
    ['PreCompact', { decision: 'block', reason: 'x' }],
    ['Interrupt', { continue: false }],
    [
      'PermissionRequest',
      specific('PermissionRequest', { decision: { behavior: 'allow', updatedInput: {} } }),
    ],
    ['PermissionRequest', specific('PermissionRequest', { decision: { behavior: 'ask' } })],
    ['PermissionRequest', specific('PermissionRequest', { permissionDecision: 'ask' })],
    ['PreToolUse', '{"decision": "block", "reason": "half'],
    ['SessionStart', '["a list"]'],
    ['Stop', 'plain words'],
    ['Stop', '5'],
  ])('at %s is a failure: %j', (native, answer) => {
    expect(printed(native, answer)).toBe(INVALID);
  });

  it.each<[string, unknown, string]>([
    ['PreToolUse', specific('PreToolUse', { permissionDecision: 'deny' }), 'gave no reason'],
    [
      'PreToolUse',
      specific('PreToolUse', { permissionDecision: 'deny', permissionDecisionReason: ' ' }),
      'gave no reason',
    ],
    ['PreToolUse', { decision: 'block', reason: 'x', extra: 1 }, 'x'],
    ['PreToolUse', { decision: 'deny', reason: 'x' }, 'x'],
    [
      'PreToolUse',
      { ...specific('PreToolUse', { permissionDecision: 'deny', permissionDecisionReason: 'x', extra: 1 }) },
      'x',
    ],
    [
      'PreToolUse',
      { hookSpecificOutput: { permissionDecision: 'deny', permissionDecisionReason: 'x' } },
      'x',
    ],
    ['PreToolUse', { decision: 'block', reason: 7 }, 'gave no reason'],
    ['UserPromptSubmit', { decision: 'block' }, 'gave no reason'],
    ['PermissionRequest', { decision: 'block', reason: 'x' }, 'x'],
    [
      'PermissionRequest',
      specific('PermissionRequest', { decision: { behavior: 'deny', message: 'x', interrupt: true } }),
      'x',
    ],
  ])('at %s still refuses when it says so: %j', (native, answer, reason) => {
    expect(printed(native, answer)).toMatchObject({
      verdict: { kind: 'deny', reason: expect.stringContaining(reason) },
    });
  });

  it.each<[string, unknown]>([
    ['PreToolUse', { permissionDecision: 'deny', permissionDecisionReason: 'x' }],
    ['PreToolUse', { behavior: 'deny', message: 'x' }],
    ['PreToolUse', { decision: 'DENY', reason: 'x' }],
    ['PreToolUse', specific('PreToolUse', { permissionDecision: 'block', permissionDecisionReason: 'x' })],
    ['PreToolUse', specific('PreToolUse', { permissionDecision: 'Deny', permissionDecisionReason: 'x' })],
    ['PreToolUse', specific('PreToolUse', { decision: 'block', reason: 'x' })],
    ['PreToolUse', { decision: { behavior: 'deny', message: 'x' } }],
    ['UserPromptSubmit', specific('UserPromptSubmit', { decision: 'block', reason: 'x' })],
    [
      'PermissionRequest',
      {
        permissionDecision: 'deny',
        reason: 'x',
        ...specific('PermissionRequest', { decision: { behavior: 'allow' } }),
      },
    ],
    [
      'PermissionRequest',
      {
        continue: false,
        stopReason: 'x',
        ...specific('PermissionRequest', { decision: { behavior: 'allow' } }),
      },
    ],
  ])('at %s refuses also with its words at the wrong level or beside consent: %j', (native, answer) => {
    expect(printed(native, answer)).toEqual(deny('x'));
  });

  it('stops a session and a compaction where it says so, whatever else it says', () => {
    for (const native of ['SessionStart', 'PreCompact'])
      expect(printed(native, { continue: false, stopReason: 's', extra: 1 }), native).toEqual({ halt: 's' });
    expect(printed('SessionStart', { continue: false, stopReason: 7 })).toEqual({
      halt: 'The hook "hook" ended this.',
    });
    expect(printed('Stop', { continue: false, extra: 1 })).toBe(INVALID);
  });

  it('asks where it says "ask", and stops where it says so', () => {
    expect(
      printed(
        'PreToolUse',
        specific('PreToolUse', { permissionDecision: 'ask', permissionDecisionReason: 'sure?' }),
      ),
    ).toEqual({
      verdict: { kind: 'ask', reason: 'sure?' },
    });
    expect(printed('PreToolUse', { continue: false, stopReason: 's' })).toEqual({ halt: 's' });
  });
});

describe('a new input that the tool cannot take', () => {
  it.each([{ text: 'ls' }, { command: 5 }, 'ls', 5, ['ls']])(
    'is a refusal, as the agent runs nothing then: %j',
    (updatedInput) => {
      expect(
        printed('PreToolUse', specific('PreToolUse', { permissionDecision: 'allow', updatedInput })),
      ).toMatchObject({ verdict: { kind: 'deny', reason: expect.stringContaining('cannot take') } });
    },
  );
});

describe('plain text', () => {
  it('is context at the beginning of a session, a sub-agent and a task, and nothing elsewhere', () => {
    for (const native of ['SessionStart', 'SubagentStart', 'UserPromptSubmit'])
      expect(printed(native, ' some words \n'), native).toEqual({ context: 'some words' });
    for (const native of [
      'PreToolUse',
      'PostToolUse',
      'PreCompact',
      'PermissionRequest',
      'SessionEnd',
      'PreModelRequest',
    ])
      expect(printed(native, 'some words'), native).toBeUndefined();
  });
});
