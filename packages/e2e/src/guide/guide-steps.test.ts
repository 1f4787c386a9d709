import { describe, expect, it } from 'vitest';
import { guideSteps, isShown } from './guide-steps.ts';

describe('the steps of a guide', () => {
  it('are files to write and commands to run, in order; other blocks are for reading', () => {
    const page = [
      '# A guide',
      '```toml hooks.toml',
      '[hooks]',
      '```',
      '```js',
      'read(me);',
      '```',
      '```console',
      '$ one --flag',
      'printed',
      '',
      '$ two',
      '```',
    ].join('\n');
    expect(guideSteps(page)).toEqual([
      { kind: 'write', file: 'hooks.toml', text: '[hooks]\n', line: 2 },
      { kind: 'run', command: 'one --flag', prints: 'printed', line: 9 },
      { kind: 'run', command: 'two', prints: '', line: 12 },
    ]);
  });

  it('may hold blocks of their own behind a longer fence', () => {
    const page = ['````md README.md', '```toml', '[hooks]', '```', '````', '```console', '$ one', '```'].join(
      '\n',
    );
    expect(guideSteps(page)).toEqual([
      { kind: 'write', file: 'README.md', text: '```toml\n[hooks]\n```\n', line: 1 },
      { kind: 'run', command: 'one', prints: '', line: 7 },
    ]);
  });

  it.each(['```toml hooks.toml\n[hooks]', '```console\nprinted\n```'])('cannot be read from %j', (page) => {
    expect(() => guideSteps(page)).toThrow();
  });
});

describe('what a guide shows', () => {
  it.each([
    ['ok', 'ok\n', true],
    ['ok', 'ok, mostly', false],
    ['took … ms', 'took 12 ms', true],
    ['took … ms', 'took 12 s', false],
    ['first\n…\nlast', 'first\nlast', true],
    ['first\n…\nlast', 'first\nb\nc\nlast', true],
    ['first\n…\nlast', 'first\nb', false],
    ['…', 'anything', true],
    ['', '', true],
    ['', 'something', false],
    ['a (b)', 'a (b)', true],
  ])('%j against %j: %s', (shown, printed, expected) => {
    expect(isShown(shown, printed)).toBe(expected);
  });
});
