import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPackage, expectDenied, expectNoOpinion, testPlugin } from '@hookline/testkit';
import plugin from '../src/index.ts';

const guard = await testPlugin(plugin, { options: { deny: ['production.db'] } });

test('refuses a command that holds a word of the list, and says what to do instead', async () => {
  const result = await guard.run('exec.before', { command: 'rm production.db' });
  expectDenied(result, /"production\.db" are not allowed here\. Ask the user/);
});

test('has no opinion on other commands', async () => {
  expectNoOpinion(await guard.run('exec.before', { command: 'ls' }));
});

test('takes no option that it does not know', async () => {
  await assert.rejects(testPlugin(plugin, { options: { dney: [] } }), /dney/);
});

test('can be published', async () => {
  assert.deepEqual(await checkPackage('.'), []);
});
