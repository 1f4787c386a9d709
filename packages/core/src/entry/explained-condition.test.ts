import { expect, it } from 'vitest';
import type { Condition } from './condition.ts';
import { explainedCondition } from './explained-condition.ts';

const event = {
  type: 'mcp.before',
  id: 'one',
  timestamp: '2026-01-01T00:00:00.000Z',
  sessionId: 's',
  cwd: '/repo',
  host: { name: 'codex' },
  command: 'git push',
  input: { file_path: 'a.txt', environment: 'staging', user_type: 'admin' },
  raw: { tool_input: { depth: 2 } },
};
const scope = {
  env: { CODEX_USER_TYPE: 'contractor', TOKEN: 'hidden' },
  context: { environment: 'production' },
};
const any = (key: string, ...values: string[]): Condition => ({ key, op: 'any', values });

it.each<[Condition, object]>([
  [any('command', 'ls'), { wanted: ['ls'], holds: false, from: 'event', value: 'git push' }],
  [any('environment', 'production'), { holds: true, from: 'context', value: 'production' }],
  [any('file_path', 'a.txt'), { holds: true, from: 'event', value: 'a.txt' }],
  [any('tool_input.depth', '2'), { holds: true, from: 'event', value: 2 }],
  [
    { key: 'command', op: 'matches', pattern: 'push$' },
    { wanted: 'push$', holds: true },
  ],
  [
    { key: 'command', op: 'contains', value: 'pull' },
    { wanted: 'pull', holds: false },
  ],
  [
    { key: 'command', op: 'none', values: ['ls'] },
    { wanted: ['ls'], holds: true },
  ],
  [
    { key: 'false', op: 'never' },
    { holds: false, from: 'nowhere' },
  ],
])('says what %j was compared with', (condition, told) => {
  expect(explainedCondition(condition, event, scope)).toMatchObject({
    ...told,
    key: condition.key,
    op: condition.op,
  });
});

it.each([any('env.TOKEN', 'hidden'), any('user_type', 'contractor')])(
  'does not show the value of a variable: %j',
  (condition) => {
    const told = explainedCondition(condition, event, scope);
    expect(told).toMatchObject({ holds: true, from: 'variable' });
    expect(told).not.toHaveProperty('value');
  },
);

it('tells a name that is found nowhere', () => {
  expect(explainedCondition(any('nothing', 'x'), event, scope)).toEqual({
    key: 'nothing',
    op: 'any',
    wanted: ['x'],
    holds: false,
    from: 'nowhere',
  });
});
