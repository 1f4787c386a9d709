/** docs/ci.md, followed to the letter with a registry, and the jobs of its workflow as a runner would start them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { followGuide, guideSteps, openStage, type Stage, type Turn } from '../src/index.ts';
import { PATIENT, REPOSITORY, type Registry, startRegistry } from '../src/registry/index.ts';
import { type Desk, type } from './from-registry/type.ts';

const FORCE_PUSH: readonly Turn[] = [
  { type: 'shell', command: 'git push --force' },
  { type: 'message', text: 'I did not force-push.' },
];

const page = (name: string): string => readFileSync(path.join(REPOSITORY, 'docs', name), 'utf8');
const guide = guideSteps(page('ci.md'));

let registry: Registry;
let stage: Stage;
let desk: Desk;

beforeAll(async () => {
  registry = await startRegistry();
  await Promise.all((await registry.packAll()).map((tarball) => registry.publish(tarball)));
}, PATIENT.timeout);
afterAll(() => registry?.close());
afterEach(() => stage?.close());

/** A repository as its checkout: the configuration of the first guide, a lock file, nothing installed. */
async function checkout(): Promise<void> {
  stage = await openStage([...FORCE_PUSH, ...FORCE_PUSH], { trustProject: false });
  const { sandbox } = stage;
  const env = sandbox.env(registry.env({ home: sandbox.home }));
  desk = { registry, cwd: sandbox.repo, env: { ...env, HOOKLINE_TRUST: 'lock' } };
  for (const step of guideSteps(page('first-hook.md')))
    if (step.kind === 'write') sandbox.files({ [step.file]: step.text });
  sandbox.files({ '.gitignore': 'node_modules\n' });
  await type(desk, 'npm init --yes && npm install --save-dev --package-lock-only hookline');
  await type(desk, 'git add --all && git commit --quiet --message "Use Hookline"');
}

describe('docs/ci.md', PATIENT, () => {
  it('shows what happens', async () => {
    await checkout();
    expect(guide.filter(({ kind }) => kind === 'run').length).toBeGreaterThan(10);
    expect(await followGuide(stage, guide, desk.env, stage.sandbox.repo, 'lock')).toEqual([]);
    // What the page itself has its reader write, and nothing besides; an installation says that it is for one machine.
    const { stdout } = await type(desk, 'git status --porcelain --untracked-files=all');
    expect(stdout.trim().split('\n').sort()).toEqual([
      '?? .github/workflows/hooks.yml',
      '?? hookline.lock.json',
      '?? mistake.toml',
      '?? trace.json',
    ]);
  });

  it('has a workflow whose steps all end well, and which ends at a broken configuration', async () => {
    await checkout();
    const [workflow] = guide.flatMap((step) => (step.kind === 'write' ? [step.text] : []));
    const steps = [...(workflow ?? '').matchAll(/^ {6}- run: (?:'(.*)'|(.*))$/gm)].map(
      ([, quoted, plain]) => quoted?.replaceAll("''", "'") ?? plain ?? '',
    );
    expect(steps).toHaveLength(5);
    const [install = '', ...checks] = steps;
    await type(desk, install);
    await type(desk, 'npx hookline trust --lock --yes');
    for (const step of checks) await type(desk, step);
    await type(desk, "sed -i 's/exec.before/exec.befor/' hooks.toml");
    expect((await type(desk, 'npx hookline validate', 1)).stdout).toContain('Did you mean "exec.before"?');
    const codex = await type(desk, 'npx hookline codex exec "publish the branch"', 1);
    expect(codex.stderr).toContain('Codex was not started');
    expect(stage.model.requests).toEqual([]);
  });

  it('is right about what is not written where nobody agreed', async () => {
    await checkout();
    await type(desk, 'npm ci --ignore-scripts');
    expect((await type(desk, 'npx hookline install codex --scope user --trust', 1)).stderr).toContain(
      'add --yes',
    );
    const { stdout } = await type(desk, 'git status --porcelain; ls "$CODEX_HOME"');
    expect(stdout.trim()).toBe('config.toml');
  });
});
