import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseApplyPatch } from './apply-patch.ts';

const file = (path: string, kind: string, added = 0, removed = 0, movedTo?: string) => ({
  path,
  kind,
  added,
  removed,
  ...(movedTo !== undefined && { movedTo }),
});

it.each<[string, string, readonly object[]]>([
  [
    'every kind of file',
    '*** Begin Patch\n*** Add File: a b.txt\n+1\n+2\n*** Update File: src/x.ts\n*** Move to: src/y.ts\n@@ class A\n ctx\n-old\n+new\n+more\n*** End of File\n*** Delete File: gone\n*** End Patch',
    [file('a b.txt', 'add', 2), file('src/x.ts', 'update', 2, 1, 'src/y.ts'), file('gone', 'delete')],
  ],
  [
    'CRLF line ends',
    '*** Begin Patch\r\n*** Update File: x\r\n@@\r\n-a\r\n+b\r\n*** End Patch\r\n',
    [file('x', 'update', 1, 1)],
  ],
  [
    'a heredoc around the patch',
    "apply_patch <<'EOF'\n*** Begin Patch\n*** Add File: x\n+1\n*** End Patch\nEOF\n+not counted\n",
    [file('x', 'add', 1)],
  ],
  [
    'lines that only look like headers',
    '*** Begin Patch\n*** Update File: x\n@@\n *** Add File: context\n+*** Add File: added\n-*** Delete File: removed\n*** End Patch',
    [file('x', 'update', 1, 1)],
  ],
  [
    'an indented header, which Codex accepts',
    '*** Begin Patch\n  *** Delete File: x\n*** End Patch',
    [file('x', 'delete')],
  ],
  ['a header behind the end', '*** Begin Patch\n*** End Patch\n*** Delete File: x', [file('x', 'delete')]],
  ['no Begin and no End', '*** Add File: x\n+1', [file('x', 'add', 1)]],
  ['the same file twice', '*** Update File: x\n@@\n+1\n*** Update File: x\n@@\n+2', [file('x', 'update', 2)]],
  [
    'a unified diff',
    '--- a/x.ts\t2026\n+++ b/x.ts\n@@\n+1\n--- /dev/null\n+++ b/y.ts',
    [file('x.ts', 'update'), file('y.ts', 'update')],
  ],
  [
    'headers that are spelled oddly',
    '** update file: x\n*** CREATE FILE: y',
    [file('x', 'update'), file('y', 'update')],
  ],
  ['no file at all', 'nothing', []],
  ['an empty text', '', []],
])('reads %s', (_, patch, files) => {
  expect(parseApplyPatch(patch)).toEqual(files);
});

it('never throws, and misses no path of a well-formed header', () => {
  const name = fc.stringMatching(/^[\w./-]{1,20}$/);
  fc.assert(
    fc.property(fc.string(), fc.array(name), (noise, names) => {
      const patch = `${noise}\n${names.map((one) => `*** Add File: ${one}\n+x`).join('\n')}`;
      // A noise that opens an update turns nothing that begins in the first column into context.
      const paths = parseApplyPatch(patch).map(({ path }) => path);
      for (const one of names) expect(paths).toContain(one);
    }),
  );
});

it('reads a megabyte in one pass', () => {
  const patch = `*** Add File: x\n${'+ *** \n'.repeat(150_000)}${' '.repeat(200_000)}`;
  expect(parseApplyPatch(patch)[0]?.added).toBe(150_000);
});

it.each([
  ['a\u2028b/../../.env', 'a line separator'],
  ['a\rb/../../.env', 'a lone carriage return'],
  ['a\u0085b/../../.env', 'a next-line character'],
])('keeps a path with %j whole: Codex ends lines at a newline alone (%s)', (path) => {
  expect(parseApplyPatch(`*** Begin Patch\n*** Add File: ${path}\n+x\n*** End Patch`)).toEqual([
    { path, kind: 'add', added: 1, removed: 0 },
  ]);
});

it('sees a header behind white space that JavaScript does not take for such', () => {
  const patch = '*** Begin Patch\n*** Add File: ok\n+x\n\u0085*** Delete File: .env\u0085\n*** End Patch';
  expect(parseApplyPatch(patch).map(({ path }) => path)).toEqual(['ok', '.env']);
});

it('takes no longer than its length for a path with a million spaces in it', () => {
  const path = `a${' '.repeat(1_000_000)}b`;
  const patch = `*** Begin Patch\n*** Update File: ${path}\n*** Move to: ${path}\n+x\n*** End Patch`;
  expect(parseApplyPatch(patch)).toMatchObject([{ path, movedTo: path }]);
});
