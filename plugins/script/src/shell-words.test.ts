import { expect, it } from 'vitest';
import { argvOf, plainWords } from './shell-words.ts';

it.each<[string, string[]]>([
  ['ls -la', ['ls', '-la']],
  ['  git   commit -m "a b"  ', ['git', 'commit', '-m', 'a b']],
  [`echo 'it is $HOME | fine' x"y"'z'`, ['echo', 'it is $HOME | fine', 'xyz']],
  ['touch a\\ b', ['touch', 'a b']],
  ["printf ''", ['printf', '']],
  ['npm run build --if=present', ['npm', 'run', 'build', '--if=present']],
])('splits %s into its words', (line, words) => {
  expect(plainWords(line)).toEqual(words);
});

it.each([
  'ls | wc',
  'a && b',
  'sleep 1 &',
  'echo $HOME',
  'echo "$HOME"',
  'echo `id`',
  'ls *.ts',
  'ls ~',
  'echo {a,b}',
  'FOO=bar make',
  'a\nb',
  'if true',
  'echo "unclosed',
  "echo 'unclosed",
  'echo trailing\\',
  'echo "a\\"b"',
  'cat < x',
  '(a)',
  '# comment',
  '! true',
  '',
])('leaves %j to the shell', (line) => {
  expect(plainWords(line)).toBeUndefined();
  expect(argvOf(line)).toEqual(['bash', '-lc', line]);
});
