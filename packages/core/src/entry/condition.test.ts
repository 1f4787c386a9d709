import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Condition, conditionValue, holds } from './condition.ts';

const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean());
const inherited = [
  'constructor',
  'toString',
  '__proto__',
  'hasOwnProperty',
  'env.constructor',
  'env.__proto__',
];
const key = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('command', 'exit_code', 'input.path', 'env.CI', 'environment', ...inherited),
);
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ key, op: fc.constant('any' as const), values: fc.array(scalar) }),
  fc.record({ key, op: fc.constant('none' as const), values: fc.array(scalar) }),
  fc.record({ key, op: fc.constant('contains' as const), value: scalar }),
  fc.record({
    key,
    op: fc.constant('matches' as const),
    pattern: fc.constantFrom('', '.*', '^rm', 'undefined'),
  }),
  fc.record({ key, op: fc.constant('never' as const) }),
);
const event = fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue());
const none = { env: {}, context: {} };

describe('holds', () => {
  it('never throws, whatever the event holds', () => {
    fc.assert(
      fc.property(condition, event, fc.dictionary(fc.string(), fc.string()), (one, data, env) => {
        expect(typeof holds(one, data, { env, context: {} })).toBe('boolean');
      }),
    );
  });

  it('never holds for a missing field, but for "none of these"', () => {
    fc.assert(
      fc.property(condition, (one) => {
        expect(holds(one, {}, none)).toBe(one.op === 'none');
      }),
    );
  });

  it.each<[Condition, boolean]>([
    [{ key: 'success', op: 'any', values: ['false'] }, true],
    [{ key: 'exit_code', op: 'any', values: [0, 3] }, true],
    [{ key: 'exitCode', op: 'any', values: ['3'] }, true],
    [{ key: 'exit_code', op: 'none', values: [3] }, false],
    [{ key: 'command', op: 'contains', value: 'push' }, true],
    [{ key: 'command', op: 'matches', pattern: '^git' }, true],
    [{ key: 'input.tags', op: 'contains', value: 'b' }, true],
    [{ key: 'tags', op: 'contains', value: 'b' }, true],
    [{ key: 'files', op: 'matches', pattern: 'a\\.ts' }, true],
    [{ key: 'success', op: 'never' }, false],
  ])('%j is %s', (one, expected) => {
    const data = {
      success: false,
      exitCode: 3,
      command: 'git push',
      input: { tags: ['a', 'b'] },
      files: [{ path: 'a.ts' }],
    };
    expect(holds(one, data, none)).toBe(expected);
  });
});

describe('conditionValue', () => {
  it('looks at the event, then the context, HOOKLINE_, CODEX_, and last at what the model wrote', () => {
    const scope = {
      env: { HOOKLINE_USER_TYPE: 'h', CODEX_USER_TYPE: 'c', CODEX_REGION: 'eu', CI: '1' },
      context: { environment: 'production' },
    };
    const data = {
      command: 'ls',
      input: { command: 'x', environment: 'x', user_type: 'x', region: 'x', own: 'x' },
    };
    const found = ['command', 'environment', 'user_type', 'region', 'own', 'env.CI', 'absent'].map((name) =>
      conditionValue(name, data, scope),
    );
    expect(found).toEqual(['ls', 'production', 'h', 'eu', 'x', '1', undefined]);
  });
});

describe('conditionValue', () => {
  it("knows the agent's own names of its payload, after everything else", () => {
    const event = { command: 'ls', raw: { tool_input: { command: 'ls' }, environment: 'theirs' } };
    expect(conditionValue('tool_input.command', event, none)).toBe('ls');
    expect(conditionValue('environment', event, { env: { CODEX_ENVIRONMENT: 'ci' }, context: {} })).toBe(
      'ci',
    );
  });
});
