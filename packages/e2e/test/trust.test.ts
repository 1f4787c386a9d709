// A repository is cloned, Codex calls Hookline in it, and what the repository wants to run runs only as a person approved it.
import {
  appendFileSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hooklineBinary } from '../src/hookline-binary.ts';
import { type AppServerTurn, runAppServerTurn, runOnStage, type Stage, type Turn } from '../src/index.ts';
import { calledScripts, done, effectStage, entry, installedTurn, linesOf, sh } from './effects.ts';

const GATE = sh('cat > /dev/null');
const FILES = {
  'hooks.toml': `${entry('session_start', 'start.sh', 'mode = "sync"')}${entry('exec.before', 'gate.sh', 'required = true')}
[plugins."./policy.mjs"]
`,
  'start.sh': sh('cat > /dev/null'),
  'gate.sh': GATE,
  'policy.mjs': `import './rules.mjs';
export default { name: 'policy', events: ['exec.before'], setup() {} };
`,
  'rules.mjs': `import { appendFileSync } from 'node:fs';
appendFileSync(process.env.HOME + '/imported', 'rules\\n');
`,
};

/** Nothing is approved but what the test approves. */
const OWN = { env: { HOOKLINE_TRUST: 'record' } };
const makes = (file: string): readonly Turn[] => [{ type: 'shell', command: `echo made > ${file}` }, done];

const trust = async (stage: Stage, ...args: readonly string[]): Promise<string> => {
  const { stdout, stderr, exitCode } = await runOnStage(stage, ['hookline', 'trust', ...args], OWN);
  expect(exitCode, stdout + stderr).toBe(0);
  return stdout;
};

/** What has run of the repository since the last look. */
function ran(stage: Stage): readonly string[] {
  const all = [...calledScripts(stage), ...new Set(linesOf(stage, 'imported'))];
  for (const name of ['called', 'imported']) rmSync(path.join(stage.sandbox.home, name), { force: true });
  return all.sort();
}

/** The words to the person, as the agent took them. */
const warnings = ({ hooks }: AppServerTurn): readonly string[] =>
  hooks.flatMap(({ entries }) => entries.filter(({ kind }) => kind === 'warning').map(({ text }) => text));

const turn = (stage: Stage): Promise<AppServerTurn> => runAppServerTurn(stage, { trustHooks: false, ...OWN });

describe('a clone of a repository that wants to run something', () => {
  const CHANGES: readonly (readonly [string, (repo: string) => unknown])[] = [
    ['gate.sh', (repo) => appendFileSync(path.join(repo, 'gate.sh'), '# more\n')],
    ['hooks.toml', (repo) => appendFileSync(path.join(repo, 'hooks.toml'), '# more\n')],
    ['rules.mjs', (repo) => appendFileSync(path.join(repo, 'rules.mjs'), '// more\n')],
    [
      'gate.sh',
      (repo) => {
        const file = path.join(repo, 'gate.sh');
        const { atime, mtime } = statSync(file);
        writeFileSync(file, readFileSync(file, 'utf8').replace('# more', '# less'));
        utimesSync(file, atime, mtime);
      },
    ],
    [
      'gate.sh',
      (repo) => {
        writeFileSync(path.join(repo, 'other.sh'), GATE, { mode: 0o755 });
        rmSync(path.join(repo, 'gate.sh'));
        symlinkSync('other.sh', path.join(repo, 'gate.sh'));
      },
    ],
  ];

  it('runs nothing before it is approved, runs then, and nothing again after each change', async () => {
    const names = ['unseen', 'approved', ...CHANGES.map((_, index) => `changed-${index}`), 'revoked'];
    const stage = await effectStage(names.flatMap(makes), FILES);
    const { repo } = stage.sandbox;

    const unseen = await installedTurn(stage, OWN);
    expect(unseen.filesTouched).toEqual([]);
    expect(warnings(unseen)).toEqual([
      expect.stringMatching(
        /^No hook of this project runs: hooks\.toml, .* wait for review\. .*npx hookline trust$/,
      ),
    ]);
    expect(unseen.modelSaw('wait for review. Ask the user to run "npx hookline trust"')).toBe(true);
    expect(ran(stage)).toEqual([]);

    expect(await trust(stage, '--yes')).toContain('command  ./gate.sh');
    const approved = await turn(stage);
    expect(approved.filesTouched).toEqual(['approved']);
    expect(warnings(approved)).toEqual([]);
    expect(ran(stage)).toEqual(['gate.sh', 'rules', 'start.sh']);

    for (const [index, [name, change]] of CHANGES.entries()) {
      change(repo);
      const changed = await turn(stage);
      expect([index, changed.filesTouched]).toEqual([index, []]);
      expect(warnings(changed)).toEqual([expect.stringContaining(`${name} changed and waits for review`)]);
      expect([index, ran(stage)]).toEqual([index, []]);
      expect(await trust(stage, '--yes')).toContain(`${name}`);
    }

    await trust(stage, '--revoke');
    const revoked = await turn(stage);
    expect(revoked.filesTouched).toEqual([]);
    expect(warnings(revoked)).toHaveLength(1);
    expect(ran(stage)).toEqual([]);
  });

  it('is not approved by the agent itself', async () => {
    const command = `'${process.execPath}' '${hooklineBinary()}' trust --yes`;
    const stage = await effectStage([{ type: 'shell', command }, done], {
      'hooks.toml': entry('session_start', 'start.sh', 'mode = "sync"'),
      'start.sh': FILES['start.sh'],
    });
    const asked = await installedTurn(stage, OWN);
    expect([...asked.toolOutputs.values()]).toEqual([expect.stringContaining('not for the agent to give')]);
    const check = await runOnStage(stage, ['hookline', 'trust', '--check'], OWN);
    expect([check.exitCode, ran(stage)]).toEqual([1, []]);
  });
});
