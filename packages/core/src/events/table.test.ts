import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENTS, eventSpec, knownEventSpellings, resolveEventNames } from './table.ts';

const names = Object.keys(EVENTS);

describe('resolveEventNames', () => {
  it('takes every wire name, and the same with dots or underscores', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), (name) => {
        expect(resolveEventNames(name)).toEqual([name]);
        expect(resolveEventNames(name.replaceAll('.', '_'))).toEqual([name]);
        expect(resolveEventNames(name.replaceAll('_', '.'))).toEqual([name]);
      }),
    );
  });

  it('gives names that have a row, or none', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('constructor', '__proto__', 'toString')),
        (spelling) => {
          expect(resolveEventNames(spelling).every((name) => eventSpec(name) !== undefined)).toBe(true);
        },
      ),
    );
    for (const inherited of ['constructor', '__proto__', 'hasOwnProperty']) {
      expect(resolveEventNames(inherited)).toEqual([]);
    }
  });

  it.each([
    ['SessionStart', ['session_start']],
    ['PreToolUse', ['exec.before', 'patch.before', 'mcp.before', 'tool.before']],
    ['integration.deploy', ['integration.deploy']],
    ['integration.', []],
    ['pretooluse', []],
    ['', []],
  ])('%s is %j', (spelling, expected) => {
    expect(resolveEventNames(spelling)).toEqual(expected);
  });

  it('resolves every spelling that it offers', () => {
    expect(knownEventSpellings().filter((spelling) => resolveEventNames(spelling).length === 0)).toEqual([]);
  });
});

describe('the event table', () => {
  it.each(names)('%s has verdicts when and only when it has a gate', (name) => {
    const spec = eventSpec(name);
    expect((spec?.verdicts.length ?? 0) > 0).toBe(spec?.lanes.includes('gate'));
  });

  it('gives every event a property name of its own', () => {
    const properties = Object.values(EVENTS).map(({ property }) => property);
    expect(new Set(properties).size).toBe(properties.length);
  });
});
