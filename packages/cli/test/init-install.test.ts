/** `hookline init` installs what is missing, and what it leaves behind works at once. */
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ManagedPerson, managed } from './managed.ts';
import { BIN, run } from './person.ts';

const PACKAGE = { 'package.json': '{"name":"app"}' };
const BOTH = ['hookline@^0.0.0', '@hookline/preset-recommended@^0.0.0'];

/** What the preset's hook has written. */
const started = ({ root }: ManagedPerson): string => {
  const log = join(root, 'home/started');
  return existsSync(log) ? readFileSync(log, 'utf8') : '';
};

describe('hookline init --yes in a fresh project', () => {
  it('installs the recommended preset, and the first event runs its hook', async () => {
    const someone = managed(PACKAGE);
    const { code, stdout, stderr } = await someone.hookline(['init', '--yes']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(someone.calls()).toEqual([
      { by: 'npm', in: someone.project, words: ['install', '--save-dev', ...BOTH] },
    ]);
    const inOrder = [
      'hooks.toml extends @hookline/preset-recommended.',
      `$ npm install --save-dev ${BOTH.join(' ')}`,
      'hooks.toml (new)',
      'Wrote hooks.toml',
      '"SessionStart"',
      'Preset hook',
      'Installed.',
      'npx hookline emit session_start',
    ].map((text) => stdout.indexOf(text));
    expect(inOrder).toEqual([...inOrder].sort((one, other) => one - other));
    expect(inOrder).not.toContain(-1);
    expect(someone.own()['hooks.toml']).toContain('\nextends = ["@hookline/preset-recommended"]\n');
    expect(await someone.hookline(['trust', '--check'])).toMatchObject({ code: 0, stderr: '' });
    const event = await someone.hookline(['emit', 'session_start']);
    expect(event).toMatchObject({ code: 0, stderr: '' });
    expect(event.stdout).toMatch(/^ {2}Preset hook {2}ok/m);
    expect(started(someone)).toBe('started\n');
  });

  it('again changes nothing and installs nothing', async () => {
    const someone = managed(PACKAGE);
    await someone.hookline(['init', '--yes']);
    const before = someone.files();
    const again = await someone.hookline(['init', '--yes']);
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout).toContain('It stays as it is.');
    expect(again.stdout).not.toContain('To extend a preset');
    expect(someone.files()).toEqual(before);
  });

  it('says in a pipe how to agree, and does nothing before', async () => {
    const someone = managed(PACKAGE);
    const before = someone.files();
    const { code, stderr } = await someone.hookline(['init']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Install this, and write .*: add --yes to agree beforehand\.\n$/);
    expect(someone.files()).toEqual(before);
  });

  it('shows it all with --dry-run, and does nothing', async () => {
    const someone = managed(PACKAGE);
    const before = someone.files();
    const { code, stdout } = await someone.hookline(['init', '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toContain(`  $ npm install --save-dev ${BOTH.join(' ')}\n`);
    expect(stdout).toContain('Nothing was installed or written (--dry-run).');
    expect(someone.files()).toEqual(before);
  });

  it('works without a package.json and without a package', async () => {
    const someone = managed({ 'pyproject.toml': '' });
    const { code, stdout } = await someone.hookline(['init', '--yes']);
    expect(code).toBe(0);
    expect(stdout).toContain('There is no package.json here, so this is an example that needs no package.');
    expect(stdout).toContain(`npm install --prefix . --save-dev ${BOTH.join(' ')}, then write extends = [`);
    expect(someone.calls()).toEqual([]);
    expect(await someone.hookline(['emit', 'session_start'])).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('the preset that is named', () => {
  it('is extended and installed, and may be somebody’s own', async () => {
    const someone = managed(PACKAGE);
    const args = ['init', '--yes', '--preset', 'ci', '--preset', 'hookline-preset-x,@acme'];
    expect((await someone.hookline(args)).code).toBe(0);
    expect(someone.calls()[0]?.words.slice(2)).toEqual([
      'hookline@^0.0.0',
      '@hookline/preset-ci@^0.0.0',
      'hookline-preset-x',
      '@acme/hookline-preset',
    ]);
    expect(someone.own()['hooks.toml']).toContain(
      '\nextends = ["@hookline/preset-ci", "hookline-preset-x", "@acme/hookline-preset"]\n',
    );
    expect(await someone.hookline(['emit', 'session_start'])).toMatchObject({ code: 0 });
  });

  it('"none" is the example, and installs nothing', async () => {
    const someone = managed(PACKAGE);
    expect((await someone.hookline(['init', '--yes', '--preset', 'none'])).code).toBe(0);
    expect(someone.calls()).toEqual([]);
    expect(someone.own()['hooks.toml']).toContain('description = "Log session start"');
  });

  it('counts more than those of package.json', async () => {
    const someone = managed({ 'package.json': '{"devDependencies":{"hookline-preset-team":"1"}}' });
    await someone.hookline(['init', '--yes', '--preset', 'strict']);
    expect(someone.own()['hooks.toml']).toContain('\nextends = ["@hookline/preset-strict"]\n');
  });

  it('makes a package.json where there is none, here and not in a folder above', async () => {
    const someone = managed();
    writeFileSync(join(someone.root, 'package.json'), '{"name":"above"}');
    const { code, stdout } = await someone.hookline(['init', '--yes', '--preset', 'recommended']);
    expect(code).toBe(0);
    expect(stdout).toContain('note: There is no package.json here. npm makes it');
    expect(someone.calls()[0]?.words).toEqual(['install', '--prefix', '.', '--save-dev', ...BOTH]);
    expect(await someone.hookline(['emit', 'session_start'])).toMatchObject({ code: 0, stderr: '' });
    expect(started(someone)).toBe('started\n');
  });

  it('is refused where it is none, and nothing is done', async () => {
    const someone = managed(PACKAGE);
    const before = someone.files();
    expect(await someone.hookline(['init', '--yes', '--preset', 'strct'])).toEqual({
      code: 64,
      stdout: '',
      stderr: 'hookline: There is no preset "strct". Did you mean "strict"?\n',
    });
    expect(someone.files()).toEqual(before);
  });
});

describe('the package manager of the project', () => {
  it('works in the folder of the package, wherever below init is typed', async () => {
    const someone = managed({ ...PACKAGE, 'a/b/c.txt': '', 'pnpm-lock.yaml': '' });
    const cwd = join(someone.project, 'a/b');
    const { code, stdout } = await someone.hookline(['init', '--yes'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('To install (in ../..):');
    expect(someone.calls()).toMatchObject([{ by: 'pnpm', in: someone.project }]);
    expect(await someone.hookline(['emit', 'session_start'], { cwd })).toMatchObject({ code: 0, stderr: '' });
  });

  it('installs all that package.json asks for where it was not run yet', async () => {
    const someone = managed({ 'package.json': '{"devDependencies":{"@acme/hookline-preset":"1"}}' });
    const { code, stdout } = await someone.hookline(['init', '--yes']);
    expect(code).toBe(0);
    expect(stdout).toContain('package.json has the preset @acme/hookline-preset, so hooks.toml extends it.');
    expect(someone.calls()).toMatchObject([{ by: 'npm', words: ['install'] }]);
    expect(await someone.hookline(['emit', 'session_start'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('is not asked for what Plug’n’Play would hide', async () => {
    const someone = managed({ ...PACKAGE, 'yarn.lock': '__metadata:\n', '.pnp.cjs': '' });
    const before = someone.files();
    const { code, stderr } = await someone.hookline(['init', '--yes']);
    expect(code).toBe(1);
    expect(stderr).toContain('Set nodeLinker: node-modules in .yarnrc.yml');
    expect(someone.files()).toEqual(before);
  });

  it('is left alone with --no-install, and said what to do', async () => {
    const someone = managed(PACKAGE);
    const { code, stdout } = await someone.hookline(['init', '--yes', '--no-install']);
    expect(code).toBe(0);
    expect(stdout).toContain(`To finish:\n  npm install --save-dev ${BOTH.join(' ')}\n  npx hookline init\n`);
    expect(someone.calls()).toEqual([]);
    expect(Object.keys(someone.own()).sort()).toEqual([
      '.codex/hookline.schema.json',
      'hooks.toml',
      'package.json',
    ]);
    await run(spawn('npm', ['install', '--save-dev', ...BOTH], { cwd: someone.project, env: someone.env }));
    expect((await someone.hookline(['init', '--yes'])).stdout).toContain('npx hookline trust');
    expect((await someone.hookline(['trust', '--yes'])).code).toBe(0);
    expect(await someone.hookline(['emit', 'session_start'])).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('an installation that fails', () => {
  it('is told with its words, why, and what to type', async () => {
    const someone = managed(PACKAGE);
    const words = 'npm error code E404\nnpm error 404 Not Found - GET https://r/x';
    const { code, stderr } = await someone.hookline(['init', '--yes'], {
      env: { FAKE_MANAGER: `says ${words}` },
    });
    expect(code).toBe(1);
    expect(stderr).toBe(`${words}

hookline: npm did not install it (exit code 1). Nothing else was written.
  where  ${someone.project}
  why    The registry has no such package, or no version that fits this Hookline.
  fix    Look at the name, and at the registry (npm config get registry).
         By hand: npm install --save-dev ${BOTH.join(' ')}
         Then: npx hookline init. Or begin without a preset: npx hookline init --preset none
`);
    expect(someone.own()).toEqual(PACKAGE);
  });

  it('names a package manager that is not there', async () => {
    const someone = managed({ ...PACKAGE, 'pnpm-lock.yaml': '' }, ['npm']);
    const { code, stderr } = await someone.hookline(['init', '--yes']);
    expect(code).toBe(1);
    expect(stderr).toContain('hookline: pnpm is not there to install with. Nothing else was written.');
    expect(stderr).toContain('  fix    npm install --global pnpm\n');
    expect(Object.keys(someone.own()).sort()).toEqual(['package.json', 'pnpm-lock.yaml']);
  });

  it('that installed something else than it was asked for writes no configuration', async () => {
    const someone = managed(PACKAGE);
    const { code, stderr } = await someone.hookline(['init', '--yes'], {
      env: { FAKE_PRESET: 'nonsense = 1\n' },
    });
    expect(code).toBe(1);
    expect(stderr).toContain('The key "nonsense" is not known here.');
    expect(stderr).toContain('It was installed, but hooks.toml was not written.');
    expect(someone.own()['hooks.toml']).toBeUndefined();
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'is stopped by %s, and another init finishes the job',
    async (signal) => {
      const someone = managed(PACKAGE);
      const child = spawn(process.execPath, [BIN, 'init', '--yes'], {
        cwd: someone.project,
        env: { ...someone.env, FAKE_MANAGER: 'waits' },
      });
      const ended = run(child);
      while (someone.calls().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill(signal);
      const { code, stderr } = await ended;
      expect(stderr).toContain(
        'hookline: npm was stopped, and nothing else was written. To go on: npx hookline init',
      );
      expect(code).toBe(1);
      expect(someone.own()).toEqual(PACKAGE);
      expect((await someone.hookline(['init', '--yes'])).code).toBe(0);
      expect((await someone.hookline(['emit', 'session_start'])).code).toBe(0);
    },
  );

  it.each(['package.json', 'hooks.toml', '.codex/hooks.json'])(
    'killed before it wrote %s, it is finished by another init',
    async (missing) => {
      const someone = managed(PACKAGE);
      await someone.hookline(['init', '--yes']);
      const order = ['package.json', 'hooks.toml', '.codex/hookline.schema.json', '.codex/hooks.json'];
      for (const path of order.slice(order.indexOf(missing))) rmSync(join(someone.project, path));
      if (missing === 'package.json') someone.write('package.json', PACKAGE['package.json']);
      for (const folder of ['.codex', '.hookline'])
        rmSync(join(someone.root, 'home', folder), { recursive: true, force: true });
      expect((await someone.hookline(['init', '--yes'])).code).toBe(0);
      // A configuration that lay there is for a person to approve.
      if (missing === '.codex/hooks.json') await someone.hookline(['trust', '--yes']);
      expect(await someone.hookline(['emit', 'session_start'])).toMatchObject({ code: 0, stderr: '' });
      expect(started(someone)).toBe('started\n');
    },
  );
});

describe('the approval of init', () => {
  it('is not given to what waited before', async () => {
    const someone = managed({
      ...PACKAGE,
      'sub/package.json': '{}',
      'hooks.toml':
        '[[hooks.session]]\nevent = "session_start"\ncommand = ["sh", "-c", "echo bad >> ~/started"]\n',
    });
    for (const cwd of [someone.project, join(someone.project, 'sub')]) {
      const { code, stdout } = await someone.hookline(['init', '--yes'], { cwd });
      expect(code).toBe(0);
      expect(stdout).toContain('echo bad');
      expect(stdout).toContain('Look at it: npx hookline trust');
      expect(stdout).not.toContain('emit session_start   a session starts');
      expect((await someone.hookline(['trust', '--check'], { cwd })).code).toBe(1);
      expect((await someone.hookline(['emit', 'session_start'], { cwd })).code).toBe(1);
    }
    expect(started(someone)).toBe('');
  });

  it('leads to no Hookline that a repository has brought along', async () => {
    const someone = managed({
      ...PACKAGE,
      'node_modules/hookline/package.json': '{"name":"hookline","bin":"./evil.cjs"}',
      'node_modules/hookline/evil.cjs': '',
    });
    expect((await someone.hookline(['init', '--yes'])).code).toBe(0);
    expect(someone.calls()[0]?.words).toEqual(['install', '--save-dev', BOTH[1]]);
    const lines = someone.own()['.codex/hooks.json'];
    expect(lines).toContain(BIN);
    expect(lines).not.toContain('evil');
  });

  it('is not given to the agent, nor its trust in the lines', async () => {
    const someone = managed(PACKAGE);
    const { code, stderr } = await someone.hookline(['init', '--yes'], {
      env: { CODEX_TOOL_CALL_ID: 'call_1' },
    });
    expect(code).toBe(1);
    expect(stderr).toContain('an approval is not for the agent to give');
    expect(stderr).toContain('Type it in a terminal of your own: npx hookline init');
    expect((await someone.hookline(['trust', '--check'])).code).toBe(1);
    expect(someone.files()['home/.codex/config.toml']).toBeUndefined();
  });
});

describe('a place that is not one for it', () => {
  it('is told: the home folder', async () => {
    const someone = managed();
    const home = join(someone.root, 'home');
    const { stdout } = await someone.hookline(['init', '--dry-run'], { cwd: home });
    expect(stdout).toMatch(/^note: This is your home folder/);
    expect(stdout).toContain('npx hookline install codex --scope user');
  });

  it('is told: the root of the file system', async () => {
    const { stdout } = await managed().hookline(['init', '--dry-run'], { cwd: '/' });
    expect(stdout).toMatch(/^note: This is the root of the file system/);
  });

  it('is refused: one that cannot be written', async () => {
    const someone = managed();
    // Root may write everywhere but where the system itself says no.
    const cwd = process.getuid?.() === 0 ? '/proc' : join(someone.root, 'closed');
    if (cwd !== '/proc') mkdirSync(cwd, { mode: 0o555 });
    const { code, stderr } = await someone.hookline(['init', '--yes'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(/hooks\.toml cannot be written: .*E[A-Z]+|cannot be written \(E[A-Z]+\)/);
    expect(someone.files()['home/.codex/config.toml']).toBeUndefined();
  });

  it.each([
    ['leads to a configuration', 'shared/hooks.toml', 0],
    ['leads nowhere', 'shared/nothing.toml', 1],
  ] as const)('has a hooks.toml that is a link and %s: it stays a link', async (_, target, code) => {
    const someone = managed({ ...PACKAGE, 'shared/hooks.toml': '[hooks]\nenabled = true\n' });
    const link = join(someone.project, 'hooks.toml');
    symlinkSync(target, link);
    const run = await someone.hookline(['init', '--yes', '--preset', 'strict']);
    expect(run.code, run.stderr).toBe(code);
    expect(run.stdout).toContain('There is a configuration already: hooks.toml. It stays as it is.');
    if (code === 0)
      expect(run.stdout).toContain(
        '@hookline/preset-strict@^0.0.0, then write extends = ["@hookline/preset-strict"]',
      );
    expect(readlinkSync(link)).toBe(target);
    expect(someone.calls()).toEqual([]);
  });

  it('is a worktree: it has an approval of its own', async () => {
    const someone = managed(PACKAGE);
    rmSync(join(someone.project, '.git'), { recursive: true });
    someone.write('.git', 'gitdir: /nowhere/.git/worktrees/one\n');
    const cwd = join(someone.project, 'a');
    mkdirSync(cwd);
    expect((await someone.hookline(['init', '--yes'], { cwd })).code).toBe(0);
    expect(Object.keys(someone.own())).toContain('.codex/hooks.json');
    expect(await someone.hookline(['trust', '--check'], { cwd })).toMatchObject({ code: 0 });
  });

  it('is refused: a hooks.toml that is a folder', async () => {
    const someone = managed(PACKAGE);
    mkdirSync(join(someone.project, 'hooks.toml'));
    const { code, stderr } = await someone.hookline(['init', '--yes']);
    expect(code).toBe(1);
    expect(stderr).toBe(
      'hookline: hooks.toml is a folder, and the configuration is a file of this name. Rename the folder, or remove it. Nothing was written.\n',
    );
    expect(someone.calls()).toEqual([]);
  });
});
