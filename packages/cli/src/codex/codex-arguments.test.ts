import { describe, expect, it } from 'vitest';
import { parseCodexArguments, workingFolderOf } from './codex-arguments.ts';

describe('the arguments of hookline codex', () => {
  it.each([
    [[], { enable: false, disable: false, rest: [] }],
    [['exec', '--enable-hooks', 'x'], { enable: true, disable: false, rest: ['exec', 'x'] }],
    [['--disable-hooks', 'exec'], { enable: false, disable: true, rest: ['exec'] }],
    [['--hooks-config', 'a', 'b'], { hooksConfig: 'a', rest: ['b'] }],
    [['b', '--hooks-config=a=c'], { hooksConfig: 'a=c', rest: ['b'] }],
    [['--hooks-config=a', '--hooks-config=b'], { hooksConfig: 'b', rest: [] }],
    [['x', '--', '--enable-hooks'], { enable: false, rest: ['x', '--', '--enable-hooks'] }],
    [['-c', 'hooks-config=x', ''], { rest: ['-c', 'hooks-config=x', ''] }],
  ])('%j', (args, expected) => {
    expect(parseCodexArguments(args)).toMatchObject(expected);
  });

  it.each([
    [['--hooks-config']],
    [['--hooks-config=']],
    [['--hooks-config', '']],
    [['--enable-hooks', '--disable-hooks']],
    [['--disable-hooks', '--hooks-config=a']],
  ])('refuses %j', (args) => {
    expect(() => parseCodexArguments(args)).toThrow(/--hooks-config|contradict/);
  });
});

describe('the folder that codex works in', () => {
  it.each([
    [['exec', '-C', 'a'], 'a'],
    [['exec', '-Ca'], 'a'],
    [['exec', '-C=a'], 'a'],
    [['--cd', 'a', 'exec'], 'a'],
    [['--cd=a'], 'a'],
    [['exec', 'x'], undefined],
    [['exec', '--', '-C', 'a'], undefined],
  ])('of %j is %s', (args, folder) => {
    expect(workingFolderOf(args)).toBe(folder);
  });
});
