import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lines, tempProject } from './temp-project.ts';

const ENTRY = '[[hooks.exec]]\nevent = "exec.before"\ncommand = ["echo"]\n';

const first = async (files: Readonly<Record<string, string>>) => {
  const project = tempProject(files);
  const loaded = await project.load();
  expect(loaded.broken).toBe(true);
  return lines(loaded, project.root);
};

describe('a mistake in a TOML file', () => {
  it.each([
    ['a text that is not closed', `${ENTRY}description = "x\n`, ['4:17 This is not well-formed TOML:']],
    ['a key that is written twice', `${ENTRY}event = "x"\n`, ['4:1 This is not well-formed TOML:']],
    [
      'a number that is not finite',
      `${ENTRY}timeout = nan\n`,
      ['4:11 "timeout" must be a number of seconds above 0, not NaN.'],
    ],
    [
      'a timeout without end',
      `${ENTRY}timeout = inf\n`,
      ['4:11 "timeout" must be a number of seconds above 0, not Infinity.'],
    ],
    [
      'a timeout that no timer holds',
      `${ENTRY}timeout = 99999999\n`,
      ['4:11 "timeout" must be a number of seconds above 0, at most 2147483, not 99999999.'],
    ],
    [
      'a prototype key',
      `${ENTRY}[hooks.exec.environment]\n__proto__ = "x"\n`,
      ['5:1 The key "__proto__" is not allowed.'],
    ],
    [
      'a prototype key in a name with dots',
      `${ENTRY}environment.constructor = "x"\n`,
      ['4:13 The key "constructor" is not allowed.'],
    ],
    [
      'a category with single brackets',
      '[hooks.exec]\ncommand = "x"\n',
      ['1:1 The entries of "exec" must be a list.'],
    ],
    ['a setting at the top', 'debug = true\n', ['1:1 The key "debug" is not known here.']],
    ['hooks as a list', '[[hooks]]\nx = 1\n', ['1:1 "hooks" must be a table, not a list.']],
    [
      'an entry that is no table',
      '[hooks]\nexec = ["x"]\n',
      ['2:9 An entry must be a table, not the text "x".'],
    ],
    [
      'a list in a list of entries',
      '[hooks]\nexec = [{ event = "exec.before", command = "x", timout = 3 }]\n',
      ['2:49 The key "timout" is not known here.'],
    ],
    [
      'two kinds in one entry',
      `${ENTRY}url = "https://example.com"\n`,
      ['1:1 The entry has "command" and "url", so it is not clear what it runs.'],
    ],
    ['an unknown kind', `${ENTRY}type = "scirpt"\n`, ['4:8 No handler kind is called "scirpt".']],
    [
      'a kind that nobody brings, and a misspelt key beside its own',
      '[[hooks.exec]]\nevent = "exec.before"\ntype = "sql"\nquery = "x"\ndatabase = "y"\nrequird = true\n',
      ['3:8 No handler kind is called "sql".', '6:1 The key "requird" is not known here.'],
    ],
    [
      'an event in a list',
      '[[hooks.exec]]\nevent = ["exec.before", "exec.afer"]\ncommand = ["x"]\n',
      ['2:25 The event "exec.afer" is not known.'],
    ],
    [
      'a category without events and no event',
      '[[hooks.integration]]\ncommand = ["x"]\n',
      ['1:1 The entry names no event.'],
    ],
    [
      'an id twice',
      `${ENTRY}id = "a"\n${ENTRY}id = "a"\n`,
      ['8:6 The id "a" is used twice in this file: hooks.exec[0] has it too.'],
    ],
    [
      'a bad condition among defaults',
      '[hooks.exec.conditions]\na = { matches = "(" }\n',
      ['2:17 The regular expression cannot be read:'],
    ],
    ['a matcher that is no pattern', `${ENTRY}matcher = "*Bash"\n`, ['4:11 The matcher cannot be read:']],
    [
      'required in mode async by defaults',
      '[[hooks.exec]]\nevent = "exec.before"\ncommand = ["x"]\nrequired = true\nmode = "fire_and_forget"\n',
      ['5:8 A required hook cannot run in mode "fire_and_forget"'],
    ],
    [
      'a header that is a number',
      '[[hooks.task]]\nevent = "task_complete"\nurl = "https://example.com/"\n[hooks.task.headers]\n"X-Count" = 1\n',
      ['5:13 "X-Count" must be a text, not 1.'],
    ],
  ])('%s is found where it is', async (_name, text, expected) => {
    const found = await first({ 'hooks.toml': text });
    expect(found).toHaveLength(expected.length);
    for (const [index, line] of expected.entries())
      expect(found[index]).toContain(`error hooks.toml:${line}`);
  });

  it('does not hide the others: all of all files are in one sorted list', async () => {
    const found = await first({
      'hooks.toml': `[hooks]\nenabeld = true\n${ENTRY}timeout = "x"\nmatcher = "("\n`,
      'hooks.local.toml': 'x = \n',
      'sub/unused.toml': 'x = \n',
    });
    expect(found.map((line) => line.split(' ', 2)[1])).toEqual([
      'hooks.local.toml:1:5',
      'hooks.toml:2:1',
      'hooks.toml:6:11',
      'hooks.toml:7:11',
    ]);
  });
});

describe('a mistake in another format', () => {
  it.each([
    ['.hooklinerc.json', '{\n  "hooks": {\n    "debug": "x"\n  }\n}\n', '3:14 "debug" must be true or false'],
    ['.hooklinerc.json', '{\n  "hooks": {,}\n}\n', '2:13 This is not well-formed JSON'],
    [
      '.hooklinerc.json',
      '{\n  "hooks": {},\n  "hooks": {}\n}\n',
      '3:3 This is not well-formed JSON: the key "hooks" is written twice.',
    ],
    ['.hooklinerc.json', '{\n  "__proto__": {}\n}\n', '2:3 The key "__proto__" is not allowed.'],
    ['.hooklinerc.yaml', 'hooks:\n  debug: x\n', '2:10 "debug" must be true or false'],
    ['.hooklinerc.yaml', 'hooks:\n  debgu: true\n', '2:3 The key "debgu" is not known here.'],
    ['.hooklinerc.yaml', 'hooks:\n  debug: [\n', 'This is not well-formed YAML'],
    ['.hooklinerc.yaml', 'hooks:\n  __proto__: 1\n', '2:3 The key "__proto__" is not allowed.'],
    [
      'package.json',
      '{\n  "hookline": {\n    "hooks": { "debug": 1 }\n  }\n}\n',
      '3:25 "debug" must be true or false',
    ],
    ['hookline.config.mjs', 'export default { hooks: { debug: 1 } };', ' "debug" must be true or false'],
    ['hookline.config.mjs', 'export const a = 1;', ' This module has no default export.'],
    [
      'hookline.config.mjs',
      'export default { hooks: { context: { a: () => 1 } } };',
      ' A function is not plain data.',
    ],
    ['hookline.config.mjs', 'throw new Error("no");', ' This configuration failed while it was imported: no'],
  ])('%s: %j is found', async (file, text, expected) => {
    const found = await first({ [file]: text });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  });
});

describe('warnings', () => {
  it('tell of a program that is missing or may not be executed, and break nothing', async () => {
    const project = tempProject({
      'hooks.toml': `${ENTRY.replace('echo', './gone.sh')}${ENTRY.replace('echo', './plain.sh')}${ENTRY.replace('echo', './good.sh')}`,
      'plain.sh': '',
      'good.sh': '',
    });
    chmodSync(join(project.root, 'plain.sh'), 0o644);
    chmodSync(join(project.root, 'good.sh'), 0o755);
    const loaded = await project.load();
    expect(loaded.broken).toBe(false);
    expect(loaded.problems).toMatchObject([
      { code: 'HOOKLINE_SCRIPT_NOT_FOUND', line: 3, column: 12 },
      { code: 'HOOKLINE_SCRIPT_NOT_EXECUTABLE', line: 6, column: 12 },
    ]);
  });

  it('tell of a missing event, another category and a matcher without tools', async () => {
    const project = tempProject({
      'hooks.toml':
        '[[hooks.session]]\ncommand = ["a"]\n[[hooks.task]]\nevent = "exec.before"\ncommand = ["a"]\n[[hooks.task]]\nevent = "task_start"\nmatcher = "Bash"\ncommand = ["a"]\n',
    });
    const loaded = await project.load();
    expect(lines(loaded, project.root)).toEqual([
      'warning hooks.toml:1:1 The entry names no event, so it runs for all of hooks.session: session_start, session_end.',
      'warning hooks.toml:4:9 The entry is filed under hooks.task, but exec.before belongs to hooks.exec.',
      'warning hooks.toml:8:1 "matcher" has no effect on task_start: it selects tools, and these events have none.',
    ]);
  });
});

describe('a value that is nested deeper than a parser can follow', () => {
  it.each([
    ['hooks.json', '['.repeat(20_000) + ']'.repeat(20_000)],
    ['.hooklinerc.yaml', '['.repeat(20_000) + ']'.repeat(20_000)],
    ['hooks.toml', `x = ${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  ])('is a mistake of %s', async (file, text) => {
    const project = tempProject();
    const loaded = await project.load({ file, text: file.endsWith('toml') ? text : `{"hooks":${text}}` });
    expect(loaded.problems).toMatchObject([{ code: 'HOOKLINE_CONFIG_SYNTAX', severity: 'error' }]);
  });
});

describe('a broken configuration', () => {
  it.each([
    ['an invalid required entry of the event', `${ENTRY}required = true\ntimeout = -1\n`, true],
    [
      'an invalid required entry of another event',
      `${ENTRY.replace('before', 'after')}required = true\ntimeout = -1\n`,
      false,
    ],
    ['a required entry of an unknown event', `${ENTRY.replace('before', 'befor')}required = true\n`, true],
    ['an invalid entry that is not required', `${ENTRY}timeout = -1\n`, false],
    [
      'a required entry under an unknown category',
      `${ENTRY.replace('hooks.exec', 'hooks.exce')}required = true\n`,
      true,
    ],
    ['required with a value of the wrong type', `${ENTRY}required = "true"\n`, true],
    ['a text that does not parse and mentions required', `${ENTRY}required = true\nx = \n`, true],
    ['a text that ends in the middle of what it requires', `${ENTRY}required = tr`, true],
    ['a text that ends where it requires', `${ENTRY}required`, true],
    ['a required entry in a misspelt table', `${ENTRY.replace('[[hooks', '[[hook')}required = true\n`, true],
    ['an entry in a misspelt table that is not required', `${ENTRY.replace('[[hooks', '[[hook')}`, false],
    ['a required entry of no event', `${ENTRY.replace('"exec.before"', '[]')}required = true\n`, true],
    ['a misspelt required', `${ENTRY}requierd = true\n`, true],
    ['a misspelt required that is false', `${ENTRY}requierd = false\n`, false],
    ['a text that does not parse and extends', '[hooks]\nextends = [\n', true],
    ['a text that does not parse and requires nothing', `${ENTRY}required = false\nx = \n`, false],
    ['a preset that is not there', '[hooks]\nextends = ["./gone.toml"]\n', true],
    [
      'hooks that are switched off',
      `[hooks]\nenabled = false\n${ENTRY}required = true\ntimeout = -1\n`,
      false,
    ],
  ])('with %s: mayRequire is right', async (_name, text, expected) => {
    const loaded = await tempProject({ 'hooks.toml': text }).load();
    expect(loaded.broken).toBe(true);
    expect(loaded.mayRequire('exec.before')).toBe(expected);
  });
});

/** The problems of one file, with what to do. */
const fixes = async (text: string, files: Readonly<Record<string, string>> = {}) => {
  const loaded = await tempProject({ ...files, 'hooks.toml': text }).load();
  return loaded.problems.map(({ message, fix }) => `${message} | ${fix}`);
};

describe('the fix of a mistake', () => {
  it.each([
    [
      'an event by another name',
      ENTRY.replace('exec.before', 'before_command'),
      'In hooks.exec write "exec.before" or "exec.after".',
    ],
    [
      'an unknown category',
      ENTRY.replace('hooks.exec', 'hooks.command'),
      'Write [[hooks.exec]], where the event of this hook belongs.',
    ],
    [
      'no kind',
      '[[hooks.exec]]\nevent = "exec.before"\n',
      'Add command = ["./script.sh"], or url = "https://example.com/hook", or tool = "name" with server = "name".',
    ],
    ['a key that another tool has', ENTRY.replace('command', 'run'), 'Did you mean "command"?'],
    ['a kind that another tool has', `${ENTRY}type = "bash"\n`, 'Did you mean "script"?'],
    ['a number in quotes', `${ENTRY}timeout = "5s"\n`, 'Write 5, without quotes.'],
    ['milliseconds in quotes', `${ENTRY}timeout = "1500ms"\n`, 'Write 1.5, without quotes.'],
    ['true in quotes', `${ENTRY}required = "yes"\n`, 'Write true, without quotes.'],
    ['a variable that is a number', `${ENTRY}environment = { A = 5 }\n`, 'Write it in quotes: "5"'],
    ['milliseconds', `${ENTRY}timeout = 30000\n`, 'If you meant milliseconds, write timeout = 30'],
    [
      'milliseconds for a category',
      '[hooks.exec]\ntimeout = 1500\n',
      'If you meant milliseconds, write timeout = 1.5',
    ],
    [
      'milliseconds for all',
      '[hooks]\ntimeout_seconds = 60000\n',
      'If you meant milliseconds, write timeout_seconds = 60',
    ],
    [
      'a condition of the other event',
      `${ENTRY}conditions = { success = false }\n`,
      'exec.after has it: event = "exec.after"',
    ],
    [
      'an operator of another tool',
      `${ENTRY}conditions = { command = { regex = "x" } }\n`,
      'Did you mean "matches"?',
    ],
    [
      'a pattern of file names',
      `${ENTRY}matcher = "*Bash"\n`,
      'It is no pattern of file names: for anything at all write .* and not *',
    ],
    [
      'a backspace for a border of words',
      `${ENTRY}conditions = { command = { matches = "\\bgit" } }\n`,
      "Write the pattern in single quotes, where a backslash is only that: '\\b'",
    ],
    ['mode async by the category', `[hooks.exec]\nmode = "async"\nrequired = true\n`, undefined],
  ])('%s', async (_name, text, fix) => {
    const found = await fixes(text);
    expect(found).toHaveLength(fix === undefined ? 0 : 1);
    for (const line of found) expect(line.split(' | ')[1]).toBe(fix);
  });

  it.each([30, 90, 1_800, 3_600, 7_200, 86_400])('%d seconds are nothing to wonder at', async (seconds) => {
    expect(await fixes(`${ENTRY}timeout = ${seconds}\n`)).toEqual([]);
  });

  it('names a script that is found from the root, and one with nearly that name', async () => {
    const project = tempProject({
      '.codex/hooks.toml':
        ENTRY.replace('echo', './scripts/scan.sh') + ENTRY.replace('echo', '../scripts/scna.sh'),
      'scripts/scan.sh': '#!/bin/sh\n',
    });
    chmodSync(join(project.root, 'scripts/scan.sh'), 0o755);
    const { problems } = await project.load();
    expect(problems.map(({ fix }) => fix?.split('?')[0])).toEqual([
      'Did you mean "../scripts/scan.sh"',
      'Did you mean "../scripts/scan.sh"',
    ]);
  });

  it('is the command that makes a script executable, as it is typed where one is', async () => {
    const project = tempProject({
      'hooks.toml': ENTRY.replace('echo', './a/scan.sh'),
      'a/scan.sh': '',
      'b/x': '',
    });
    chmodSync(join(project.root, 'a/scan.sh'), 0o644);
    expect((await project.load()).problems).toMatchObject([{ fix: 'chmod +x a/scan.sh' }]);
    const { problems } = await project.load({ cwd: join(project.root, 'b') });
    expect(problems).toMatchObject([{ fix: `chmod +x ${project.root}/a/scan.sh` }]);
  });

  it.each([
    ['[plugins."policy.mjs"]\n', 'A file is written with ./ in front of it: "./policy.mjs"'],
    [
      '[plugins."./polcy.mjs"]\n',
      'Did you mean "./policy.mjs"? The path is found from the folder of this file.',
    ],
    [
      '[plugins."./gone/a.mjs"]\n',
      'Make the file, or correct the path: it is found from the folder of this file.',
    ],
  ])('says where the file of a plugin is: %j', async (text, fix) => {
    expect(await fixes(text, { 'policy.mjs': 'export default {};' })).toEqual([
      expect.stringContaining(` | ${fix}`),
    ]);
  });

  it('is written in the language of the file', async () => {
    const entries = { exec: { event: 'exec.before', command: 'echo' } };
    const loaded = await tempProject({ '.hooklinerc.json': { hooks: entries } }).load();
    expect(loaded.problems).toMatchObject([{ fix: 'Put a list around it: "exec": [{ … }]' }]);
    const misplaced = await tempProject({
      '.hooklinerc.json': { hooks: { command: [entries.exec] } },
    }).load();
    expect(misplaced.problems).toMatchObject([
      { fix: 'Write "exec" in place of "command", where the event of this hook belongs.' },
    ]);
  });

  it('tells where code failed', async () => {
    const project = tempProject({ 'hookline.config.mjs': 'export default {\n  hooks: x,\n};\n' });
    expect((await project.load()).problems).toMatchObject([{ line: 2, column: 10 }]);
    const other = tempProject({ 'hookline.config.mjs': "import 'hooklin';\n" });
    expect((await other.load()).problems).toMatchObject([
      { fix: 'Did you mean "hookline"? If it is not installed: npm install --save-dev hookline' },
    ]);
  });
});
