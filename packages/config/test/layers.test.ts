import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lines, tempProject } from './temp-project.ts';

const entry = (name: string, more = '') =>
  `[[hooks.exec]]\nevent = "exec.before"\ncommand = ["echo"]\ndescription = "${name}"\n${more}\n`;

const names = (loaded: { config: { entries: readonly { name: string }[] } }) =>
  loaded.config.entries.map(({ name }) => name);

describe('layers', () => {
  it('adds up the user, every folder down to the working directory, and the local files', async () => {
    const project = tempProject({
      'hooks.toml': entry('root'),
      'hooks.local.toml': entry('root local'),
      'packages/a/.codex/hooks.toml': entry('nested'),
    });
    project.writeHome('.codex/hooks.toml', entry('codex home'));
    project.writeHome('.hookline/hooks.toml', entry('hookline home'));
    const loaded = await project.load({ cwd: join(project.root, 'packages/a') });
    expect(loaded.problems).toEqual([]);
    expect(names(loaded)).toEqual(['codex home', 'hookline home', 'root', 'root local', 'nested']);
    expect(loaded.config.entries.map(({ origin }) => origin.layer)).toEqual([
      'user',
      'user',
      'project',
      'local',
      'project packages/a',
    ]);
    expect(loaded.config.files).toHaveLength(5);
  });

  it.each([
    ['hooks.toml', entry('x')],
    ['.codex/hooks.toml', entry('x')],
    [
      'hookline.config.mjs',
      'export default { hooks: { exec: [{ event: "exec.before", command: "echo", description: "x" }] } };',
    ],
    ['.hooklinerc', 'hooks:\n  exec:\n    - event: exec.before\n      command: echo\n      description: x\n'],
    [
      '.hooklinerc.json',
      '{ "hooks": { "exec": [{ "event": "exec.before", "command": "echo", "description": "x" }] } }',
    ],
    [
      '.hooklinerc.yaml',
      'hooks:\n  exec:\n    - event: exec.before\n      command: echo\n      description: x\n',
    ],
    ['.hooklinerc.toml', entry('x')],
    [
      'package.json',
      '{ "hookline": { "hooks": { "exec": [{ "event": "exec.before", "command": "echo", "description": "x" }] } } }',
    ],
  ])('reads %s', async (path, text) => {
    const project = tempProject({ [path]: text });
    const loaded = await project.load();
    expect(lines(loaded, project.root)).toEqual([]);
    expect(names(loaded)).toEqual(['x']);
  });

  it('does not take the manifest of a plugin for a configuration', async () => {
    const project = tempProject({
      'package.json': { name: 'p', hookline: { kind: 'plugin', events: ['exec.before'] } },
    });
    expect((await project.load()).config.files).toEqual([]);
  });

  it('warns when a folder has a second place, and names both', async () => {
    const project = tempProject({ 'hooks.toml': entry('first'), '.hooklinerc.toml': entry('second') });
    const loaded = await project.load();
    expect(names(loaded)).toEqual(['first']);
    expect(lines(loaded, project.root)).toEqual([
      'warning .hooklinerc.toml This file is not read, because hooks.toml in the same folder comes first.',
    ]);
  });

  it('stops at the root of the repository, also where .git is a file', async () => {
    const project = tempProject({
      'hooks.toml': entry('outside'),
      'sub/.git': 'gitdir: ../elsewhere',
      'sub/hooks.toml': entry('inside'),
    });
    expect(names(await project.load({ cwd: join(project.root, 'sub') }))).toEqual(['inside']);
  });

  it('lets a named file take the place of the project, and keeps the user', async () => {
    const project = tempProject({ 'hooks.toml': entry('project'), 'other.toml': entry('named') });
    project.writeHome('.codex/hooks.toml', entry('user'));
    expect(names(await project.load({ file: 'other.toml' }))).toEqual(['user', 'named']);
    expect(names(await project.load({ file: 'other.toml', only: true }))).toEqual(['named']);
    const missing = await project.load({ file: 'none.toml' });
    expect(missing.problems).toMatchObject([{ code: 'HOOKLINE_CONFIG_NOT_FOUND' }]);
    expect(missing.mayRequire('exec.before')).toBe(true);
  });

  it("reads the switch and the path of the agent's config.json", async () => {
    const project = tempProject({ 'my-hooks.toml': entry('named') });
    project.writeHome('.codex/config.json', {
      model: 'x',
      hooks: { enabled: true, configPath: './my-hooks.toml' },
    });
    const loaded = await project.load();
    expect(names(loaded)).toEqual(['named']);
    expect(loaded.config.entries[0]?.origin.layer).toBe('project');
    project.writeHome('.codex/config.json', { hooks: { enabled: false } });
    expect((await project.load()).config.settings.enabled).toBe(false);
  });

  it('runs a file once that two ways lead to', async () => {
    const project = tempProject({ 'hooks.toml': entry('once') });
    project.writeHome('.codex/config.json', { hooks: { enabled: true, configPath: './hooks.toml' } });
    expect(names(await project.load())).toEqual(['once']);
  });

  it('lets a later layer win setting by setting', async () => {
    const project = tempProject({
      'hooks.toml':
        '[hooks]\ntimeout_seconds = 5\ndebug = true\n[hooks.context]\nstage = "dev"\nteam = "a"\n',
      'hooks.local.toml': '[hooks]\ntimeout_seconds = 7\n[hooks.context]\nstage = "prod"\n',
    });
    expect((await project.load()).config.settings).toMatchObject({
      timeoutMs: 7000,
      debug: true,
      parallel: true,
      context: { stage: 'prod', team: 'a' },
    });
  });

  it('lets no later layer open what an earlier one has closed on an error', async () => {
    const project = tempProject({ 'hooks.toml': '[hooks]\non_error = "open"\n' });
    expect((await project.load()).config.settings.onError).toBe('open');
    project.writeHome('.codex/hooks.toml', '[hooks]\non_error = "closed"\n');
    const loaded = await project.load();
    expect(loaded.config.settings.onError).toBe('closed');
    expect((await loaded.origins()).settings['on_error']?.layer).toBe('user');
  });

  it.each([
    [
      'counts everything as required that it may hide',
      `[hooks]\non_error = "closed"\n${entry('x', 'nothing = 1')}`,
    ],
    ['does so when it cannot be parsed', '[hooks]\non_error = "closed"\n[hooks\n'],
  ])('that is closed on errors and broken %s', async (_, text) => {
    const loaded = await tempProject({ 'hooks.toml': text }).load();
    expect(loaded.broken).toBe(true);
    expect(loaded.mayRequire('exec.before')).toBe(true);
  });

  it('does not take a link that leads nowhere for no configuration', async () => {
    const project = tempProject({});
    symlinkSync(join(project.root, 'nowhere.toml'), join(project.root, 'hooks.toml'));
    const loaded = await project.load();
    expect(lines(loaded, project.root)).toEqual(['error hooks.toml This is a link that leads to no file.']);
    expect(loaded.mayRequire('exec.before')).toBe(true);
  });

  it('switches an entry off, or replaces it, by its id', async () => {
    const project = tempProject({
      'hooks.toml': entry('a', 'id = "a"') + entry('b', 'id = "b"') + entry('c', 'id = "c"'),
      'hooks.local.toml': `[[hooks.exec]]\nid = "a"\nenabled = false\n${entry('b2', 'id = "b"')}`,
    });
    expect(names(await project.load())).toEqual(['c', 'b2']);
  });

  it('fills in the defaults of a category in the same and in weaker layers', async () => {
    const project = tempProject({
      'hooks.toml': entry('a', 'timeout = 3\n[hooks.exec.environment]\nA = "entry"'),
      'hooks.local.toml':
        '[hooks.exec]\ntimeout = 9\nrequired = true\n[hooks.exec.environment]\nA = "default"\nB = "default"\n',
    });
    const [only] = (await project.load()).config.entries;
    expect(only).toMatchObject({
      timeoutMs: 3000,
      required: true,
      environment: { A: 'entry', B: 'default' },
    });
  });

  it('reports an unknown folder of the user as absent and keeps it among the inputs', async () => {
    const project = tempProject();
    const { inputs } = await project.load();
    expect(inputs).toContainEqual({ path: join(project.root, 'hooks.toml'), present: false });
    expect(inputs).toContainEqual({ path: join(project.home, '.codex/hooks.toml'), present: false });
  });

  it('resolves ./ from the folder of the file, through a linked folder too', async () => {
    const project = tempProject({ 'a/hooks.toml': entry('x') });
    mkdirSync(join(project.root, 'links'));
    symlinkSync(join(project.root, 'a'), join(project.root, 'links/b'));
    const [only] = (await project.load({ cwd: join(project.root, 'a') })).config.entries;
    expect(only).toMatchObject({ baseDir: join(project.root, 'a'), cwd: join(project.root, 'a') });
  });

  it('does not count a file of the user that everyone can write, and says so', async () => {
    const project = tempProject();
    const file = project.writeHome('.codex/hooks.toml', entry('foreign', 'required = true'));
    chmodSync(file, 0o666);
    const loaded = await project.load();
    expect(names(loaded)).toEqual([]);
    expect(loaded.problems).toMatchObject([{ severity: 'error', file }]);
    expect(loaded.mayRequire('exec.before')).toBe(true);
  });
});
