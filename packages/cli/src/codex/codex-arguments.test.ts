import { describe, expect, it } from 'vitest';
import { parseCodexArguments, settingAgainstHooks, workingFolderOf } from './codex-arguments.ts';

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

describe('a setting that would take the hooks of this run away', () => {
  it.each([
    [['-c', 'hooks.PreToolUse=[]'], 'hooks.PreToolUse'],
    [['exec', '--config', 'hooks.state={}'], 'hooks.state'],
    [['--config=hooks={}', 'x'], 'hooks'],
    [['-chooks.Stop=[]'], 'hooks.Stop'],
    [['-c', ' "hooks" . Stop = []'], 'hooks.Stop'],
    [['-c', 'model="x"', '-c', 'features.hooks=true'], undefined],
    [['exec', '--', '-c', 'hooks.Stop=[]'], undefined],
    [['-c'], undefined],
    [['-c', 'hooks.PostToolUse=[]'], undefined],
    [['-c', 'hooks.state.x=1'], 'hooks.state.x'],
    [['-C', 'hooks.d'], undefined],
  ])('of %j is %s', (args, name) => {
    expect(settingAgainstHooks(args, ['PreToolUse', 'Stop'])).toBe(name);
  });
});
