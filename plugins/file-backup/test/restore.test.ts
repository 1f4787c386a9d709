import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fileBackup from '@hookline/plugin-file-backup';
import { type CommandResult, type CommandTestOptions, testCommand, testPlugin } from '@hookline/testkit';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import restore from '../src/restore/command.ts';
import type { Entry } from '../src/store/entry.ts';
import { emptyProject, type Project, smallProject } from './project.ts';
import { entriesOf, objectsOf } from './store.ts';

const call = (
  project: Project,
  args: readonly string[],
  more: CommandTestOptions = {},
): Promise<CommandResult> =>
  testCommand(restore, {
    args,
    places: project.places,
    cwd: project.cwd,
    schema: fileBackup.options,
    ...more,
  });

/** What the agent is about to do is backed up; it is then done by hand. */
async function before(project: Project, command: string, sessionId = 'session-1', taskId = 'task-1') {
  const plugin = await testPlugin(fileBackup, { places: project.places });
  const result = await plugin.run('exec.before', { command, cwd: project.cwd, sessionId, taskId });
  // Entries of one millisecond are in no order.
  const now = Date.now();
  while (Date.now() === now) await new Promise(setImmediate);
  expect(result.outcome.failures).toEqual([]);
}

const idOf = (project: Project, name: string): string =>
  entriesOf(project).findLast(({ path }) => path === project.at(name))?.id ?? '';
const read = (project: Project, name: string): string => readFileSync(project.at(name), 'utf8');

describe('restore list', () => {
  it('says that there is nothing yet', async () => {
    const project = emptyProject();
    expect(await call(project, ['list'])).toMatchObject({ code: 0, stdout: 'There are no backups yet.\n' });
    expect(await call(project, ['list', '--json'])).toMatchObject({ code: 0, stdout: '[]\n' });
    expect(existsSync(project.places.hooklineHome)).toBe(false);
  });

  it('shows the newest first, by session, task and path', async () => {
    const project = smallProject();
    await before(project, 'rm a.txt link', 'session-1');
    await before(project, 'rm -rf src', 'session-2', 'task-2');
    const { stdout } = await call(project, ['list']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.length).toBe(7);
    expect(lines.at(-1)).toMatch(/^[0-9a-f]{4,12} {2}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}6 B +rm {2}a\.txt$/);
    expect(lines.at(-2)).toMatch(/link +rm {2}link -> b\.txt$/);
    expect((await call(project, ['list', '--session', 'session-1'])).stdout.split('\n').length).toBe(3);
    expect((await call(project, ['list', '--task', 'task-2'])).stdout.split('\n').length).toBe(6);
    expect((await call(project, ['list', '--path', 'src'])).stdout.split('\n').length).toBe(6);
    expect((await call(project, ['list', '--path', '**/deep/*.ts'])).stdout).toContain('three.ts');
    expect((await call(project, ['list', '--path', 'nowhere'])).stdout).toBe('No backup fits.\n');
    expect((await call(project, ['list', '--limit', '2'])).stdout).toMatch(/^.*\n.*\n5 older: --limit 7\n$/);
    const json = JSON.parse((await call(project, ['list', '--json', '--path', 'a.txt'])).stdout) as Entry[];
    expect(json).toMatchObject([{ kind: 'file', path: project.at('a.txt'), session_id: 'session-1' }]);
  });

  it('shows names that would trick a terminal as what they are, and no secrets', async () => {
    const project = emptyProject();
    project.write('x\n\u001b[2Jhunter2', 'x');
    await before(project, 'rm *');
    const { stdout } = await call(project, ['list'], { secrets: ['hunter2'] });
    expect(stdout).toContain('x\\n\\u001b[2J[redacted]');
  });

  it('passes over lines that are broken', async () => {
    const project = smallProject();
    await before(project, 'rm a.txt');
    const manifest = join(project.places.hooklineHome, 'backups', 'manifest');
    writeFileSync(
      join(manifest, '99999999999999-000000000000.jsonl'),
      '{"version":1,"id":"x"}\nnot json\n{"kind":\n',
    );
    symlinkSync('/etc/passwd', join(manifest, '99999999999999-000000000001.jsonl'));
    expect((await call(project, ['list'])).stdout.split('\n').length).toBe(2);
  });
});

describe('restore show', () => {
  it('prints what was copied', async () => {
    const project = smallProject();
    project.write('a.txt', 'käse\n\u001b[31mred\n');
    await before(project, 'rm a.txt link');
    unlinkSync(project.at('a.txt'));
    const id = idOf(project, 'a.txt');
    expect(await call(project, ['show', id.slice(0, 6)])).toMatchObject({
      code: 0,
      stdout: 'käse\n\u001b[31mred\n',
    });
    expect((await call(project, ['show', id], { isTerminal: true })).stdout).toBe('käse\n\\u001b[31mred\n');
    expect((await call(project, ['show', idOf(project, 'link')])).stdout).toContain('was a link to b.txt');
  });

  it('replaces secrets and says so, and gives every byte with --raw', async () => {
    const project = smallProject();
    const content = `token=hunter2\n${'x'.repeat(300_000)}\nhunter2`;
    project.write('a.txt', content);
    await before(project, 'rm a.txt');
    const id = idOf(project, 'a.txt');
    const shown = await call(project, ['show', id], { secrets: ['hunter2'] });
    expect(shown.stdout).toBe(content.replaceAll('hunter2', '[redacted]'));
    expect(shown.stderr).toContain('--raw');
    const bytes: Buffer[] = [];
    const write = vi.spyOn(process.stdout, 'write').mockImplementation(((piece: Buffer, done: () => void) => {
      bytes.push(Buffer.from(piece));
      done();
      return true;
    }) as typeof process.stdout.write);
    onTestFinished(() => write.mockRestore());
    await call(project, ['show', id, '--raw'], { secrets: ['hunter2'] });
    expect(Buffer.concat(bytes).toString()).toBe(content);
  });

  it('does not print what is no text to a terminal', async () => {
    const project = emptyProject();
    project.write('b.bin', Buffer.from([0xff, 0xfe, 0]));
    await before(project, 'rm b.bin');
    await expect(call(project, ['show', idOf(project, 'b.bin')], { isTerminal: true })).rejects.toThrow(
      /no text/,
    );
  });
});

describe('restore diff', () => {
  it('shows what has changed since, without git', async () => {
    const project = smallProject();
    await before(project, 'echo > a.txt');
    const id = idOf(project, 'a.txt');
    expect(await call(project, ['diff', id])).toMatchObject({ code: 0, stdout: '' });
    project.write('a.txt', 'changed\n');
    const { code, stdout } = await call(project, ['diff', id]);
    expect(code).toBe(1);
    expect(stdout.startsWith(`--- ${project.at('a.txt')} (backup`)).toBe(true);
    expect(stdout).toContain('@@ -1,1 +1,1 @@\n-a.txt\n+changed\n');
    expect((await call(project, ['diff', id], { isTerminal: true })).stdout).toContain('\u001b[32m+changed');
    const plain = await call(project, ['diff', id], { isTerminal: true, env: { NO_COLOR: '1' } });
    expect(plain.stdout).not.toContain('\u001b');
    unlinkSync(project.at('a.txt'));
    expect((await call(project, ['diff', id])).stdout).toContain('It is gone.');
    symlinkSync('b.txt', project.at('a.txt'));
    expect((await call(project, ['diff', id])).stdout).toContain('It is a link now');
  });

  it('says of what is no text only that it differs', async () => {
    const project = emptyProject();
    project.write('b.bin', Buffer.from([0, 1]));
    await before(project, 'rm b.bin');
    project.write('b.bin', Buffer.from([0, 2]));
    expect((await call(project, ['diff', idOf(project, 'b.bin')])).stdout).toContain(
      'no text, and not the same',
    );
  });
});

describe('restore put', () => {
  it('puts content and mode back, after what is there was copied', async () => {
    const project = smallProject();
    chmodSync(project.at('a.txt'), 0o751);
    await before(project, 'echo > a.txt');
    project.write('a.txt', 'the work of the agent');
    chmodSync(project.at('a.txt'), 0o600);
    const id = idOf(project, 'a.txt');
    expect(await call(project, ['put', id, '--yes'])).toMatchObject({ code: 0, stdout: 'put back a.txt\n' });
    expect(read(project, 'a.txt')).toBe('a.txt\n');
    expect(lstatSync(project.at('a.txt')).mode & 0o777).toBe(0o751);
    const undo = entriesOf(project).at(-1);
    expect(undo).toMatchObject({
      event: 'restore',
      session_id: 'hookline-restore',
      path: project.at('a.txt'),
    });
    await call(project, ['put', undo?.id ?? '', '--yes']);
    expect(read(project, 'a.txt')).toBe('the work of the agent');
    expect(await call(project, ['put', undo?.id ?? '', '--yes'])).toMatchObject({
      code: 0,
      stdout: 'Everything is as it was: there is nothing to put back.\n',
    });
  });

  it('asks on a terminal, and does nothing without one', async () => {
    const project = smallProject();
    await before(project, 'rm a.txt');
    unlinkSync(project.at('a.txt'));
    const id = idOf(project, 'a.txt');
    await expect(call(project, ['put', id])).rejects.toThrow(/no terminal/);
    const no = await call(project, ['put', id], { isTerminal: true });
    expect(no).toMatchObject({ code: 1, questions: ['Put it back? What stands there now is copied first.'] });
    expect(existsSync(project.at('a.txt'))).toBe(false);
    expect((await call(project, ['put', id, '--dry-run'])).stdout).toMatch(/^would put back a\.txt/);
    expect(existsSync(project.at('a.txt'))).toBe(false);
    expect(await call(project, ['put', id], { isTerminal: true, confirm: () => true })).toMatchObject({
      code: 0,
    });
    expect(read(project, 'a.txt')).toBe('a.txt\n');
  });

  it('brings a folder back with all that was in it', async () => {
    const project = smallProject();
    mkdirSync(project.at('src/empty'), { mode: 0o750 });
    symlinkSync('../a.txt', project.at('src/up'));
    await before(project, 'rm -rf src');
    rmSync(project.at('src'), { recursive: true });
    expect(await call(project, ['put', '--session', 'session-1', '--yes'])).toMatchObject({ code: 0 });
    expect(read(project, 'src/deep/three.ts')).toBe('src/deep/three.ts\n');
    expect(readlinkSync(project.at('src/up'))).toBe('../a.txt');
    expect(lstatSync(project.at('src/empty')).mode & 0o777).toBe(0o750);
  });

  it('puts a session back to before it, and a task to before it', async () => {
    const project = smallProject();
    await before(project, 'echo > a.txt', 's1', 't1');
    project.write('a.txt', 'first change');
    await before(project, 'echo > a.txt b.txt', 's1', 't2');
    await before(project, 'tee b.txt', 's1', 't2');
    project.write('a.txt', 'second change');
    project.write('b.txt', 'changed');
    await call(project, ['put', '--task', 't2', '--yes']);
    expect(read(project, 'a.txt')).toBe('first change');
    expect(read(project, 'b.txt')).toBe('b.txt\n');
    await call(project, ['put', '--session', 's1', '--yes']);
    expect(read(project, 'a.txt')).toBe('a.txt\n');
    await expect(call(project, ['put', '--session', 'nobody', '--yes'])).rejects.toThrow(
      /no backups of session/,
    );
  });

  it('does not mix what belongs to two sessions', async () => {
    const project = smallProject();
    await before(project, 'rm a.txt', 'session-1');
    await before(project, 'rm b.txt', 'session-12');
    for (const name of ['a.txt', 'b.txt']) unlinkSync(project.at(name));
    await expect(call(project, ['put', '--session', 'session', '--yes'])).rejects.toThrow(
      /More than one session/,
    );
    expect(await call(project, ['put', '--session', 'session-1', '--yes'])).toMatchObject({
      code: 0,
      stdout: 'put back a.txt\n',
    });
    expect(existsSync(project.at('b.txt'))).toBe(false);
  });

  it('writes to another place', async () => {
    const project = smallProject();
    await before(project, 'rm a.txt');
    await call(project, ['put', idOf(project, 'a.txt'), '--to', 'copies/a.old', '--yes']);
    expect(read(project, 'copies/a.old')).toBe('a.txt\n');
    await expect(
      call(project, ['put', '--session', 'session-1', '--to', 'x', '--yes']),
    ).resolves.toMatchObject({ code: 0 });
  });

  it('does not write through a link that came in the place of the file or of a folder', async () => {
    const project = smallProject();
    await before(project, 'rm a.txt src/one.ts');
    project.write('../victim/one.ts', 'precious');
    unlinkSync(project.at('a.txt'));
    symlinkSync('../victim/one.ts', project.at('a.txt'));
    rmSync(project.at('src'), { recursive: true });
    symlinkSync('../victim', project.at('src'));
    const result = await call(project, ['put', '--session', 'session-1', '--yes']);
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/a\.txt: A link stands there now/);
    expect(result.stderr).toMatch(/src\/one\.ts: A folder on the way is a link now/);
    expect(read(project, '../victim/one.ts')).toBe('precious');
    const folder = await call(project, ['put', idOf(project, 'a.txt'), '--to', 'other', '--yes']);
    expect(folder).toMatchObject({ code: 1, stderr: expect.stringContaining('A folder stands there now') });
  });

  it('puts nothing back from a copy that is damaged or gone', async () => {
    const project = smallProject();
    await before(project, 'rm a.txt');
    project.write('a.txt', 'there');
    const [object = ''] = objectsOf(project);
    writeFileSync(object, 'A.TXT\n');
    const id = idOf(project, 'a.txt');
    await expect(call(project, ['put', id, '--yes'])).rejects.toMatchObject({
      code: 'HOOKLINE_STATE_UNAVAILABLE',
      details: { why: 'Its content is not what was copied.', where: object },
    });
    await expect(call(project, ['show', id])).rejects.toThrow(/cannot be used/);
    rmSync(object);
    await expect(call(project, ['put', id, '--yes'])).rejects.toThrow(/cannot be used/);
    expect(read(project, 'a.txt')).toBe('there');
    expect(existsSync(project.at('a.txt'))).toBe(true);
  });
});

describe('what is not understood', () => {
  it.each([
    [['lst'], /Did you mean "list"/],
    [['show'], /takes one id/],
    [['show', 'a', 'b'], /takes one id/],
    [['show', 'zzzz'], /no backup "zzzz"/],
    [['list', 'x'], /takes no "x"/],
    [['list', '--limit', '0'], /no number of entries/],
    [['list', '--colour'], /--colour/],
    [['put'], /not said what to put back/],
    [['put', 'x', '--session', 'y'], /not said what to put back/],
  ] as const)('is said: %j', async (args, why) => {
    const project = smallProject();
    const error = await call(project, args).then(
      () => undefined,
      (thrown) => thrown,
    );
    expect(error).toMatchObject({ code: 'HOOKLINE_USAGE' });
    expect(error.report()).toMatch(why);
  });

  it('is an id that is too short, or nearly one', async () => {
    const project = smallProject();
    for (let time = 0; time < 3; time++) await before(project, 'rm -r src a.txt b.txt other');
    const first = new Map<string, number>();
    for (const { id } of entriesOf(project)) first.set(id[0] ?? '', (first.get(id[0] ?? '') ?? 0) + 1);
    const [letter] = [...first].find(([, count]) => count > 1) ?? [];
    await expect(call(project, ['show', letter ?? ''])).rejects.toThrow(/More than one backup begins/);
    const id = idOf(project, 'a.txt');
    const slip = `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`;
    await expect(call(project, ['show', slip])).rejects.toMatchObject({
      details: { fix: expect.stringContaining(`Did you mean "${id}"`) },
    });
  });

  it('is what was not saved', async () => {
    const project = smallProject();
    const plugin = await testPlugin(fileBackup, { places: project.places, options: { max_file_size: 1 } });
    await plugin.run('exec.before', { command: 'rm a.txt', cwd: project.cwd });
    expect((await call(project, ['list'])).stdout).toContain('(not saved: it is larger than max_file_size)');
    await expect(call(project, ['show', idOf(project, 'a.txt')])).rejects.toThrow(/no copy was made/);
  });

  it('is helped', async () => {
    expect((await call(emptyProject(), ['--help'])).stdout).toContain('hookline restore put');
    expect(await call(emptyProject(), [])).toMatchObject({ code: 64 });
  });
});
