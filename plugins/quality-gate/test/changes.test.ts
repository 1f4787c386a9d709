/** Checks run only after a task that changed something, and each only for the files that it is about. */
import { expectNoOpinion, expectResumed } from '@hookline/testkit';
import { describe, expect, it } from 'vitest';
import { fitsGlob, globProblem } from '../src/changes/glob.ts';
import { gateIn, project } from './project.ts';

describe('a task that changed', () => {
  it.each<[string, (at: ReturnType<typeof project>) => void, boolean]>([
    ['nothing', () => {}, false],
    ['a file', ({ write }) => write('a.txt', 'b'), true],
    ['a file to the same length', ({ write }) => write('a.txt', 'z'), true],
    ['a file that was changed before', ({ write }) => write('dirty.txt', 'c'), true],
    ['a new file', ({ write }) => write('new/b.txt', 'b'), true],
    ['a new file beside another new one', ({ write }) => write('fresh/c.txt', 'c'), true],
    ['a name with a space and a newline', ({ write }) => write('x y\nz.txt', 'c'), true],
    [
      'something that it committed',
      ({ write, git }) => {
        write('a.txt', 'c');
        git('commit', '-qam', 'x');
      },
      true,
    ],
    ['something that is ignored', ({ write }) => write('out/log', 'x'), false],
    ['a file away', ({ git }) => git('rm', '-q', '-f', 'a.txt'), true],
  ])('%s', async (_, change, isJudged) => {
    const at = project({ 'a.txt': 'a', 'dirty.txt': 'a', '.gitignore': 'out/\n' });
    at.write('dirty.txt', 'b');
    at.write('fresh/b.txt', 'b');
    const { begin, end } = await gateIn(at.root, { checks: ['false'] });
    const started = await begin();
    expectNoOpinion(started);
    change(at);
    const result = await end();
    if (isJudged) expectResumed(result);
    else expectNoOpinion(result);
    expect(result.execs.some(({ file }) => file === 'false')).toBe(isJudged);
  });
});

describe('it is taken for changed', () => {
  it('where the beginning was not seen, and outside of a repository', async () => {
    const at = project();
    expectResumed(await (await gateIn(at.root, { checks: ['false'] })).end());
    const { begin, end } = await gateIn(
      '/',
      { checks: ['false'] },
      { exec: (file) => (file === 'git' ? { exitCode: 128 } : { exitCode: 1 }) },
    );
    await begin();
    expectResumed(await end());
  });

  it('when the beginning is that of another task', async () => {
    const at = project();
    const { begin, end } = await gateIn(at.root, { checks: ['false'] });
    await begin('task-0');
    expectResumed(await end());
  });
});

it('keeps the beginning of a task when it is prompted again', async () => {
  const at = project();
  const { begin, end } = await gateIn(at.root, { checks: ['false'] });
  await begin();
  at.write('a.txt', 'changed');
  expect((await begin()).execs).toEqual([]);
  expectResumed(await end());
});

describe('a check with "when"', () => {
  const checks = [
    { name: 'docs', command: 'false', when: 'docs/**' },
    { name: 'code', command: ['false'], when: ['*.ts', 'src/**'] },
  ];

  it.each([
    ['docs/a.md', ['docs']],
    ['lib/deep/a.ts', ['code']],
    ['src/x', ['code']],
    ['other', []],
  ])('runs for %s: %j', async (path, names) => {
    const at = project();
    const { begin, end } = await gateIn(at.root, { checks });
    await begin();
    at.write(path, 'x');
    const { outcome } = await end();
    const said = outcome.verdict?.reasons[0]?.text ?? '';
    for (const { name } of checks)
      expect(said.includes(`"${name}"`)).toBe((names as string[]).includes(name));
  });

  it('sees what was committed', async () => {
    const at = project();
    const { begin, end } = await gateIn(at.root, { checks });
    await begin();
    at.write('docs/a.md', 'x');
    at.git('add', '-A');
    at.git('commit', '-qm', 'x');
    const { outcome } = await end();
    expect(outcome.verdict?.reasons[0]?.text).toContain('"docs" fails');
    expect(outcome.verdict?.reasons[0]?.text).not.toContain('"code"');
  });
});

it('starts git alone: not from the repository, and nothing that its configuration names', async () => {
  const at = project();
  const { begin } = await gateIn(
    at.root,
    { checks: ['true'] },
    {
      env: { PATH: `${at.root}/bin:./bin:/usr/bin:` },
      exec: () => ({ stdout: '' }),
    },
  );
  const { execs } = await begin();
  expect(execs).toHaveLength(1);
  expect(execs[0]?.options.env?.['PATH']).toBe('/usr/bin');
  expect(execs[0]?.args).toContain('core.fsmonitor=false');
});

it.each([
  ['*.ts', 'a/b/c.ts', true],
  ['src/*.ts', 'src/a/b.ts', false],
  ['src/**/*.ts', 'src/b.ts', true],
  ['**/*.{ts,tsx}', 'a/b.tsx', true],
  ['docs', 'docs/a/b.md', true],
  ['docs/', 'docs/a.md', true],
  ['./docs/**', 'docs/a.md', true],
  ['a.c', 'abc', false],
  ['a?c', 'abc', true],
  ['**', 'x/y', true],
])('%s and %s: %s', (glob, path, fits) => {
  expect(globProblem(glob)).toBeUndefined();
  expect(fitsGlob(glob, path)).toBe(fits);
});
