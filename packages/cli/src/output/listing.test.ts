import { describe, expect, it } from 'vitest';
import { listing, type Row, wrapped } from './listing.ts';

const row = (name: string, events: string, from: string): Row => ({
  line: [name, events, from],
  head: [name],
  details: [
    ['events', events],
    ['from', from],
  ],
});

const ROWS = [
  row('log', 'session_start, session_end, exec.before', 'hooks.toml:1:1'),
  row('rules', '', 'hooks.toml:3:1'),
];

describe('a listing', () => {
  it('has a line for each row where all fit, and wherever there is no terminal', () => {
    const lines =
      '  log    session_start, session_end, exec.before  hooks.toml:1:1\n  rules                                           hooks.toml:3:1';
    expect(listing(ROWS, 64)).toBe(lines);
    expect(listing(ROWS)).toBe(lines);
  });

  it('has a block for each row where one does not fit, and nothing for what is empty', () => {
    expect(listing(ROWS, 40)).toBe(`  log
    events  session_start, session_end,
            exec.before
    from    hooks.toml:1:1
  rules
    from    hooks.toml:3:1`);
  });

  it('breaks no word, however narrow the terminal is', () => {
    const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);
    for (const columns of [1, 5, 17, 30])
      expect(words(listing(ROWS, columns))).toEqual(
        ROWS.flatMap(({ head, details }) => [
          ...head,
          ...details.filter(([, text]) => text !== '').flatMap(([label, text]) => [label, ...words(text)]),
        ]),
      );
  });

  it('wraps a heading that is too wide', () => {
    const wide: Row = {
      line: ['a'.repeat(20), 'b'.repeat(20)],
      head: ['a'.repeat(20), 'b'.repeat(20)],
      details: [],
    };
    expect(listing([wide], 30)).toBe(`  ${'a'.repeat(20)}\n      ${'b'.repeat(20)}`);
  });
});

it('a text is wrapped at its spaces, with what stands before its lines', () => {
  expect(wrapped('one two three', 9, '- ', '  ')).toEqual(['- one two', '  three']);
});
