import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventField } from './event-field.ts';

const PROTOTYPE_KEYS = [
  ...Object.getOwnPropertyNames(Object.prototype),
  ...Object.getOwnPropertyNames(Function.prototype),
  'prototype',
];

describe('eventField', () => {
  it('never reaches what an object inherits', () => {
    const data = { input: { path: 'a' }, list: [] as string[] };
    fc.assert(
      fc.property(
        fc.constantFrom('', 'input.', 'input.path.', 'list.', 'absent.'),
        fc.constantFrom(...PROTOTYPE_KEYS.filter((name) => name !== 'length' && name !== 'name')),
        fc.constantFrom('', '.constructor', '.prototype', '.polluted'),
        (before, name, after) => {
          expect(eventField(data, `${before}${name}${after}`)).toBeUndefined();
        },
      ),
      { numRuns: 500 },
    );
  });

  it('does not hand out prototype keys that a payload holds itself', () => {
    const data = JSON.parse('{"__proto__": {"x": 1}, "constructor": {"x": 1}, "input": {"__proto__": 1}}');
    for (const path of ['__proto__', '__proto__.x', 'constructor.x', 'input.__proto__']) {
      expect(eventField(data, path)).toBeUndefined();
    }
  });

  it.each([
    ['exit_code', 3],
    ['exitCode', 3],
    ['input.file_path', 'a.ts'],
    ['file_path', 'a.ts'],
    ['files.0.path', 'b.ts'],
    ['input.absent', undefined],
    ['', undefined],
    ['.', undefined],
  ])('finds %j', (path, expected) => {
    const data = { exitCode: 3, input: { file_path: 'a.ts', exitCode: 9 }, files: [{ path: 'b.ts' }] };
    expect(eventField(data, path)).toBe(expected);
  });
});
