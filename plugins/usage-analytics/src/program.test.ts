import fc from 'fast-check';
import { expect, it } from 'vitest';
import { programOf } from './program.ts';

it.each([
  ['npm test', 'npm'],
  ['  /usr/local/bin/node --test', 'node'],
  ['CI=1 FOO="a b" npm run build | tee log', 'npm'],
  ['cd app && npm test', 'npm'],
  ['cd app\nset -e\ncargo build', 'cargo'],
  ['cd app', 'cd'],
  ['[ -f a ] && make', 'make'],
  ['sudo -u somebody -E systemctl restart x', 'systemctl'],
  ['/usr/bin/env -i A=1 python3 -c "x"', 'python3'],
  ['timeout -k 5 30s nice -n 10 npm test', 'npm'],
  ['if grep -q a b; then true; fi', 'grep'],
  ['2>/dev/null >out.txt git status', 'git'],
  ['(cd x; pytest)', 'pytest'],
  ['# a comment\nls', 'ls'],
  ['bash -lc "cd x && pnpm i"', 'pnpm'],
  ['bash -e script.sh', 'bash'],
  ['sh -c \'sh -c "sh -c true"\'', 'sh'],
  ['X=$(date "+%s") npm test', 'npm'],
  ['C:\\\\tools\\\\rg.EXE x', 'rg'],
  ['"my tool" x', undefined],
  ['$(cat secret) x', undefined],
  ['`cat secret` x', undefined],
  ['${CMD} --token abc', undefined],
  ['"$(cat secret)" x', undefined],
  ['', undefined],
  ['A=1', undefined],
  ["'unclosed", 'unclosed'],
  ['./скрипт.sh', 'скрипт.sh'],
])('%j runs %j', (command, program) => {
  expect(programOf(command)).toBe(program);
});

it('cuts a huge name, and looks at the beginning of a huge line only', () => {
  expect(programOf(`${'x'.repeat(1_000_000)} y`)).toBe('x'.repeat(40));
  expect(programOf(`cd ${'a '.repeat(500_000)}&& npm test`)).toBe('cd');
});

it('gives a short plain name for any text, and never throws', () => {
  const piece = fc.constantFrom(
    ' ',
    '"',
    "'",
    '\\',
    '$(',
    '`',
    ')',
    ';',
    '&&',
    '>',
    '=',
    '\n',
    '\u001b',
    'a',
    'sudo',
    'bash -c ',
    '-u',
    '#',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((all) => all.join('')),
      ),
      (command) => {
        const name = programOf(command);
        if (name !== undefined) expect(name).toMatch(/^[\p{L}\p{N}_.+@-]{1,80}$/u);
      },
    ),
  );
});
