/** The example of the README, as a reader would have it: in a folder of its own, run by Node's own test runner. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const here = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hookline-testkit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [plugin = '', test = ''] = [
  ...readFileSync(join(here, 'README.md'), 'utf8').matchAll(/```ts\n(.*?)```/gs),
].map(([, code = '']) => code);

function run(source: string): { readonly status: number | null; readonly stdout: string } {
  mkdirSync(join(folder, 'node_modules/@hookline'), { recursive: true });
  for (const name of ['core', 'testkit']) {
    const link = join(folder, 'node_modules/@hookline', name);
    rmSync(link, { force: true });
    symlinkSync(join(here, '..', name), link);
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'no-force-push.ts'), source);
  writeFileSync(join(folder, 'no-force-push.test.ts'), test);
  const env = { PATH: process.env['PATH'], HOME: folder };
  return spawnSync(process.execPath, ['--test', '--test-reporter=tap', 'no-force-push.test.ts'], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
}

it('passes', () => {
  const { status, stdout } = run(plugin);
  expect(stdout).toContain('# pass 2');
  expect(status).toBe(0);
});

it('fails when the plugin does not refuse, and says what happened', () => {
  const { status, stdout } = run(plugin.replace("=== 'main'", "=== 'trunk'"));
  expect(status).toBe(1);
  expect(stdout).toContain('Expected a refusal.');
});
