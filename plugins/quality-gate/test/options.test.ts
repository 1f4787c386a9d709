/** What is wrong with the options is said where it is, with what to write instead; what is right is split as it is meant. */
import { testPlugin } from '@hookline/testkit';
import { describe, expect, it } from 'vitest';
import { splitCommand } from '../src/checks/argv.ts';
import plugin from '../src/index.ts';

const problemsOf = async (options: unknown): Promise<string> => {
  try {
    await testPlugin(plugin, { options, env: { DIR: 'packages/a' } });
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};
const checks = (...all: unknown[]): object => ({ checks: all });

describe('options are refused', () => {
  it.each<[string, unknown, RegExp]>([
    ['without checks', {}, /checks: The checks are a list/],
    ['with no check in the list', { checks: [] }, /The list of checks is empty/],
    [
      'with two programs in one',
      checks('npm test && npm run lint'),
      /"&&" means something to a shell only\. Write \["bash", "-c", "npm test && npm run lint"\], or make a script of it/,
    ],
    ['with a pipe', checks('npm test | tee log'), /"\|" means something to a shell only/],
    ['with a variable of the shell', checks('echo $HOME'), /"\$" means/],
    ['with a pattern', checks('eslint src/*.ts'), /"\*" means/],
    [
      'with a variable before the program',
      checks('CI=1 npm test'),
      /a variable before the program.*Write it in "environment"/,
    ],
    ['with a quote that does not end', checks('sh "x'), /without its end/],
    ['with an empty command', checks(''), /names no program/],
    ['with an empty list as command', checks({ command: [] }), /The command is empty/],
    ['with the same check twice', checks('npm test', 'npm test'), /"npm test" is there twice/],
    [
      'with a timeout beyond that of the agent',
      checks({ command: 'x', timeout: 900 }),
      /at most 570 seconds/,
    ],
    ['with a timeout of nothing', checks({ command: 'x', timeout: 0 }), /more than 0 seconds/],
    ['with a folder outside', checks({ command: 'x', cwd: '../y' }), /lies in it/],
    ['with an absolute folder', checks({ command: 'x', cwd: '/y' }), /relative to the root/],
    ['with a bad glob', checks({ command: 'x', when: '!a' }), /can not be read/],
    ['with an unknown key', checks({ command: 'x', shell: true }), /shell/],
    ['with no attempts', { ...checks('x'), attempts: 0 }, /attempts: The number of attempts is at least 1/],
    ['with endless attempts', { ...checks('x'), attempts: 1000 }, /at most 20/],
    ['with too little output', { ...checks('x'), max_output: 10 }, /at least 200/],
    ['with another word', { ...checks('x'), on_timeout: 'deny' }, /It is "resume" or "pass"/],
  ])('%s', async (_, options, problem) => {
    expect(await problemsOf(options)).toMatch(problem);
  });
});

it('takes what is right', async () => {
  expect(
    await problemsOf({
      checks: [
        'npm test',
        { name: 'lint', command: ['npm', 'run', 'lint'], when: '*.ts' },
        'npm --prefix ${DIR} test',
        { command: ['bash', '-c', 'a && b'] },
      ],
      attempts: 5,
      max_output: 8_000,
      only_when_changed: false,
      parallel: true,
      on_timeout: 'pass',
      on_not_started: 'resume',
    }),
  ).toBe('');
});

it.each([
  ['npm test', ['npm', 'test']],
  ['  npm\ttest ', ['npm', 'test']],
  ['node -e "process.exit(1)"', ['node', '-e', 'process.exit(1)']],
  [`a 'b "c"' d''e ""`, ['a', 'b "c"', 'de', '']],
])('splits %j', (text, words) => {
  expect(splitCommand(text)).toEqual(words);
});

it('explains what it would run', async () => {
  const gate = await testPlugin(plugin, {
    options: checks('npm test', { command: ['npm', 'run', 'lint'], when: 'src/**', timeout: 60 }),
    env: {},
  });
  expect(gate.explain('task_complete', { success: true })).toEqual([
    'runs, if the task changed a file, and sends the agent back at most 3 times while one fails:',
    '  npm test (at most 300 s)',
    '  npm run lint (at most 60 s, if the task changed src/**)',
  ]);
  expect(gate.explain('task_complete', { success: false })).toEqual([
    'runs no check: the task failed or was interrupted',
  ]);
});
