import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { smallProject } from './project.ts';

it('loads nothing for an ordinary command, and the reader of shell only for a command', () => {
  const { cwd, places } = smallProject();
  const program = fileURLToPath(new URL('print-loads.ts', import.meta.url));
  const output = execFileSync(process.execPath, [program, cwd, places.hooklineHome], { encoding: 'utf8' });
  expect(JSON.parse(output)).toEqual({ ordinary: [], patch: ['work.js'], command: ['reader.js'] });
});
