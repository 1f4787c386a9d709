/** A script that can judge; one that cannot is in `faults/process.ts`. */
import { expect, it } from 'vitest';
import { gateEntry, LISTENER, PASS, play, SETTINGS } from './failures.ts';

it('lets the command run when the required gate has nothing against it', async () => {
  const played = await play({ config: SETTINGS + gateEntry(true) + LISTENER, files: { 'gate.sh': PASS } });
  expect(played.run.filesTouched).toEqual(['ran.txt']);
  expect(played.log).not.toMatch(/\[(?:WARN|ERROR)\]/);
  expect(played.errors()).toBe('');
});
