import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPackage, expectNoOpinion, testHandler } from '@hookline/testkit';
import { handler } from '../src/index.ts';

test('appends a line for the event', async () => {
  const entry = await testHandler(handler, { fields: { append_to: '${LOGS}/agent.log' }, env: { LOGS: '/srv' } });
  const result = await entry.run('exec.before', { command: 'ls' });
  expectNoOpinion(result);
  assert.equal(result.lines.length, 1);
  assert.equal(result.lines[0]?.file, '/srv/agent.log');
  assert.match(result.lines[0]?.line ?? '', / exec\.before$/);
});

test('takes no key that it does not know', async () => {
  await assert.rejects(testHandler(handler, { fields: { append_to: '/srv/a.log', apend: true } }), /apend/);
});

test('can be published', async () => {
  assert.deepEqual(await checkPackage('.'), []);
});
