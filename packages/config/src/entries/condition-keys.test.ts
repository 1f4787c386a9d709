import { describe, expect, it } from 'vitest';
import { misspeltConditionKeys } from './condition-keys.ts';

const keys = (...names: string[]) => names.map((key) => ({ key, op: 'any', values: ['x'] }) as const);

describe('the keys of conditions', () => {
  it.each([
    ['comand', 'command'],
    ['exit_cod', 'exit_code'],
    ['durration', 'duration'],
    ['enviroment', 'environment'],
  ])('%s is taken for a slip of %s', (key, meant) => {
    const [found] = misspeltConditionKeys(keys(key), ['exec.after'], ['environment']);
    expect(found).toMatchObject({ key, finding: { severity: 'warning', fix: `Did you mean "${meant}"?` } });
  });

  it.each([
    'command',
    'exit_code',
    'exitCode',
    'input.path',
    'env.COMAND',
    'environment',
    'user_type',
    'team',
  ])('%s is left alone', (key) => {
    expect(misspeltConditionKeys(keys(key), ['exec.after'], ['environment'])).toEqual([]);
  });

  it('knows nothing against an event of somebody else', () => {
    expect(misspeltConditionKeys(keys('comand'), ['integration.deploy'], [])).toEqual([]);
  });
});
