import { chmodSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLastGood, readSnapshot, type SnapshotQuery, writeSnapshot } from '../src/snapshot.ts';
import { type TempProject, tempProject } from './temp-project.ts';

const TEXT = '[[hooks.exec]]\nevent = "exec.before"\ncommand = ["echo"]\n';

const queryOf = ({ root, home }: TempProject): SnapshotQuery => ({
  home: join(home, '.hookline'),
  cwd: root,
  version: '1.0.0',
  codexHome: join(home, '.codex'),
  userHome: home,
});

async function written() {
  const project = tempProject({
    'hooks.toml': TEXT,
    'policy.mjs': 'export default { name: "p", events: [] };',
  });
  project.write('hooks.local.toml', '[plugins."./policy.mjs"]\n');
  const query = queryOf(project);
  const loaded = await project.load();
  expect(writeSnapshot(query, loaded)).toBe(true);
  const folder = join(query.home, 'snapshots');
  const file = join(folder, readdirSync(folder)[0] ?? '');
  return { project, query, loaded, folder, file };
}

describe('a snapshot', () => {
  it('gives back the configuration', async () => {
    const { query, loaded } = await written();
    expect(readSnapshot(query)?.config).toEqual(loaded.config);
  });

  it('is private', async () => {
    const { folder, file } = await written();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it.each<[string, (project: TempProject) => unknown]>([
    ['a file changes', ({ write }) => write('hooks.toml', `${TEXT}# more\n`)],
    ['a file goes away', ({ root }) => rmSync(join(root, 'hooks.toml'))],
    ['a stronger place appears', ({ write }) => write('hookline.config.mjs', 'export default {};')],
    ['a local file changes', ({ write }) => write('hooks.local.toml', '')],
    ['the user writes a file', ({ writeHome }) => writeHome('.codex/hooks.toml', '')],
    ["the agent's config.json appears", ({ writeHome }) => writeHome('.codex/config.json', '{}')],
    ['a plugin changes', ({ write }) => write('policy.mjs', 'export default { name: "other", events: [] };')],
    ['the repository goes away', ({ root }) => rmSync(join(root, '.git'), { recursive: true })],
  ])('is stale when %s, and is still the last good one', async (_name, change) => {
    const { project, query } = await written();
    change(project);
    expect(readSnapshot(query)).toBeUndefined();
    expect(readLastGood(query)?.config.entries).toHaveLength(1);
  });

  it('stays when only the content of the repository changes', async () => {
    const { project, query } = await written();
    project.write('.git/index', 'x');
    project.write('src/a.ts', 'x');
    expect(readSnapshot(query)).toBeDefined();
  });

  it('belongs to one version of Hookline, one folder and one named file', async () => {
    const { query } = await written();
    expect(readSnapshot({ ...query, version: '1.0.1' })).toBeUndefined();
    expect(readLastGood({ ...query, version: '1.0.1' })).toBeDefined();
    expect(readLastGood({ ...query, cwd: '/elsewhere' })).toBeUndefined();
    expect(readLastGood({ ...query, configFile: 'x.toml' })).toBeUndefined();
  });

  it.each<[string, (file: string) => unknown]>([
    ['cut short', (file) => writeFileSync(file, readFileSync(file, 'utf8').slice(0, 50))],
    ['empty', (file) => writeFileSync(file, '')],
    ['something else', (file) => writeFileSync(file, '[]')],
    [
      'of another query under the same name',
      (file) => writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"cwd":"', '"cwd":"/x')),
    ],
    ['open to others', (file) => chmodSync(file, 0o666)],
    [
      'a link',
      (file) => {
        const text = readFileSync(file);
        rmSync(file);
        writeFileSync(`${file}.real`, text);
        symlinkSync(`${file}.real`, file);
      },
    ],
  ])('that is %s is ignored', async (_name, spoil) => {
    const { query, file } = await written();
    spoil(file);
    expect(readSnapshot(query)).toBeUndefined();
    expect(readLastGood(query)).toBeUndefined();
  });

  it('is not read from a folder that others can write', async () => {
    const { query, folder } = await written();
    chmodSync(folder, 0o777);
    expect(readSnapshot(query)).toBeUndefined();
  });

  it('is not made of a broken or an incomplete configuration, and the last good one stays', async () => {
    const { project, query } = await written();
    expect(writeSnapshot(query, await project.load({ runCode: false }))).toBe(false);
    project.write('hooks.toml', 'x =');
    expect(writeSnapshot(query, await project.load())).toBe(false);
    expect(readLastGood(query)).toBeDefined();
  });

  it('that cannot be written is no failure', async () => {
    const project = tempProject({ 'hooks.toml': TEXT });
    const loaded = await project.load();
    const blocked = project.writeHome('blocked', '');
    expect(writeSnapshot({ ...queryOf(project), home: blocked }, loaded)).toBe(false);
  });
});

describe('the module of the snapshot', () => {
  it('imports nothing but node:fs and node:path at run time', () => {
    const text = readFileSync(new URL('../src/snapshot.ts', import.meta.url), 'utf8');
    const imports = [...text.matchAll(/^import (?!type )[^;]*? from '(.*)';$/gm)].map((match) => match[1]);
    expect(imports).toEqual(['node:fs', 'node:path']);
  });
});
