import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPackage } from '@hookline/testkit';

test('can be published', async () => {
  assert.deepEqual(await checkPackage('.'), []);
});
