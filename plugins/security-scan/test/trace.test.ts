/** How a command is read, as it is told: the words, what they stand in, and where. */
import { describe, expect, it } from 'vitest';
import { assess } from '../src/assess.ts';
import { spelledOut, underlined } from '../src/explain/underlined.ts';
import { trace } from '../src/trace.ts';
import { drawer } from './secret-samples.ts';

const WHERE = { cwd: '/home/user/project', home: '/home/user', env: { NAME: 'value' } };

const read = (command: string): readonly string[] =>
  trace(command, WHERE).commands.map(({ words, within }) =>
    [words.join(' '), ...within.map((one) => `<- ${one}`).reverse()].join(' '),
  );

describe('the trace of a command', () => {
  it.each<[string, readonly string[]]>([
    ['echo $NAME "$NAME x" \'$NAME\'', ['echo value value x $NAME']],
    [
      'sudo bash -c "rm -rf $HOME"',
      [
        'sudo bash -c rm -rf /home/user',
        'bash -c rm -rf /home/user <- sudo',
        'rm -rf /home/user <- bash <- sudo',
      ],
    ],
    ['echo "$(git status)"', ['git status <- $(…)', 'echo …']],
    ['for f in a b; do cat $f; done', ['cat a <- for', 'cat b <- for']],
    ['if true; then ls; fi', ['true <- if', 'ls <- if']],
    ['(cd x && ls)', ['cd x <- ( )', 'ls <- ( )']],
    ['f() { git pull; }; f; f', ['f', 'git pull <- f', 'f']],
    ['cat $UNSET_BY_ALL *.txt', ['cat … *.txt']],
  ])('%s', (command, told) => {
    expect(read(command)).toEqual(told);
  });

  it('points at the words in the text', () => {
    const command = 'npm ci && git reset --hard';
    const [, reset] = trace(command, WHERE).commands;
    expect(command.slice(reset?.span.start, reset?.span.end)).toBe('git reset --hard');
  });

  it('says why it ended, and what a text looks like', () => {
    expect(trace(`echo ${'$('.repeat(90)}${')'.repeat(90)}`, WHERE).unread).toBe(
      'it is too long or too deeply nested',
    );
    expect(trace('echo "', WHERE).unread).toEqual(expect.any(String));
    expect(trace('rm\u00a0-rf x', WHERE).looksLike).toBe('rm -rf x');
    expect(trace('ls', WHERE)).toEqual({
      commands: [{ words: ['ls'], within: [], span: { start: 0, end: 2 } }],
    });
  });

  it('changes nothing about the judgement', () => {
    const command = 'sudo bash -c "rm -rf $HOME"';
    const before = assess(command, WHERE);
    trace(command, WHERE);
    expect(assess(command, WHERE)).toEqual(before);
  });
});

describe('a text with carets below', () => {
  const under = (text: string, part: string) => {
    const start = text.indexOf(part);
    return underlined(text, { start, end: start + part.length });
  };

  it('has them below what is meant, also where characters are spelled out', () => {
    expect(under('a \u001b[2J bad', 'bad')).toEqual(['a \\u{1b}[2J bad', '            ^^^']);
    expect(under('one\ntwo bad\nthree', 'bad')).toEqual(['two bad', '    ^^^']);
    expect(spelledOut('a\tb\u202e\n')).toBe('a\\tb\\u{202e}\\u{a}');
  });

  it('shows the part of a long line, and counts further lines', () => {
    const [line = '', carets = ''] = under(`${'x'.repeat(300)} bad ${'y'.repeat(300)}`, 'bad');
    expect(line.length).toBeLessThan(110);
    expect(line.slice(carets.indexOf('^'), carets.length)).toBe('bad');
    expect(under('a\nb\nc\nd\ne', 'a\nb\nc\nd\ne').at(-1)).toBe('… and 2 more lines');
  });

  it('covers secrets without moving what stands behind them', () => {
    const { draw } = drawer(7);
    const key = `AKIA${draw('upper', 15)}7`;
    const [line, carets = ''] = under(`deploy ${key} now`, 'now');
    expect(line).toBe(`deploy ${'*'.repeat(key.length)} now`);
    expect(carets.indexOf('^')).toBe(`deploy ${key} `.length);
  });
});
