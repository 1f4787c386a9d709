/** What is imported for every event, and that the work for long lines stays in proportion to them. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { testPlugin } from '@hookline/testkit';
import { describe, expect, it } from 'vitest';
import source from '../src/index.ts';
import { repository } from './workspace.ts';

const MAIN = fileURLToPath(import.meta.resolve('@hookline/plugin-policy'));
const READER = MAIN.replace(/index\.js$/, 'shell/read-line.cjs');
const options = {
  rules: [
    { action: 'deny', command: 'git push', reason: 'No.' },
    { action: 'deny', path: ['secrets/**', '**/*.pem'], reason: 'No.' },
    { action: 'ask', host: '*.example.com', reason: 'No.' },
  ],
} as const;

describe('the built plugin', () => {
  it('loads the parser for the first line that is not plain', async () => {
    const { cache } = createRequire(MAIN);
    const { default: built } = (await import(MAIN)) as typeof import('../src/index.ts');
    const policy = await testPlugin(built, { options, env: {} });
    expect((await policy.run('exec.before', { command: 'sudo git push' })).outcome.verdict?.kind).toBe(
      'deny',
    );
    expect(Object.keys(cache)).not.toContain(READER);
    expect((await policy.run('exec.before', { command: '"git" push' })).outcome.verdict?.kind).toBe('deny');
    expect(Object.keys(cache)).toContain(READER);
  });

  it('stays small where it is imported for every event, and names the reader as an approval finds it', () => {
    expect(readFileSync(MAIN).length).toBeLessThan(45_000);
    expect(readFileSync(MAIN, 'utf8')).toContain('"./shell/read-line.cjs"');
  });
});

describe('a long line', () => {
  it.each<[string, string]>([
    ['of many commands', 'cat a/b; '.repeat(3_000)],
    ['of one word', `cat ${'a'.repeat(90_000)}`],
    ['of many words', `cat ${'a/b.c '.repeat(15_000)}`],
    ['of many stars', `cat ${'*'.repeat(2_000)}/*/*/*`],
    ['of nested substitutions', `${'$('.repeat(70)}git push${')'.repeat(70)}`],
    [
      'of nested shells',
      Array.from({ length: 7 }).reduce<string>((inner) => `bash -c ${JSON.stringify(inner)}`, 'git push'),
    ],
    ['of a heredoc', `cat > x <<'E'\n${'secrets and git push\n'.repeat(4_000)}E\n`],
    ['of options', `git ${'--a '.repeat(2_000)}push`],
    ['of 300 KB', `echo ${'x y '.repeat(75_000)}`],
    ['of braces', `cat ${'{a,b}'.repeat(30)}`],
  ])('%s is decided', async (_, command) => {
    const policy = await testPlugin(source, { options, env: {}, timeoutMs: 5_000 });
    const { outcome } = await policy.run('exec.before', { command, cwd: repository() });
    // No deadline has passed: a handler that was cut off would be a failure.
    expect(outcome.failures).toEqual([]);
    expect(outcome.runs.every(({ durationMs }) => durationMs < 5_000)).toBe(true);
  });
});
