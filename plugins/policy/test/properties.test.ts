/** However a command is wrapped and quoted, and however a path is spelled, the verdict is the same. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyOptions } from '../src/index.ts';
import { readPlainLine } from '../src/shell/plain-line.ts';
import { readLine } from '../src/shell/read-line.ts';
import { judging, repository } from './workspace.ts';

const RUNS = { numRuns: 150 } as const;
const SETS: readonly (readonly [PolicyOptions, string, string])[] = [
  [{ rules: [{ action: 'deny', command: 'git push', reason: 'No.' }] }, 'git push origin main', 'git status'],
  [
    { rules: [{ action: 'ask', host: 'api.example.com', reason: 'No.' }] },
    'curl https://api.example.com/x',
    'curl https://other.test/x',
  ],
  [{ rules: [{ action: 'deny', path: 'secrets/**', reason: 'No.' }] }, 'cat secrets/key', 'cat src/key'],
];

/** Ways to spell one word, which hold no character that a shell takes for something else. */
const quoting = fc.constantFrom<(word: string) => string>(
  (word) => `'${word}'`,
  (word) => `"${word}"`,
  (word) => `\\${word}`,
  (word) => `${word[0]}""${word.slice(1)}`,
  (word) => `${word[0]}'${word.slice(1)}'`,
  (word) => `$'${word}'`,
  (word) => `$'\\x${word.charCodeAt(0).toString(16)}${word.slice(1)}'`,
  (word) => word,
);
const single = (command: string): string => `'${command.replaceAll("'", "'\\''")}'`;
const wrapping = fc.constantFrom<(command: string) => string>(
  (command) => `sudo ${command}`,
  (command) => `env A=1 ${command}`,
  (command) => `A=1 ${command}`,
  (command) => `true && ${command}`,
  (command) => `true; ${command}; true`,
  (command) => `${command} | cat`,
  (command) => `(${command})`,
  (command) => `{ ${command}; }`,
  (command) => `if true; then ${command}; fi`,
  (command) => `for i in 1 2; do ${command}; done`,
  (command) => `bash -c ${single(command)}`,
  (command) => `sh -ec ${single(command)}`,
  (command) => `eval ${single(command)}`,
  (command) => `timeout 9 ${command}`,
  (command) => `nice -n 3 ${command}`,
  (command) => `echo "$(${command})"`,
  (command) => `f() { ${command}; }; f`,
  (command) => `${command} > /dev/null 2>&1`,
  (command) => `sh <<'END'\n${command}\nEND\n`,
);
/** A wrapper takes one command: what is not the first one comes to it as a text for a shell. */
const isSimple = (command: string): boolean => !/[;&|(){}\n<>]|\b(?:if|for)\b|^A=/.test(command);
const wrapped = (command: string, all: readonly ((command: string) => string)[]): string =>
  all.reduce((inner, wrap) => wrap(isSimple(inner) ? inner : `bash -c ${single(inner)}`), command);

describe('quoting and wrapping keep the verdict', () => {
  it.each(SETS.map(([options, held, free]) => [held, options, free] as const))(
    'of %s',
    async (held, options, free) => {
      const { exec } = await judging(options, repository());
      const expected = options.rules?.[0]?.action as string;
      await fc.assert(
        fc.asyncProperty(
          fc.array(quoting, { minLength: 4, maxLength: 4 }),
          fc.array(wrapping, { maxLength: 3 }),
          async (quotes, wraps) => {
            const spell = (command: string): string =>
              wrapped(
                command
                  .split(' ')
                  .map((word, index) => quotes[index]?.(word) ?? word)
                  .join(' '),
                wraps,
              );
            expect([spell(held), await exec(spell(held))]).toEqual([spell(held), expected]);
            expect([spell(free), await exec(spell(free))]).toEqual([spell(free), 'allow']);
          },
        ),
        RUNS,
      );
    },
  );
});

describe('a rule for a path catches each spelling of it', () => {
  it('in a patch and in a command', async () => {
    const cwd = repository('main', { 'secrets/deep/key': 'x', 'src/a': '' });
    mkdirSync(join(cwd, 'src/deep'), { recursive: true });
    const { exec, patch } = await judging(
      { rules: [{ action: 'deny', path: 'secrets/**', reason: 'No.' }] },
      cwd,
    );
    const detour = fc.constantFrom(
      './',
      'src/../',
      'src/deep/../../',
      '../repo/',
      `${cwd}/`,
      `${cwd}/src/../`,
      './/',
    );
    const between = fc.constantFrom('/', '//', '/./', '/x/../', '/../secrets/');
    const tail = fc.constantFrom('key', 'deep/key', 'new/file', '.hidden', 'a b');
    await fc.assert(
      fc.asyncProperty(
        fc.array(detour, { maxLength: 1 }),
        between,
        tail,
        async ([first = ''], middle, last) => {
          const path = `${first}secrets${middle}${last}`;
          expect([path, await patch(path)]).toEqual([path, 'deny']);
          expect([path, await exec(`cat '${path}'`)]).toEqual([path, 'deny']);
          expect([path, await exec(`tool --in="${path}"`)]).toEqual([path, 'deny']);
        },
      ),
      RUNS,
    );
  });
});

describe('the reader of plain lines', () => {
  it('reads what the parser reads', () => {
    const word = fc.constantFrom(
      'git',
      'push',
      '-x',
      'a/b',
      'if',
      'time',
      'A=1',
      '&&',
      '||',
      ';',
      '|',
      '&',
      ';;',
      'sudo',
      'x:y',
      '-',
      '--',
    );
    const scope = { cwds: ['/w'], variables: new Map<string, string>() };
    fc.assert(
      fc.property(fc.array(word, { maxLength: 9 }), (words) => {
        const line = words.join(' ');
        const plain = readPlainLine(line, scope);
        if (plain) expect([line, plain]).toEqual([line, readLine(line, scope, { home: '/h', root: '/w' })]);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('whatever a line holds', () => {
  it('something is decided, and nothing fails', async () => {
    const { exec } = await judging(
      {
        rules: [
          {
            action: 'deny',
            command: 'git push',
            path: 'secrets',
            host: '*.test',
            branch: 'main',
            reason: 'No.',
          },
        ],
      },
      repository(),
    );
    const piece = fc.oneof(
      fc.constantFrom(
        '$(',
        ')',
        '`',
        '"',
        "'",
        '{',
        '}',
        '<<E',
        '\n',
        '|',
        '&&',
        ';',
        '$',
        '${',
        '((',
        '[[',
        '*',
        '\\',
        'git',
        ' ',
        'push',
        'secrets',
        '\uE000',
        '\u0000',
      ),
      fc.string({ maxLength: 5 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 25 }), async (pieces) => {
        expect(['allow', 'ask', 'deny']).toContain(await exec(pieces.join('')));
      }),
      { numRuns: 600 },
    );
  });
});
