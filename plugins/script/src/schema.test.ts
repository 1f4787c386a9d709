import { expect, it } from 'vitest';
import schema from './schema.ts';

const problems = (value: unknown): string[] =>
  schema.safeParse(value).error?.issues.map((issue) => issue.message) ?? [];

it.each([[['python3', './scan.py']], ['./scan.sh'], [['bash', '-c', 'echo a b']], [['./my script.sh']]])(
  'takes the command %j',
  (command) => {
    expect(schema.parse({ command })).toEqual({ command });
  },
);

it('tells who wrote a shell line to write an array', () => {
  expect(problems({ command: 'python3 ./scan.py' })).toEqual([
    'A text with spaces is not split into words, and no shell is run.',
  ]);
});

it.each([
  ['python3 scan.py --strict', 'Write ["python3", "scan.py", "--strict"]'],
  [`grep "a b" x`, 'Write ["grep", "a b", "x"]'],
  ['npm test && npm run lint', 'Write ["sh", "-c", "npm test && npm run lint"]'],
  ['cat x | grep "y" > z', 'Write ["sh", "-c", "cat x | grep \\"y\\" > z"]'],
])('says how to write %j', (command, fix) => {
  const { error } = schema.safeParse({ command });
  expect(error?.issues).toMatchObject([{ code: 'custom', path: ['command'], params: { fix } }]);
});

it.each([
  [{}, /array of texts, or one/],
  [{ command: 7 }, /array of texts, or one/],
  [{ command: [] }, /empty/],
  [{ command: '' }, /empty/],
  [{ command: [' ', 'a'] }, /empty/],
  [{ command: ['a', 7] }, /array of texts, or one/],
  [{ command: ['a', 'b\0c'] }, /NUL/],
  [{ command: ['a'], comand: ['b'] }, /comand/],
])('refuses %j', (value, message) => {
  expect(problems(value)).toEqual([expect.stringMatching(message)]);
});
