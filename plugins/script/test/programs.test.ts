import { mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import plugin from '../src/index.ts';
import { type Bench, bareEvent, createBench } from './real-exec.ts';

let bench: Bench;
beforeEach(() => {
  bench = createBench();
});
afterEach(() => bench.close());

/** A program that hands what it sees back as context. */
const SHOW = `#!/usr/bin/env node
const fs = require('node:fs');
const additionalContext = JSON.stringify({
  args: process.argv.slice(2), cwd: process.cwd(), stdin: JSON.parse(fs.readFileSync(0, 'utf8')), env: process.env,
});
process.stdout.write(JSON.stringify({ hookSpecificOutput: { additionalContext } }));
`;
const shown = async (
  entry: Parameters<Bench['run']>[0],
  event?: object,
  env?: Record<string, string | undefined>,
) => JSON.parse((await bench.run(entry, event, env))?.context ?? 'null');

describe('the command', () => {
  it('is found from the folder of the configuration, and runs in the folder of the entry', async () => {
    bench.file('show.cjs', SHOW);
    mkdirSync(join(bench.dir, 'inner'));
    const cwd = join(bench.dir, 'inner');
    expect(await shown({ fields: { command: ['./show.cjs', 'a b', '$HOME; ls'] }, cwd })).toMatchObject({
      args: ['a b', '$HOME; ls'],
      cwd: expect.stringMatching(/inner$/),
    });
    expect(await shown({ fields: { command: `../${basename(bench.dir)}/show.cjs` }, cwd })).toMatchObject({
      args: [],
    });
  });

  it('is found through PATH, but never through a relative entry of it', async () => {
    const program = bench.file('onlyhere', SHOW);
    const PATH = `${bench.dir}:${process.env['PATH']}`;
    expect(await shown(['onlyhere'], {}, { ...process.env, PATH })).toMatchObject({ args: [] });
    const relative = { ...process.env, PATH: `.::${process.env['PATH']}` };
    const error = await bench.failure(['onlyhere'], {}, relative);
    expect(error).toMatchObject({
      code: 'HOOKLINE_SCRIPT_NOT_FOUND',
      details: { fix: expect.stringContaining('"./onlyhere"') },
    });
    expect(program).toContain(bench.dir);
  });

  it('has variables of the environment filled in, each into its own word', async () => {
    bench.file('show.cjs', SHOW);
    const env = { ...process.env, WORDS: 'a "b" $(c)', NAME: 'show' };
    const { args } = await shown(['./${NAME}.cjs', '--x=${WORDS}', '${UNSET_NAME:-d e}', '$WORDS'], {}, env);
    expect(args).toEqual(['--x=a "b" $(c)', 'd e', '$WORDS']);
  });

  it('is not run when a variable is not set', async () => {
    expect(await bench.failure(['true', '${UNSET_NAME}'])).toMatchObject({
      code: 'HOOKLINE_ENTRY_VARIABLE_UNSET',
    });
  });

  it('takes a field of the event as a whole word, and in no other place', async () => {
    bench.file('show.cjs', SHOW);
    const event = { command: 'rm -rf "$HOME"; true', input: { command: 'x', depth: { a: 1 } } };
    const env = { ...process.env, command: 'from the environment' };
    const { args } = await shown(['./show.cjs', '${command}', 'x${command}', '${input.depth}'], event, env);
    expect(args).toEqual([event.command, 'xfrom the environment', '{"a":1}']);
  });

  it.each([
    ['bash', '-c'],
    ['bash', '-lc'],
    ['/usr/bin/env', 'sh', '-c'],
  ])('leaves the code that %s %s runs as it is written', async (...words) => {
    const code = 'printf %s "${command}|${WORD}|${1}" >&2; exit 2';
    const event = { command: '$(touch injected)' };
    const answer = await bench.run([...words, code, 'name', '${command}'], event, {
      ...process.env,
      // A login shell reads what is in a home.
      HOME: bench.dir,
      WORD: 'w',
    });
    expect(answer?.verdict?.reason).toBe('|w|$(touch injected)');
    expect(readdirSync(bench.dir)).toEqual([]);
  });

  it('still fills in an option of a program that is called like a code flag', async () => {
    bench.file('show.cjs', SHOW);
    expect(
      (await shown(['./show.cjs', '-c', '${HOME}'], {}, { ...process.env, HOME: '/home/user' })).args,
    ).toEqual(['-c', '/home/user']);
  });

  it('is described as one would type it', () => {
    const describe = plugin.handlers?.[0]?.describe;
    expect(describe?.({ command: ['python3', './scan.py', 'a b'] })).toBe('python3 ./scan.py "a b"');
    expect(describe?.({ command: './scan.sh' })).toBe('./scan.sh');
  });
});

/** A command, with the file that it means written. */
function written(word: string, text: string, mode = 0o755, name = basename(word)): string[] {
  bench.file(name, text, mode);
  return [word];
}

describe('a program that cannot run', () => {
  it.each<[string, () => string[], string, RegExp, RegExp]>([
    [
      'is missing',
      () => written('./scna.sh', '', 0o755, 'scan.sh'),
      'HOOKLINE_SCRIPT_NOT_FOUND',
      /^\/.*\/scna\.sh does not exist/,
      /Did you mean "scan\.sh"/,
    ],
    [
      'has no folder',
      () => ['./no/where.sh'],
      'HOOKLINE_SCRIPT_NOT_FOUND',
      /where\.sh does not exist/,
      /folder .*no does not exist/,
    ],
    [
      'has a home that no shell expands',
      () => ['~/x.sh'],
      'HOOKLINE_SCRIPT_NOT_FOUND',
      /x\.sh/,
      /\$\{HOME\}/,
    ],
    ['is on no PATH', () => ['no-such-program'], 'HOOKLINE_SCRIPT_NOT_FOUND', /"no-such-program"/, /Install/],
    [
      'is not executable',
      () => written('./plain.sh', '#!/bin/sh\n', 0o644),
      'HOOKLINE_SCRIPT_NOT_EXECUTABLE',
      /plain\.sh may not be executed/,
      /^Run: chmod \+x \/.*plain\.sh$/,
    ],
    ['is a folder', () => ['./'], 'HOOKLINE_SCRIPT_NOT_EXECUTABLE', /is a folder/, /inside/],
    [
      'has no interpreter',
      () => written('./lost.sh', '#!/nowhere/bash -e\n'),
      'HOOKLINE_SCRIPT_NOT_FOUND',
      /interpreter \/nowhere\/bash, .*lost\.sh/,
      /env bash/,
    ],
    [
      'has Windows line ends',
      () => written('./dos.sh', '#!/bin/bash\r\nexit 0\r\n'),
      'HOOKLINE_SCRIPT_NOT_FOUND',
      /carriage return/,
      /Unix line ends/,
    ],
    [
      'has Windows line ends after env',
      () => written('./dos.sh', '#!/usr/bin/env bash\r\nexit 0\r\n'),
      'HOOKLINE_SCRIPT_NOT_FOUND',
      /carriage return/,
      /Unix line ends/,
    ],
    [
      'is a missing script of python',
      () => ['python3', './gone.py'],
      'HOOKLINE_SCRIPT_NOT_FOUND',
      /gone\.py does not exist/,
      /create/,
    ],
    [
      'is a missing script of sh',
      () => ['sh', './gone'],
      'HOOKLINE_SCRIPT_NOT_FOUND',
      /gone does not exist/,
      /create/,
    ],
    [
      'is a missing script of node',
      () => ['node', './gone.js'],
      'HOOKLINE_SCRIPT_NOT_FOUND',
      /gone\.js does not exist/,
      /create/,
    ],
  ])('is told apart when it %s', async (_, command, code, what, fix) => {
    expect(await bench.failure(command())).toMatchObject({
      code,
      message: expect.stringMatching(what),
      details: { fix: expect.stringMatching(fix), where: expect.stringMatching(/hooks\.toml:7:1$/) },
    });
  });
});

describe('stdin', () => {
  it("is the agent's own JSON", async () => {
    bench.file('show.cjs', SHOW);
    const raw = { hook_event_name: 'PreToolUse', extra: { kept: ['as', 'it', 'is'] } };
    expect((await shown(['./show.cjs'], { raw })).stdin).toEqual(raw);
  });

  it.each([undefined, null, 'text', ['list']])('is the event when the agent sent %j', async (raw) => {
    bench.file('show.cjs', SHOW);
    const event = bareEvent({ type: 'integration.deploy', data: { to: 'prod' }, raw });
    expect((await shown(['./show.cjs'], event)).stdin).toMatchObject({
      type: 'integration.deploy',
      sessionId: 'session-1',
      data: { to: 'prod' },
    });
  });
});
