/** What `hookline init` asks at a terminal: at most four questions on every way, and nothing is done without their answers. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openStage, runInTerminal, runOnStage, type Stage, type TerminalRun } from '../src/index.ts';
import { REPOSITORY } from '../src/registry/index.ts';
import { readTree } from '../src/tree.ts';

const FAKE = path.join(REPOSITORY, 'packages/cli/test/fake-package-manager.cjs');
const PACKAGE = { 'package.json': '{"name":"app"}' };
const HOOK = '[[hooks.session]]\nevent = "session_start"\ncommand = ["true"]\n';

const DOWN = '\u001b[B';
const CTRL_C = '\u0003';
const WHICH = 'With which preset?';
const INSTALL = 'Install this, and write hooks.toml and .codex/hookline.schema.json?';
const WRITE = 'Write hooks.toml and .codex/hookline.schema.json?';
const LINES = 'Write this, let Codex run these lines, and Hookline what is shown of the project?';
const YES = 'y';

let stage: Stage;
afterEach(() => stage?.close());

/** Somebody who has not approved anything, in a repository of these files. */
async function person(files: Readonly<Record<string, string>>): Promise<void> {
  stage = await openStage([], { files, trustProject: false });
  stage.sandbox.putOnPath('npm', FAKE);
}

const env = { HOOKLINE_TRUST: '' };

const init = (
  typing: readonly (readonly [shown: string, typed: string])[],
  more: Readonly<Record<string, string>> = {},
): Promise<TerminalRun> => runInTerminal(stage, ['hookline', 'init'], { typing, env: { ...env, ...more } });

const hooks = (): string => readFileSync(path.join(stage.sandbox.repo, 'hooks.toml'), 'utf8');
const isThere = (name: string): boolean => existsSync(path.join(stage.sandbox.repo, name));

/** Each question stands alone behind the mark of one that is open. */
const questionsIn = ({ screen }: TerminalRun): number =>
  new Set([...screen.matchAll(/◆ +(\S[^\r\n]*)/g)].map(([, question]) => question?.trim())).size;

async function startsASession(): Promise<void> {
  const run = await runOnStage(stage, ['hookline', 'emit', 'session_start'], { env });
  expect([run.exitCode, run.stderr]).toEqual([0, '']);
}

describe('the questions of init', () => {
  it('are three where something is installed, and each choice says what it is', async () => {
    await person(PACKAGE);
    const run = await init([
      [WHICH, '\r'],
      [INSTALL, YES],
      [LINES, YES],
    ]);
    expect(run.exitCode, run.screen).toBe(0);
    expect(questionsIn(run)).toBe(3);
    for (const choice of [
      'recommended  a log',
      'strict       recommended',
      'ci           for build',
      'none         a commented',
    ])
      expect(run.screen).toContain(choice);
    expect(run.screen).toContain('added 2 packages');
    expect(hooks()).toContain('extends = ["@hookline/preset-recommended"]');
    await startsASession();
  });

  it('follow the answer: the second preset', async () => {
    await person(PACKAGE);
    const run = await init([
      [WHICH, `${DOWN}\r`],
      [INSTALL, YES],
      [LINES, YES],
    ]);
    expect(run.exitCode, run.screen).toBe(0);
    expect(hooks()).toContain('extends = ["@hookline/preset-strict"]');
  });

  it('preselect what needs no package where there is no package.json, and say why', async () => {
    await person({});
    const run = await init([
      [`${WHICH} There is no package.json here: for any but "none" npm would make one.`, '\r'],
      [WRITE, YES],
      [LINES, YES],
    ]);
    expect(run.exitCode, run.screen).toBe(0);
    expect(questionsIn(run)).toBe(3);
    expect(hooks()).toContain('description = "Log session start"');
    expect(isThere('package.json')).toBe(false);
    await startsASession();
  });

  it.each([
    [
      'with presets in package.json',
      { 'package.json': '{"devDependencies":{"@acme/hookline-preset":"1"}}' },
      INSTALL,
      2,
    ],
    ['with a configuration that is there', { ...PACKAGE, 'hooks.toml': HOOK }, LINES, 1],
  ] as const)('are fewer %s', async (_, files, first, count) => {
    await person(files);
    const run = await init(
      first === LINES
        ? [[LINES, YES]]
        : [
            [first, YES],
            [LINES, YES],
          ],
    );
    expect(run.exitCode, run.screen).toBe(0);
    expect(questionsIn(run)).toBe(count);
    await startsASession();
  });

  it('are none with --yes', async () => {
    await person(PACKAGE);
    const run = await runInTerminal(stage, ['hookline', 'init', '--yes'], { env });
    expect(run.exitCode, run.screen).toBe(0);
    expect(questionsIn(run)).toBe(0);
    await startsASession();
  });
});

describe('an answer that is no yes', () => {
  it.each([
    ['Ctrl-C', 'which preset', [[WHICH, CTRL_C]]],
    [
      'Enter',
      'whether to install',
      [
        [WHICH, '\r'],
        [INSTALL, '\r'],
      ],
    ],
    [
      'n',
      'whether to install',
      [
        [WHICH, '\r'],
        [INSTALL, 'n'],
      ],
    ],
    [
      'Ctrl-C',
      'whether to install',
      [
        [WHICH, '\r'],
        [INSTALL, CTRL_C],
      ],
    ],
  ] as const)('%s to %s: nothing is done', async (_, __, typing) => {
    await person(PACKAGE);
    const before = readTree(stage.sandbox.root);
    const run = await init(typing);
    expect(run.exitCode, run.screen).toBe(1);
    expect(run.screen).toContain('Nothing was written.');
    expect(readTree(stage.sandbox.root)).toEqual(before);
  });

  it('to the lines leaves the configuration, and another init asks for the rest', async () => {
    await person(PACKAGE);
    const run = await init([
      [WHICH, '\r'],
      [INSTALL, YES],
      [LINES, '\r'],
    ]);
    expect(run.exitCode, run.screen).toBe(1);
    expect(run.screen).toContain('hooks.toml stays. To go on later: npx hookline init');
    expect(isThere('.codex/hooks.json')).toBe(false);
    const again = await init([[LINES, YES]]);
    expect(again.exitCode, again.screen).toBe(0);
    await startsASession();
  });

  it('is Ctrl-C while it installs: nothing else is written', async () => {
    await person(PACKAGE);
    const run = await init(
      [
        [WHICH, '\r'],
        [INSTALL, YES],
        ['fetching', CTRL_C],
      ],
      { FAKE_MANAGER: 'waits' },
    );
    expect(run.exitCode, run.screen).toBe(1);
    expect(run.screen).toContain('npm was stopped, and nothing else was written.');
    expect(isThere('hooks.toml') || isThere('.codex')).toBe(false);
  });
});
