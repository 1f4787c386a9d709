import { describe, expect, it } from 'vitest';
import { parseText, SyntaxProblem } from './parse.ts';

async function problemOf(text: string): Promise<SyntaxProblem> {
  try {
    await parseText('toml', text);
  } catch (error) {
    if (error instanceof SyntaxProblem) return error;
  }
  throw new Error('It is well-formed.');
}

const ENTRY = '[[hooks.exec]]\nevent = "exec.before"\n';

describe('what is no TOML', () => {
  it.each([
    ['cwd = "x', 'a text has no end', 'Write the closing quotation mark before the line ends.'],
    ['event = "x\n', 'a text has no end', 'Write the closing quotation mark before the line ends.'],
    ['a = """x\n', 'a text has no end', 'Write the same three quotation marks at its end.'],
    ['command ["echo"]', '= is missing behind the name', 'Write command = ["echo"]'],
    ['command: ["echo"]', 'a colon stands where = belongs', 'Write command = ["echo"]'],
    ['command', '= is missing behind the name', 'Every line is name = value, a [table], or a # comment.'],
    ['event = exec.before', 'exec.before is a text without quotation marks', 'Write "exec.before"'],
    ['event = [exec.before]', 'exec.before is a text without quotation marks', 'Write "exec.before"'],
    ['event = “exec.before”', 'the quotation marks are not straight ones', 'Write "exec.before"'],
    ['required = True', 'True is no value', 'Write true'],
    ['required = off', 'off is no value', 'Write false'],
    ['cwd = null', 'TOML has no word for nothing', 'Take the line out.'],
    ['cwd =', 'the value is missing', 'Write a value behind the =, or take the line out.'],
    ['cwd == "x"', 'there is one = too many', 'Write a single ='],
    ['timeout = 30s', 'a number stands without its unit', 'Write timeout = 30, which is in seconds.'],
    ['timeout = 500ms', 'a number stands without its unit', 'Write timeout = 1, which is in seconds.'],
    ['timeout = 2min', 'a number stands without its unit', 'Write timeout = 120, which is in seconds.'],
    ['timeout = 30,', 'a line has no comma at its end', 'Take out the comma.'],
    ['cwd = "x",', 'a line has no comma at its end', 'Take out the comma.'],
    ['version = 1.2.3', '1.2.3 is no number', 'As a text, write "1.2.3"'],
    ['// mine', 'a comment begins with #', 'Write # in place of //.'],
    ['cwd = "x" // mine', 'a comment begins with #', 'Write # in place of //.'],
    ['a = 1 b = 2', 'there is more on the line than one name = value', 'Begin a new line for it.'],
    ['[[hooks.exec]', 'the brackets around the name are not closed', 'Write [[hooks.exec]]'],
    ['[hooks', 'the brackets around the name are not closed', 'Write [hooks]'],
    ['[hooks]]', 'the brackets around the name are not closed', 'Write [hooks]'],
    [
      'a = [1, 2',
      'a list or an inline table is not closed, or a comma is missing in it',
      'Add the comma, or the closing ] or }.',
    ],
    ['{\n "hooks": {}\n}', 'it looks like JSON', 'Name the file .hooklinerc.json, or write it as TOML.'],
    [
      String.raw`matcher = "\s+git"`,
      String.raw`in "…" a backslash begins an escape such as \n`,
      String.raw`To mean a backslash, in single quotes write '\s+git'`,
    ],
    [
      String.raw`matcher = "\s'"`,
      String.raw`in "…" a backslash begins an escape such as \n`,
      'To mean a backslash, double every backslash.',
    ],
    [
      '[hooks]\ndebug = true\n[hooks]',
      '[hooks] is there already, in line 1',
      'Put what is below it under line 1, and take this line out.',
    ],
    [
      `${ENTRY}[hooks.exec]`,
      'hooks.exec is a list of hooks since line 1',
      'Write [[hooks.exec]] for one more hook, or put the settings into the hooks themselves.',
    ],
    [
      `[hooks.exec]\ntimeout = 3\n${ENTRY}`,
      '[hooks.exec] in line 1 has single brackets, so it is no list',
      'Write [[hooks.exec]] in line 1 too, or put what is below it into the hooks themselves.',
    ],
    [
      `${ENTRY}event = "exec.after"`,
      '"event" is there already, in line 2',
      'Keep one of the two lines. Another hook begins with a line [[hooks.exec]] of its own.',
    ],
    ['a = 1\nb = 2\na = 3', '"a" is there already, in line 1', 'Keep one of the two lines.'],
  ])('%j', async (text, what, fix) => {
    const { message, fix: told } = await problemOf(`${text}\n`);
    expect({ what: message, fix: told }).toEqual({ what, fix });
  });

  it.each(['a.b = 1\n[a]\nb = 2\n[a.b]', 'a = "\u0001"', 'a = "\\ud800"'])(
    'keeps the words of the parser where it does not know better: %j',
    async (text) => expect((await problemOf(text)).message).toMatch(/^[a-z]/),
  );
});
