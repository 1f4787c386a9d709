import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fileBackup, { type FileBackupOptions } from '@hookline/plugin-file-backup';
import { expectNoOpinion, type RunResult, testPlugin } from '@hookline/testkit';
import { describe, expect, it } from 'vitest';
import { emptyProject, type Project, realGit, runGit, smallProject } from './project.ts';
import { contentOf, entriesOf, leftoversOf, objectsOf } from './store.ts';

const tested = (project: Project, options: FileBackupOptions = {}) =>
  testPlugin(fileBackup, {
    options,
    places: project.places,
    env: { HOME: project.root },
    exec: realGit,
    secrets: ['hunter2'],
  });

async function before(project: Project, command: string, options?: FileBackupOptions): Promise<RunResult> {
  const plugin = await tested(project, options);
  return plugin.run('exec.before', { command, cwd: project.cwd });
}

async function patch(project: Project, text: string, options?: FileBackupOptions): Promise<RunResult> {
  const plugin = await tested(project, options);
  return plugin.run('patch.before', {
    patch: `*** Begin Patch\n${text}\n*** End Patch`,
    cwd: project.cwd,
  });
}

describe('before a patch', () => {
  it('every file that it touches is copied, with its mode, and the agent is not bothered', async () => {
    const project = smallProject();
    const result = await patch(
      project,
      [
        '*** Update File: a.txt\n@@\n-a.txt\n+A',
        '*** Delete File: b.txt',
        '*** Update File: src/one.ts\n*** Move to: src/two.ts\n@@\n-src/one.ts\n+1',
        '*** Add File: new.txt\n+new',
        '*** Add File: other/a.txt\n+over',
      ].join('\n'),
    );
    expectNoOpinion(result);
    expect(entriesOf(project).map(({ path, reason }) => [path, reason])).toEqual([
      [project.at('a.txt'), 'patch update'],
      [project.at('b.txt'), 'patch delete'],
      [project.at('src/one.ts'), 'patch move'],
      [project.at('src/two.ts'), 'patch move'],
      [project.at('other/a.txt'), 'patch add'],
    ]);
    expect(entriesOf(project)[0]).toMatchObject({
      version: 1,
      kind: 'file',
      size: 6,
      mode: lstatSync(project.at('a.txt')).mode & 0o7777,
      event: 'patch.before',
      cwd: project.cwd,
      session_id: result.event.sessionId,
      task_id: result.event.taskId,
    });
    expect(contentOf(project, project.at('other/a.txt'))).toBe('another a\n');
    expect(result.logs).toEqual([]);
  });

  it('what lies elsewhere is copied as well', async () => {
    const project = emptyProject();
    const outside = project.write('../elsewhere/x.txt', 'x');
    await patch(project, `*** Update File: ../elsewhere/x.txt\n@@\n-x\n+y`);
    expect(contentOf(project, outside)).toBe('x');
  });

  it('nothing is copied when another hook has refused it', async () => {
    const project = smallProject();
    const both = await testPlugin(
      {
        ...fileBackup,
        setup(context) {
          fileBackup.setup?.(context);
          context.on('patch.before').gate((_, ctx) => ctx.deny('No.'));
          context.on('exec.before').gate((_, ctx) => ctx.deny('No.'));
        },
      },
      { places: project.places },
    );
    await both.run('patch.before', {
      patch: '*** Begin Patch\n*** Delete File: a.txt\n*** End Patch',
      cwd: project.cwd,
    });
    await both.run('exec.before', { command: 'rm a.txt', cwd: project.cwd });
    expect(entriesOf(project)).toEqual([]);
  });
});

describe('before a command', () => {
  it('what it deletes is copied, privately and once', async () => {
    const project = smallProject();
    project.write('twin.txt', 'a.txt\n');
    await before(project, 'rm a.txt twin.txt b.txt');
    expect(entriesOf(project).map(({ path, reason }) => [path, reason])).toEqual([
      [project.at('a.txt'), 'rm'],
      [project.at('twin.txt'), 'rm'],
      [project.at('b.txt'), 'rm'],
    ]);
    const objects = objectsOf(project);
    expect(objects.length).toBe(2);
    const root = join(project.places.hooklineHome, 'backups');
    for (const file of objects) expect(lstatSync(file).mode & 0o777).toBe(0o600);
    for (const name of ['', 'objects', 'manifest', 'tmp'])
      expect(lstatSync(join(root, name)).mode & 0o777).toBe(0o700);
    expect(leftoversOf(project)).toEqual([]);
    const first = lstatSync(objects[0] ?? '');
    await before(project, 'rm a.txt b.txt');
    expect(lstatSync(objects[0] ?? '').ino).toBe(first.ino);
  });

  it('an ordinary one leaves nothing, not even a folder', async () => {
    const project = smallProject();
    expectNoOpinion(await before(project, 'ls -la && git diff && npm test 2>&1'));
    expect(existsSync(project.places.hooklineHome)).toBe(false);
  });

  it('links are kept as links, and written through to their file', async () => {
    const project = smallProject();
    await before(project, 'rm link');
    expect(entriesOf(project)).toMatchObject([
      { path: project.at('link'), kind: 'symlink', target: 'b.txt' },
    ]);
    await before(project, 'echo x > link');
    expect(entriesOf(project)[1]).toMatchObject({ path: project.at('b.txt'), kind: 'file' });
    symlinkSync('nowhere', project.at('dangling'));
    await before(project, 'echo x > dangling');
    expect(entriesOf(project).length).toBe(2);
  });

  it('a folder is copied with what is in it, but for generated and excluded files', async () => {
    const project = smallProject();
    project.write('src/dist/bundle.js', 'x');
    project.write('src/.env', 'TOKEN=1');
    project.write('src/data/big.csv', '1');
    await before(project, 'rm -rf src', { exclude: ['.env', 'data/**'] });
    const paths = entriesOf(project).map(({ path }) => path);
    expect(paths).toContain(project.at('src/deep/three.ts'));
    for (const left of ['src/dist/bundle.js', 'src/.env', 'src/data/big.csv'])
      expect(paths).not.toContain(project.at(left));
    await before(project, 'rm src/.env', { exclude: ['.env'] });
    expect(entriesOf(project).map(({ path }) => path)).not.toContain(project.at('src/.env'));
    await before(project, 'rm src/dist/bundle.js');
    expect(contentOf(project, project.at('src/dist/bundle.js'))).toBe('x');
  });

  it('the store itself is never copied', async () => {
    const project = smallProject();
    await before(project, 'rm a.txt');
    await before(
      project,
      `rm -rf "${project.places.hooklineHome}" ${project.places.hooklineHome}/backups/objects/*`,
    );
    expect(entriesOf(project).filter(({ path }) => path.includes('backups'))).toEqual([]);
  });

  it('git says what it is about to throw away', async () => {
    const project = smallProject();
    const git = (...args: string[]) => runGit(args, project.cwd);
    await git('init', '-q');
    await git('add', 'a.txt', 'b.txt', 'src');
    await git('commit', '-qm', 'first');
    project.write('a.txt', 'changed and not committed\n');
    project.write('src/one.ts', 'staged\n');
    await git('add', 'src/one.ts');
    await before(project, 'cd src && git reset --hard');
    expect(entriesOf(project).map(({ path }) => path)).toEqual([
      project.at('a.txt'),
      project.at('src/one.ts'),
    ]);
    expect(contentOf(project, project.at('a.txt'))).toBe('changed and not committed\n');
    project.write('node_modules/junk.js', 'junk');
    project.write('build/tracked.txt', 'first');
    await git('add', '-f', 'build/tracked.txt');
    await git('commit', '-qm', 'second');
    project.write('build/tracked.txt', 'changed');
    await before(project, 'git checkout -- build');
    expect(contentOf(project, project.at('build/tracked.txt'))).toBe('changed');
    await before(project, 'git clean -fdx');
    const paths = entriesOf(project).map(({ path }) => path);
    expect(paths).toContain(project.at('with space.md'));
    expect(paths).not.toContain(project.at('node_modules/junk.js'));
    await before(project, 'git clean -fd src other');
    expect(entriesOf(project).at(-1)).toMatchObject({ path: project.at('other/a.txt'), reason: 'git clean' });
  });

  it('says what is not known, without secrets', async () => {
    const project = smallProject();
    const { logs } = await before(project, 'rm $(find-it hunter2) --hunter2');
    expect(logs).toMatchObject([{ level: 'info', message: expect.stringContaining('not backed up') }]);
    expect(JSON.stringify(logs)).not.toContain('hunter2');
  });
});

describe('the plugin', () => {
  it('declares in its manifest what it listens to', () => {
    const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    expect(manifest.hookline.events).toEqual([...fileBackup.events]);
  });

  it.each([
    [{ max_file_size: 0 }, /above zero/],
    [{ max_files: 1.5 }, /whole number/],
    [{ keep_days: -1 }, /above zero/],
    [{ exclude: '.env' }, /list/],
    [{ exclude_folders: ['a/b'] }, /name alone/],
    [{ on_failure: 'ask' }, /"allow" or "deny"/],
    [{ required: true }, /required/],
  ])('refuses options that it does not take: %j', async (options, why) => {
    await expect(testPlugin(fileBackup, { options })).rejects.toThrow(why);
  });

  it('tidies up when a session ends', async () => {
    const project = smallProject();
    mkdirSync(join(project.places.hooklineHome, 'backups', 'tmp'), { recursive: true });
    const plugin = await tested(project);
    expectNoOpinion(await plugin.run('session_end'));
    rmSync(project.places.hooklineHome, { recursive: true });
    expectNoOpinion(await plugin.run('session_end'));
    expect(existsSync(project.places.hooklineHome)).toBe(false);
  });
});
