/** The guides, followed to the letter: their files are written, their commands run, and what is printed is what they show. */
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { followGuide, guideSteps, installInRepo, openStage, type Stage, type Turn } from '../src/index.ts';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

const FORCE_PUSH: readonly Turn[] = [
  { type: 'shell', command: 'git push --force' },
  { type: 'message', text: 'I did not force-push.' },
];

/** What npm would have brought: what makes a package, what that depends on, and the preset that the reader makes. */
function installPreset({ sandbox }: Stage): void {
  const name = '@acme/hookline-preset';
  const modules = path.join(sandbox.repo, 'node_modules');
  const links = [
    [
      path.join(REPOSITORY, 'packages/create-plugin/bin/create-hookline-plugin.cjs'),
      '.bin/create-hookline-plugin',
    ],
    [path.join(REPOSITORY, 'node_modules/@hookline'), '@hookline'],
    [path.join(sandbox.repo, 'hookline-preset'), name],
  ] as const;
  for (const [target, link] of links) {
    mkdirSync(path.dirname(path.join(modules, link)), { recursive: true });
    symlinkSync(target, path.join(modules, link));
  }
  sandbox.files({ 'package.json': { private: true, devDependencies: { [name]: '^1.0.0' } } });
}

const GUIDES: readonly (readonly [string, readonly Turn[], (stage: Stage) => void])[] = [
  ['docs/first-hook.md', FORCE_PUSH, () => {}],
  ['docs/presets.md', [], installPreset],
  ['docs/troubleshooting.md', [], () => {}],
];

let stage: Stage;
afterEach(() => stage.close());

describe('a guide', () => {
  it.each(GUIDES)('%s shows what happens', async (page, turns, install) => {
    stage = await openStage(turns);
    installInRepo(stage);
    install(stage);
    const steps = guideSteps(readFileSync(path.join(REPOSITORY, page), 'utf8'));
    expect(steps.filter(({ kind }) => kind === 'run').length).toBeGreaterThan(0);
    expect(await followGuide(stage, steps)).toEqual([]);
  });
});
