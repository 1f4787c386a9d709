import type { VerdictKind } from '@hookline/core';
import type { Outcome, Rewrite } from '@hookline/core/engine';
import { codex, NATIVE_EVENTS } from '@hookline/host-codex';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decoded, recorded } from './recorded.ts';

type Part = Partial<Omit<Outcome, 'rewrite'>> & { change?: Rewrite };

const sample = (native: string) =>
  recorded(native === 'PreToolUse' || native === 'PostToolUse' ? `${native}.Bash` : native);

function outcome(native: string, { change, ...part }: Part = {}, payload = sample(native)): Outcome {
  const [event] = decoded(payload);
  if (!event) throw new Error('no event');
  return {
    event: change ? codex.rewrite(event, change) : event,
    context: [],
    trimmed: [],
    messages: [],
    conflicts: [],
    failures: [],
    runs: [],
    durationMs: 1,
    ...(change && { rewrite: { change, by: ['fixer'] } }),
    ...part,
  };
}

const verdict = (kind: 'deny' | 'ask' | 'allow' | 'feedback' | 'resume', ...texts: string[]) => ({
  kind,
  reasons: texts.map((text, index) => ({ by: `guard-${index + 1}`, text })),
});
const said = (text: string) => [{ by: 'notes', text }];

const PINS: readonly (readonly [string, string, Part, string])[] = [
  ['nothing', 'PreToolUse', {}, ''],
  ['allow', 'PreToolUse', { verdict: verdict('allow', 'fine') }, ''],
  [
    'deny',
    'PreToolUse',
    { verdict: verdict('deny', 'No force push.') },
    '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"Refused by guard-1: No force push."}}',
  ],
  [
    'deny of two with context and a message',
    'PreToolUse',
    { verdict: verdict('deny', 'A.', 'B.'), context: said('C'), messages: said('M') },
    '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"Refused by guard-1: A.\\nRefused by guard-2: B.","additionalContext":"C"},"systemMessage":"notes: M"}',
  ],
  [
    'deny without a reason',
    'PreToolUse',
    { verdict: verdict('deny', ' \u0000 ') },
    '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"This could not be checked, so it was not allowed. Ask the user how to go on."}}',
  ],
  [
    'ask',
    'PreToolUse',
    { verdict: verdict('ask', 'It deletes a branch.') },
    '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"Held back by guard-1: It deletes a branch.\\nThis needs a person\'s decision: ask the user to run it or to approve it."}}',
  ],
  [
    'rewrite',
    'PreToolUse',
    { change: { command: 'ls' } },
    '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"allow","updatedInput":{"command":"ls"}}}',
  ],
  [
    'rewrite with context',
    'PreToolUse',
    { change: { command: 'ls' }, context: [...said('one'), ...said('two')] },
    '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"allow","updatedInput":{"command":"ls"},"additionalContext":"one\\n\\ntwo"}}',
  ],
  [
    'rewrite that is then denied',
    'PreToolUse',
    { change: { command: 'ls' }, verdict: verdict('deny', 'No.') },
    '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"Refused by guard-1: No."}}',
  ],
  [
    'halt',
    'PreToolUse',
    { halt: { by: 'stopper', text: 'Enough.' } },
    '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"Stopped by stopper: Enough."}}',
  ],
  [
    'context',
    'PreToolUse',
    { context: said('C') },
    '{"hookSpecificOutput":{"hookEventName":"PreToolUse","additionalContext":"C"}}',
  ],
  ['message', 'PreToolUse', { messages: said('M') }, '{"systemMessage":"notes: M"}'],
  [
    'feedback',
    'PostToolUse',
    { verdict: verdict('feedback', 'Run the tests.') },
    '{"decision":"block","reason":"guard-1: Run the tests."}',
  ],
  [
    'feedback with context',
    'PostToolUse',
    { verdict: verdict('feedback', 'F'), context: said('C') },
    '{"decision":"block","reason":"guard-1: F","hookSpecificOutput":{"hookEventName":"PostToolUse","additionalContext":"C"}}',
  ],
  [
    'halt with feedback',
    'PostToolUse',
    { halt: { by: 'h', text: 'H' }, verdict: verdict('feedback', 'F'), context: said('C') },
    '{"continue":false,"stopReason":"Stopped by h: H\\nguard-1: F","hookSpecificOutput":{"hookEventName":"PostToolUse","additionalContext":"C"}}',
  ],
  [
    'halt over deny',
    'UserPromptSubmit',
    { halt: { by: 'h', text: 'H' }, verdict: verdict('deny', 'No.'), context: said('C') },
    '{"continue":false,"stopReason":"Stopped by h: H\\nRefused by guard-1: No."}',
  ],
  [
    'deny',
    'UserPromptSubmit',
    { verdict: verdict('deny', 'No.') },
    '{"decision":"block","reason":"Refused by guard-1: No."}',
  ],
  [
    'context',
    'UserPromptSubmit',
    { context: said('C') },
    '{"hookSpecificOutput":{"hookEventName":"UserPromptSubmit","additionalContext":"C"}}',
  ],
  [
    'halt',
    'UserPromptSubmit',
    { halt: { by: 'h', text: 'H' } },
    '{"continue":false,"stopReason":"Stopped by h: H"}',
  ],
  [
    'allow',
    'PermissionRequest',
    { verdict: verdict('allow', 'x') },
    '{"hookSpecificOutput":{"hookEventName":"PermissionRequest","decision":{"behavior":"allow"}}}',
  ],
  [
    'deny',
    'PermissionRequest',
    { verdict: verdict('deny', 'No.'), messages: said('M') },
    '{"hookSpecificOutput":{"hookEventName":"PermissionRequest","decision":{"behavior":"deny","message":"Refused by guard-1: No."}},"systemMessage":"notes: M"}',
  ],
  ['nothing', 'PermissionRequest', { messages: said('M') }, '{"systemMessage":"notes: M"}'],
  [
    'context',
    'SessionStart',
    { context: said('C'), messages: said('M') },
    '{"hookSpecificOutput":{"hookEventName":"SessionStart","additionalContext":"C"},"systemMessage":"notes: M"}',
  ],
  [
    'halt',
    'SessionStart',
    { halt: { by: 'h', text: 'H' }, context: said('C') },
    '{"continue":false,"stopReason":"Stopped by h: H"}',
  ],
  [
    'context',
    'SubagentStart',
    { context: said('C') },
    '{"hookSpecificOutput":{"hookEventName":"SubagentStart","additionalContext":"C"}}',
  ],
  [
    'resume',
    'Stop',
    { verdict: verdict('resume', 'Go on.') },
    '{"decision":"block","reason":"guard-1: Go on."}',
  ],
  [
    'resume',
    'SubagentStop',
    { verdict: verdict('resume', 'Go on.') },
    '{"decision":"block","reason":"guard-1: Go on."}',
  ],
  [
    'halt over resume',
    'Stop',
    { halt: { by: 'h', text: 'H' }, verdict: verdict('resume', 'R') },
    '{"continue":false,"stopReason":"Stopped by h: H\\nguard-1: R"}',
  ],
  ['context, which it does not take', 'Stop', { context: said('C') }, ''],
  [
    'deny',
    'PreCompact',
    { verdict: verdict('deny', 'Not now.') },
    '{"continue":false,"stopReason":"Refused by guard-1: Not now."}',
  ],
  ['a refusal, which it does not take', 'PostCompact', { verdict: verdict('deny', 'x') }, ''],
  [
    'halt',
    'PostCompact',
    { halt: { by: 'h', text: 'H' }, messages: said('M') },
    '{"continue":false,"stopReason":"Stopped by h: H","systemMessage":"notes: M"}',
  ],
  [
    'anything',
    'PreModelRequest',
    { verdict: verdict('deny', 'x'), halt: { by: 'h', text: 'H' }, messages: said('M') },
    '',
  ],
  ['anything', 'PostModelRequest', { verdict: verdict('deny', 'x'), messages: said('M') }, ''],
  ['anything', 'SessionEnd', { verdict: verdict('deny', 'x'), messages: said('M') }, ''],
  [
    'a message',
    'Interrupt',
    { verdict: verdict('deny', 'x'), messages: said('M') },
    '{"systemMessage":"notes: M"}',
  ],
  [
    'a halt, which it can only show',
    'Interrupt',
    { halt: { by: 'h', text: 'H' } },
    '{"systemMessage":"h: H"}',
  ],
];

describe('encode', () => {
  it.each(PINS)('answers %s on %s', (_, native, part, stdout) => {
    expect(codex.encode(outcome(native, part), native)).toEqual({ stdout, stderr: '', exitCode: 0 });
  });

  it('is silent for an event that Codex does not have', () => {
    expect(codex.encode(outcome('Stop', { verdict: verdict('resume', 'x') }), 'Elsewhere').stdout).toBe('');
  });

  it('keeps the other arguments of a rewritten MCP call', () => {
    const payload = JSON.stringify({
      ...JSON.parse(recorded('PreToolUse.mcp')),
      tool_input: { a: 1, text: 'x' },
    });
    const reply = codex.encode(
      outcome('PreToolUse', { change: { arguments: { a: 1, text: 'y' } } }, payload),
      'PreToolUse',
    );
    expect(JSON.parse(reply.stdout).hookSpecificOutput.updatedInput).toEqual({ a: 1, text: 'y' });
  });

  it('refuses when a rewritten input cannot be written as JSON that Codex reads', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    let deep: Record<string, unknown> = {};
    for (let i = 0; i < 200; i++) deep = { deep };
    for (const input of [circle, { big: 1n }, deep]) {
      const reply = codex.encode(
        outcome('PreToolUse', { change: { input: { command: 'ls', ...input } } }),
        'PreToolUse',
      );
      expect(JSON.parse(reply.stdout).hookSpecificOutput.permissionDecision).toBe('deny');
    }
  });

  it.each([
    ['a list', []],
    ['what writes itself as nothing', { toJSON: () => undefined }],
    ['what writes itself as a text', { toJSON: () => 'ls' }],
  ])('refuses when a rewritten input is %s: the agent would run the original', (_, input) => {
    const rewritten = outcome('PreToolUse', { change: { input: {} } });
    const reply = codex.encode({ ...rewritten, event: { ...rewritten.event, input } as never }, 'PreToolUse');
    expect(JSON.parse(reply.stdout).hookSpecificOutput.permissionDecision).toBe('deny');
  });

  it('takes out what turns the direction of writing, and what a model reads and nobody sees', () => {
    const text = 'a\u202eb\u2066c\u{e0041}\u{e007f}d \u200dשלום 👩\u200d👧';
    const { stdout } = codex.encode(
      outcome('PreToolUse', { verdict: { kind: 'deny', reasons: [{ by: 'x', text }] } }),
      'PreToolUse',
    );
    expect(stdout).toContain('abcd \u200dשלום 👩\u200d👧');
  });

  it('shows no folder of this machine and no control character to the model', () => {
    const by = 'python3 /home/user/checks/scan.py';
    const reply = codex.encode(
      outcome('PreToolUse', {
        verdict: { kind: 'deny', reasons: [{ by, text: 'a\u001b[31mb\u0007\r\nc\td' }] },
      }),
      'PreToolUse',
    );
    expect(JSON.parse(reply.stdout).hookSpecificOutput.permissionDecisionReason).toBe(
      'Refused by python3 scan.py: a[31mb\nc\td',
    );
  });

  it('cuts a reason that is too long and replaces half a surrogate pair', () => {
    const long = codex.encode(outcome('Stop', { verdict: verdict('resume', '😀'.repeat(64_000)) }), 'Stop');
    expect(JSON.parse(long.stdout).reason.length).toBeLessThanOrEqual(64_000);
    expect(long.stdout).not.toMatch(/\\ud[89a-f]/);
    const half = codex.encode(
      outcome('PreToolUse', { change: { command: 'echo \ud800 \\ud800' } }),
      'PreToolUse',
    );
    expect(half.stdout).toContain('{"command":"echo \\ufffd \\\\ud800"}');
  });

  const text = fc.record({ by: fc.string(), text: fc.string({ unit: 'binary' }) });
  const KEYS: Readonly<Record<string, readonly string[]>> = {
    SessionStart: ['continue', 'stopReason', 'hookSpecificOutput', 'systemMessage'],
    UserPromptSubmit: ['continue', 'stopReason', 'decision', 'reason', 'hookSpecificOutput', 'systemMessage'],
    PreToolUse: ['hookSpecificOutput', 'systemMessage'],
    PermissionRequest: ['hookSpecificOutput', 'systemMessage'],
    PostToolUse: ['continue', 'stopReason', 'decision', 'reason', 'hookSpecificOutput', 'systemMessage'],
    PreCompact: ['continue', 'stopReason', 'systemMessage'],
    PostCompact: ['continue', 'stopReason', 'systemMessage'],
    SubagentStart: ['hookSpecificOutput', 'systemMessage'],
    SubagentStop: ['continue', 'stopReason', 'decision', 'reason', 'systemMessage'],
    Stop: ['continue', 'stopReason', 'decision', 'reason', 'systemMessage'],
    Interrupt: ['systemMessage'],
  };

  it('says only what the event takes, and never refuses without a reason', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...NATIVE_EVENTS),
        fc.record({
          verdict: fc.option(
            fc.record({
              kind: fc.constantFrom<VerdictKind>('deny', 'ask', 'allow', 'feedback', 'resume'),
              reasons: fc.array(text),
            }),
            { nil: undefined },
          ),
          context: fc.array(text),
          messages: fc.array(text),
          halt: fc.option(text, { nil: undefined }),
          change: fc.option(fc.record({ command: fc.string({ unit: 'binary' }) }), { nil: undefined }),
        }),
        (native, part) => {
          const reply = codex.encode(outcome(native, part), native);
          expect(reply).toMatchObject({ stderr: '', exitCode: 0 });
          if (reply.stdout === '') return;
          const answer = JSON.parse(reply.stdout);
          expect(KEYS[native]).toEqual(expect.arrayContaining(Object.keys(answer)));
          if (answer.decision) expect(answer.reason).toMatch(/\S/);
          if (answer.continue === false) expect(answer.stopReason).toMatch(/\S/);
          const specific = answer.hookSpecificOutput;
          if (specific) expect(specific.hookEventName).toBe(native);
          if (specific?.permissionDecision === 'deny')
            expect(specific.permissionDecisionReason).toMatch(/\S/);
          if (specific?.decision?.behavior === 'deny') expect(specific.decision.message).toMatch(/\S/);
          if (part.verdict?.kind === 'deny' && codex.guards(native)) {
            // A prompt that is stopped does not reach the model either.
            const stops = native === 'UserPromptSubmit' && part.halt;
            expect(reply.stdout).toMatch(stops ? /"continue":false/ : /"deny"|"block"/);
          }
        },
      ),
    );
  });
});

describe('answers without an outcome', () => {
  it('guards tool calls, prompts and permissions', () => {
    expect(NATIVE_EVENTS.filter((native) => codex.guards(native))).toEqual([
      'UserPromptSubmit',
      'PreToolUse',
      'PermissionRequest',
    ]);
    expect(codex.guards('toString')).toBe(false);
  });

  it.each([
    [
      'PreToolUse',
      '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"R"}}',
    ],
    [
      'PermissionRequest',
      '{"hookSpecificOutput":{"hookEventName":"PermissionRequest","decision":{"behavior":"deny","message":"R"}}}',
    ],
    ['UserPromptSubmit', '{"decision":"block","reason":"R"}'],
    ['Stop', '{"systemMessage":"R"}'],
    ['PreCompact', '{"systemMessage":"R"}'],
    ['SessionEnd', ''],
  ])('refuses %s where it can be refused', (native, stdout) => {
    expect(codex.refuse(native, 'R')).toEqual({ stdout, stderr: '', exitCode: 0 });
  });

  it('refuses an event that nobody named by exit code, never without a reason', () => {
    expect(codex.refuse(undefined, 'R')).toEqual({ stdout: '', stderr: 'R\n', exitCode: 2 });
    expect(codex.refuse('Nonsense', ' ').stderr).toMatch(/\S/);
    expect(codex.refuse('PreToolUse', '').stdout).toContain('could not be checked');
  });

  it('passes in silence, or with a notice for the person', () => {
    expect(codex.pass('Stop')).toEqual({ stdout: '', stderr: '', exitCode: 0 });
    expect(codex.pass('Stop', 'N').stdout).toBe('{"systemMessage":"N"}');
    expect(codex.pass('PermissionRequest', 'N').stdout).toBe('{"systemMessage":"N"}');
    expect(codex.pass('SessionEnd', 'N').stdout).toBe('');
    expect(codex.pass(undefined, 'N').stdout).toBe('');
  });
});
