import { expect, it } from 'vitest';
import { parseText, SyntaxProblem } from './parse.ts';

const fixOf = async (text: string): Promise<string | undefined> => {
  try {
    await parseText('json', text);
  } catch (error) {
    if (error instanceof SyntaxProblem) return error.fix;
  }
  throw new Error('It is well-formed.');
};

it.each([
  ['{ "a": 1, }', 'Take out the comma before the }'],
  ['{ "a": [1, ] }', 'Take out the comma before the ]'],
  ['{ a: 1 }', 'Write "a", in double quotes.'],
  ["{ 'a': 1 }", 'Write "a", in double quotes.'],
  ['{ "a": exec.before }', 'Write "exec.before", in double quotes.'],
  ['{ "a": True }', 'Write true'],
  ['{ "a": None }', 'Write null'],
  ['{ "a": 1 "b": 2 }', 'Write a comma behind what stands before this place.'],
  ['{ "a" 1 }', 'Write a colon between the name and its value.'],
  ['{ "a": 1', 'Write the } that closes what is still open.'],
  ['{ "a": [1', 'Write the ] that closes the list.'],
  ['{ "a": "x }', 'Write the closing quotation mark before the line ends.'],
  [String.raw`{ "a": "\s" }`, 'To mean a backslash, write two of them.'],
  ['{ "a": 1, "a": 2 }', 'Keep one of the two.'],
  ['{ "a": }', undefined],
])('%j', async (text, fix) => {
  expect(await fixOf(text)).toBe(fix);
});
