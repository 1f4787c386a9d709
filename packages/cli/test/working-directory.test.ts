import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { BIN } from '../src/runtime-sources.ts';
import { person } from './person.ts';

it('says in words what is wrong when the working directory is gone', () => {
  const someone = person({ 'gone/file': '' });
  const script = 'rm -r "$PWD"; "$0" "$1" validate; echo "ended with $?"';
  const text = execFileSync('/bin/sh', ['-c', script, process.execPath, BIN], {
    cwd: `${someone.project}/gone`,
    env: someone.env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  expect(text).toMatch(/ended with [01]\n$/);
  expect(text).toContain('No configuration was found here.');
});
