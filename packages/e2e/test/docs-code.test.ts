/** The TypeScript of the pages: each block stands on its own, compiles against what is built, and the one of the guide runs. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { EventName, HandlerKind, PluginDefinition } from '@hookline/core';
import {
  expectAsked,
  expectContext,
  expectDenied,
  expectResumed,
  expectRewritten,
  testHandler,
  testPlugin,
} from '@hookline/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { codeBlocks } from '../src/index.ts';
import { REPOSITORY, runBounded, said } from '../src/registry/index.ts';

const PAGES = [
  'docs/write-a-plugin.md',
  'docs/configuration.md',
  'docs/hooks-json.md',
  'packages/core/README.md',
];

const folder = mkdtempSync(path.join(os.tmpdir(), 'hookline-docs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const blocks = PAGES.flatMap((page) =>
  codeBlocks(readFileSync(path.join(REPOSITORY, page), 'utf8'), 'ts').map(({ text, line }) => ({
    file: `${path.basename(page, '.md')}-${line}.ts`,
    text,
  })),
);

/** As `npm create hookline-plugin` sets a package up. */
function writeProject(): void {
  const template = path.join(REPOSITORY, 'packages/create-plugin/templates/typescript/tsconfig.json');
  writeFileSync(path.join(folder, 'tsconfig.json'), readFileSync(template));
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  mkdirSync(path.join(folder, 'src'));
  symlinkSync(path.join(REPOSITORY, 'node_modules'), path.join(folder, 'node_modules'));
  for (const { file, text } of blocks) writeFileSync(path.join(folder, 'src', file), text);
}

describe('the TypeScript of the pages', () => {
  it('compiles', async () => {
    writeProject();
    expect(blocks.length).toBeGreaterThan(7);
    const tsc = await runBounded([path.join(REPOSITORY, 'node_modules/.bin/tsc'), '--pretty', 'false'], {
      cwd: folder,
      env: { PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin` },
    });
    expect(tsc.exitCode, said(tsc)).toBe(0);
  });

  const pluginOf = async (name: string): Promise<PluginDefinition> => {
    const file = blocks.find(({ text }) => text.includes(`name: '${name}'`))?.file;
    return (await import(path.join(folder, 'src', String(file)))).default;
  };

  it('uses every capability as the guide says', async () => {
    const tested = await testPlugin(await pluginOf('every-capability'), {
      env: { TRACKER_TOKEN: 'abc' },
      secrets: ['hunter2'],
      exec: { 'git status --short': { stdout: ' M a.txt\n' } },
      fetch: { 'POST https://tracker.example/runs': { status: 202 } },
      state: { changes: 1 },
    });
    const seen = await tested.run('exec.after', { command: 'login hunter2' });
    expect(seen.outcome.failures).toEqual([]);
    expect(seen.requests).toMatchObject([
      { headers: { authorization: 'abc' }, body: '{"command":"login [redacted]","changes":2}' },
    ]);
    expect(seen.state).toEqual({ changes: 2 });
    expect(seen.logs).toEqual([{ level: 'info', message: 'The tracker said 202.' }]);
    expect(seen.lines).toMatchObject([{ file: '/home/user/.hookline/runs.log' }]);
    expect(seen.emitted).toEqual([{ name: 'integration.tracked', data: { changes: 2 } }]);
  });

  it('brings a handler kind that fails where its service does', async () => {
    const [kind] = (await pluginOf('service-up')).handlers ?? [];
    const address = 'http://localhost:3000';
    for (const [status, code] of [
      [200, undefined],
      [503, 'HOOKLINE_HANDLER_THREW'],
    ] as const) {
      const tested = await testHandler(kind as HandlerKind, {
        fields: { service: address },
        fetch: { [`GET ${address}`]: { status } },
      });
      const { outcome } = await tested.run('session_start');
      expect(outcome.failures[0]?.code).toBe(code);
      expect(outcome.context.map(({ text }) => text)).toEqual(code ? [] : [`${address} is up.`]);
    }
  });

  it('defines an event that is refused', async () => {
    const tested = await testPlugin(await pluginOf('deploy-freeze'));
    const refused = await tested.run('deploy.before' as EventName, { target: 'live' } as object);
    expectDenied(refused, 'Nothing goes live before Monday.');
  });

  it('goes through the lanes as the guide says', async () => {
    const tested = await testPlugin(await pluginOf('lanes'));
    expectRewritten(await tested.run('exec.before', { command: 'npm test' }), {
      command: 'npm test -- --silent',
    });
    expectAsked(await tested.run('exec.before', { command: 'git push' }), 'Push now?');
    expectContext(await tested.run('session_start'), 'Tests are run with: npm test');
    const finished = await tested.run('task_complete', { success: true });
    expectResumed(finished, 'Run the tests once more.');
    expect(finished.logs).toEqual([{ level: 'info', message: 'verdict: resume' }]);
  });
});
