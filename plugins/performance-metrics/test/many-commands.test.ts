/** Hooks of one session, each in a process of its own, at the same time. */
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { makePlaces } from './places.ts';

const run = promisify(execFile);
const RUNNER = fileURLToPath(new URL('./run-commands.ts', import.meta.url));

async function told(home: string, name: string, count: number): Promise<{ begun: number; alone: number }> {
  return JSON.parse((await run(process.execPath, [RUNNER, home, name, `${count}`])).stdout);
}

it('finds the beginning of every command, however many run at the same time', async () => {
  const { hooklineHome } = makePlaces();
  const all = await Promise.all(['a', 'b', 'c', 'd'].map((name) => told(hooklineHome, name, 200)));
  expect(all.map(({ begun }) => begun)).toEqual([200, 200, 200, 200]);
  // One after the other none is beside another one: what the many have left does not count.
  expect(await told(hooklineHome, 'e', 20)).toEqual({ begun: 20, alone: 20 });
  const [session = ''] = readdirSync(join(hooklineHome, 'performance'));
  expect(readdirSync(join(hooklineHome, 'performance', session))).toEqual(['begun']);
});
