import type { VerdictKind } from '@hookline/core';
import type { Outcome } from '@hookline/core/engine';
import { codex, NATIVE_EVENTS } from '@hookline/host-codex';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Taken, taken } from '../../../scripts/fuzz/agent.ts';
import { fuzzed } from '../../../scripts/fuzz/fuzzed.ts';
import { strange } from '../../../scripts/fuzz/mutations.ts';
import { decoded, recorded } from './recorded.ts';

const sample = (native: string) =>
  decoded(recorded(native === 'PreToolUse' || native === 'PostToolUse' ? `${native}.Bash` : native))[0];
const EVENTS = new Map(NATIVE_EVENTS.map((native) => [native, sample(native)]));

const words = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '',
      ' \n\t',
      '\0',
      '\ud800',
      '\\ud800',
      '\\',
      '\u001b[31mred\u001b[0m',
      '\u0085\u009f',
      '\ufeff',
      '/home/user/secret/guard.sh',
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom('y'.repeat(70_000), '\ud83d\ude00'.repeat(33_000)) },
);
const attributed = fc.record({ by: words, text: words });

/** Inputs as a rewriter may hand them out, also such as JSON cannot hold. */
const input: fc.Arbitrary<unknown> = fc.oneof(
  fc.dictionary(fc.string({ unit: 'binary', maxLength: 6 }), strange, { maxKeys: 4 }),
  strange,
  fc.constantFrom('cycle', 'bigint', 'throws', 'silent', 'text', 'deep', 'edge').map(unwritable),
);

function unwritable(kind: string): unknown {
  if (kind === 'bigint') return { command: 1n };
  if (kind === 'silent') return { toJSON: () => undefined };
  if (kind === 'text') return { toJSON: () => 'ls' };
  if (kind === 'throws')
    return {
      toJSON: () => {
        throw new Error('no');
      },
    };
  if (kind === 'cycle') {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    return circle;
  }
  let value: unknown = 1;
  for (let depth = kind === 'deep' ? 20_000 : 99; depth > 0; depth--) value = [value];
  return { value };
}

const outcome = fc.record({
  native: fc.constantFrom(...NATIVE_EVENTS),
  verdict: fc.option(
    fc.record({
      kind: fc.constantFrom<VerdictKind>('deny', 'ask', 'allow', 'feedback', 'resume'),
      reasons: fc.array(attributed, { maxLength: 4 }),
    }),
    { nil: undefined },
  ),
  halt: fc.option(attributed, { nil: undefined }),
  context: fc.array(attributed, { maxLength: 3 }),
  messages: fc.array(attributed, { maxLength: 3 }),
  rewrite: fc.option(fc.record({ input }), { nil: undefined }),
});
type Given = typeof outcome extends fc.Arbitrary<infer T> ? T : never;

function outcomeOf({ native, rewrite, ...said }: Given): Outcome {
  const event = EVENTS.get(native);
  if (event === undefined) throw new Error(`nothing recorded for ${native}`);
  return {
    ...said,
    event: rewrite ? ({ ...event, input: rewrite.input } as unknown as Outcome['event']) : event,
    ...(rewrite && { rewrite: { change: {}, by: ['fixer'] } }),
    trimmed: [],
    conflicts: [],
    failures: [],
    runs: [],
    durationMs: 1,
  };
}

/** What may become of an outcome; the agent goes on where nobody objected. */
function allowed({ native, verdict, halt, rewrite }: Given): readonly Taken[] {
  const objects = verdict?.kind === 'deny' || verdict?.kind === 'ask';
  switch (native) {
    case 'PreToolUse':
      if (objects || halt) return ['refused'];
      return rewrite ? ['rewritten', 'refused'] : ['goes on'];
    case 'PermissionRequest':
      if (objects || halt) return ['refused'];
      return verdict?.kind === 'allow' ? ['allowed'] : ['goes on'];
    case 'UserPromptSubmit':
      if (halt) return ['halted'];
      return objects ? ['refused'] : ['goes on'];
    case 'PreCompact':
      return objects || halt ? ['halted'] : ['goes on'];
    case 'PostToolUse':
    case 'Stop':
    case 'SubagentStop':
      if (halt) return ['halted'];
      return verdict?.kind === 'feedback' || verdict?.kind === 'resume' ? ['sent back'] : ['goes on'];
    default:
      return ['PostCompact', 'SessionStart'].includes(native) && halt ? ['halted'] : ['goes on'];
  }
}

const effort = { target: 'encode', counted: 'payloads' } as const;

describe('encoding, fuzzed', () => {
  it('gives for any outcome an answer that the agent takes as it is meant', async () => {
    await fuzzed(
      { ...effort, share: 0.15, few: 400 },
      fc.property(outcome, (given) => {
        expect(allowed(given)).toContain(taken(given.native, codex.encode(outcomeOf(given), given.native)));
      }),
    );
  });

  it('refuses by itself, and passes with a notice, in forms that the agent takes', async () => {
    const native = fc.oneof(
      fc.constantFrom(...NATIVE_EVENTS),
      fc.constantFrom(undefined, 'NoSuch', '__proto__'),
    );
    await fuzzed(
      { ...effort, share: 0.05, few: 200 },
      fc.property(native, words, (name, reason) => {
        const known = NATIVE_EVENTS.find((one) => one === name);
        const guarded = known === undefined || codex.guards(known);
        expect(taken(name ?? '', codex.refuse(name, reason))).toBe(guarded ? 'refused' : 'goes on');
        expect(taken(name ?? '', codex.pass(name, reason))).toBe('goes on');
      }),
    );
  });
});
