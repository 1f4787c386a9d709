/** The README, followed to the letter. */
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { followGuide, guideSteps, installInRepo, openStage, runCodex, type Stage } from '../src/index.ts';

const steps = guideSteps(readFileSync(new URL('../../../README.md', import.meta.url), 'utf8'));

let stage: Stage;
afterEach(() => stage.close());

describe('the README', () => {
  it('shows what happens', async () => {
    stage = await openStage(
      [
        { type: 'shell', command: 'rm production.db' },
        { type: 'shell', command: 'rm copy.db' },
        { type: 'message', text: 'copy.db is gone. production.db is not mine to delete.' },
      ],
      { files: { 'production.db': 'rows', 'copy.db': 'rows' } },
    );
    installInRepo(stage, ['preset-recommended', 'session-log']);
    expect(steps.filter(({ kind }) => kind === 'run').length).toBeGreaterThan(5);
    expect(await followGuide(stage, steps)).toEqual([]);
  });

  it('shows a plugin in one file that works on the real Codex', async () => {
    stage = await openStage([
      { type: 'shell', command: 'echo pushing > pushed.txt; git push --force' },
      { type: 'message', text: 'done' },
    ]);
    const [policy] = steps.filter((step) => step.kind === 'write' && step.file === 'policy.mjs');
    if (policy?.kind !== 'write') throw new Error('The README has no policy.mjs.');
    stage.sandbox.files({ 'hooks.toml': '[plugins."./policy.mjs"]\n', 'policy.mjs': policy.text });
    const run = await runCodex(stage, { program: ['hookline', 'codex'] });
    expect(run.filesTouched).toEqual([]);
    expect(run.modelSaw('Do not force-push. Open a pull request instead.')).toBe(true);
  });
});
