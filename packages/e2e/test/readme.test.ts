/** The README's own files, run as it says. */
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { openStage, runCodex, runOnStage, type Stage } from '../src/index.ts';

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');

/** The first fenced block of a language. */
function block(language: string): string {
  const found = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(readme)?.[1];
  if (found === undefined) throw new Error(`The README has no ${language} block.`);
  return found;
}

let stage: Stage;
afterEach(() => stage.close());

describe('the README', () => {
  it('shows a configuration and a gate that work on the real Codex', async () => {
    stage = await openStage([
      { type: 'shell', command: 'echo x > production.db' },
      { type: 'shell', command: 'echo y > copy.db' },
      { type: 'message', text: 'done' },
    ]);
    stage.sandbox.files({ 'hooks.toml': block('toml'), 'gate.sh': block('sh') });
    const valid = await runOnStage(stage, ['hookline', 'validate']);
    expect(valid.exitCode, valid.stdout).toBe(0);
    const run = await runCodex(stage, { program: ['hookline', 'codex'] });
    expect(run.filesTouched).toEqual(['copy.db']);
    expect(run.modelSaw('production.db is not to be touched. Work on a copy.')).toBe(true);
  });

  it('shows the flags of the first seed on the real Codex', async () => {
    stage = await openStage([
      { type: 'shell', command: 'echo x > production.db' },
      { type: 'message', text: 'done' },
    ]);
    stage.sandbox.files({ 'other/hooks.toml': block('toml'), 'other/gate.sh': block('sh') });
    const run = await runCodex(stage, {
      program: ['hookline', 'codex', '--enable-hooks', '--hooks-config', './other/hooks.toml'],
    });
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.filesTouched).toEqual([]);
  });

  it('shows a plugin in one file that works on the real Codex', async () => {
    stage = await openStage([
      { type: 'shell', command: 'echo pushing > pushed.txt; git push --force' },
      { type: 'message', text: 'done' },
    ]);
    stage.sandbox.files({ 'hooks.toml': '[plugins."./policy.mjs"]\n', 'policy.mjs': block('js') });
    const run = await runCodex(stage, { program: ['hookline', 'codex'] });
    expect(run.filesTouched).toEqual([]);
    expect(run.modelSaw('Do not force-push. Open a pull request instead.')).toBe(true);
  });
});
