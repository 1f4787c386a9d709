/** The guides, followed to the letter: their files are written, their commands run, and what is printed is what they show. */
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { followGuide, guideSteps, installInRepo, openStage, type Stage, type Turn } from '../src/index.ts';

const FORCE_PUSH: readonly Turn[] = [
  { type: 'shell', command: 'git push --force' },
  { type: 'message', text: 'I did not force-push.' },
];

const GUIDES: readonly (readonly [string, readonly Turn[]])[] = [
  ['docs/first-hook.md', FORCE_PUSH],
  ['docs/troubleshooting.md', []],
];

let stage: Stage;
afterEach(() => stage.close());

describe('a guide', () => {
  it.each(GUIDES)('%s shows what happens', async (page, turns) => {
    stage = await openStage(turns);
    installInRepo(stage);
    const steps = guideSteps(readFileSync(new URL(`../../../${page}`, import.meta.url), 'utf8'));
    expect(steps.filter(({ kind }) => kind === 'run').length).toBeGreaterThan(0);
    expect(await followGuide(stage, steps)).toEqual([]);
  });
});
