// Whatever is put back is what was there: random trees, random deeds.
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fileBackup from '@hookline/plugin-file-backup';
import { testCommand, testPlugin } from '@hookline/testkit';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import restore from '../src/restore/command.ts';
import { emptyProject, type Project } from './project.ts';

type Node =
  | { readonly kind: 'file'; readonly content: Uint8Array; readonly mode: number }
  | { readonly kind: 'link'; readonly to: string }
  | { readonly kind: 'folder'; readonly mode: number; readonly children: Readonly<Record<string, Node>> };

const name = fc.constantFrom('a', 'b c', "it's", '-rf', '$HOME', '*', 'ü', '.hidden', 'x"y', 'new\nline');
const { node } = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({
      kind: fc.constant('file' as const),
      content: fc.uint8Array({ maxLength: 200 }),
      mode: fc.constantFrom(0o644, 0o600, 0o755, 0o444),
    }),
    fc.record({ kind: fc.constant('link' as const), to: fc.constantFrom('nowhere', 'a', '..') }),
    fc.record({
      kind: fc.constant('folder' as const),
      mode: fc.constantFrom(0o755, 0o700),
      children: fc.dictionary(name, tie('node'), { maxKeys: 4 }),
    }),
  ),
}));
const tree = fc.dictionary(name, node, { minKeys: 1, maxKeys: 5 });
/** What happens to each of the names, in turn: deleted, written over by a patch, or left. */
const deeds = fc.array(fc.constantFrom('delete', 'overwrite', 'patch', 'leave'), {
  minLength: 1,
  maxLength: 5,
});

function build(path: string, one: Node): void {
  if (one.kind === 'link') {
    symlinkSync(one.to, path);
    return;
  }
  if (one.kind === 'file') writeFileSync(path, one.content);
  else {
    mkdirSync(path);
    for (const [child, below] of Object.entries(one.children)) build(join(path, child), below);
  }
  chmodSync(path, one.mode);
}

/** Everything that is there, as text. */
function seen(path: string): unknown {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return { link: readlinkSync(path) };
  const mode = (stat.mode & 0o777).toString(8);
  if (stat.isFile()) return { mode, content: readFileSync(path).toString('hex') };
  return {
    mode,
    children: Object.fromEntries(
      readdirSync(path)
        .sort()
        .map((child) => [child, seen(join(path, child))]),
    ),
  };
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

async function run(
  project: Project,
  root: Readonly<Record<string, Node>>,
  ways: readonly string[],
): Promise<void> {
  const plugin = await testPlugin(fileBackup, { places: project.places });
  for (const [index, [given, one]] of Object.entries(root).entries()) {
    const way = ways[index % ways.length];
    const path = project.at(given);
    if (way === 'delete') {
      const command = `cd ${quoted(project.cwd)} && rm -rf -- ${quoted(given)}`;
      expect((await plugin.run('exec.before', { command, cwd: '/' })).outcome.failures).toEqual([]);
      rmSync(path, { recursive: true });
    } else if (way !== 'leave' && one.kind === 'file') {
      if (way === 'overwrite') {
        await plugin.run('exec.before', { command: `echo x > ${quoted(given)}`, cwd: project.cwd });
      } else if (!given.includes('\n')) {
        const patch = `*** Begin Patch\n*** Delete File: ${given}\n*** End Patch`;
        await plugin.run('patch.before', { patch, cwd: project.cwd });
      } else continue;
      rmSync(path);
      writeFileSync(path, 'the work of the agent', { mode: 0o640 });
    }
  }
}

it('what is put back is what was there', async () => {
  await fc.assert(
    fc.asyncProperty(tree, deeds, async (root, ways) => {
      const project = emptyProject();
      for (const [given, one] of Object.entries(root)) build(project.at(given), one);
      const was = seen(project.cwd);
      await run(project, root, ways);
      const isChanged = JSON.stringify(seen(project.cwd)) !== JSON.stringify(was);
      if (isChanged) {
        const { sessionId } = (
          await (await testPlugin(fileBackup, { places: project.places })).run('session_end')
        ).event;
        const result = await testCommand(restore, {
          args: ['put', '--session', sessionId, '--yes'],
          places: project.places,
          cwd: project.cwd,
        });
        expect(result).toMatchObject({ code: 0, stderr: '' });
      }
      expect(seen(project.cwd)).toEqual(was);
      rmSync(project.root, { recursive: true });
    }),
    { numRuns: 30 },
  );
});
