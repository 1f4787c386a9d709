// The layer rule, proved from the manifests and sources of the whole workspace; then the rules themselves, proved on
// packages that break them.
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { importsOf } from '../src/layers/imports.ts';
import * as rules from '../src/layers/rules.ts';
import { readWorkspace, type WorkspacePackage } from '../src/layers/workspace.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const workspace = readWorkspace(root, ['packages', 'plugins']);

describe('the packages of this workspace', () => {
  it.each([
    ['have a row in the layer table', rules.hasRow],
    ['import only what their layer may', rules.importsAllowed],
    ['depend only on what their layer may', rules.dependenciesAllowed],
    ['leave tapable to the core', rules.tapableIsOwned],
    ['have the core as a peer when they are plugins', rules.coreIsPeer],
    ['never import across packages by a relative path', rules.staysInside],
    ['declare every package that they import', rules.importsDeclared],
    ['can be published', rules.isPublishable],
  ])('%s', (_, rule) => {
    expect(workspace.flatMap(rule)).toEqual([]);
  });

  it('are all found', () => {
    const folders = workspace.map(({ folder }) => folder);
    expect(folders).toEqual(expect.arrayContaining(['packages/core', 'packages/e2e', 'plugins/script']));
    expect(workspace.find(({ folder }) => folder === 'packages/core')?.files.length).toBeGreaterThan(10);
  });
});

describe('finding imports', () => {
  it.each([
    [`import a from 'x';`, ['x', 'static']],
    [`import { a,\n  b as c\n} from "@s/x/y";`, ['@s/x/y', 'static']],
    [`import * as a from 'x' with { type: 'json' };`, ['x', 'static']],
    [`import 'x';`, ['x', 'static']],
    [`import type { A } from 'x';`, ['x', 'type']],
    [`import type from 'x';`, ['x', 'static']],
    [`export * from 'x';`, ['x', 'static']],
    [`export * as a from 'x';`, ['x', 'static']],
    [`export { a } from 'x';`, ['x', 'static']],
    [`export type { A } from 'x';`, ['x', 'type']],
    [`const a = await import('x');`, ['x', 'call']],
    ['const a = import(`x`);', ['x', 'call']],
    [`type A = import('x').A;`, ['x', 'call']],
    [`const a = require('x');`, ['x', 'call']],
    [`require.resolve('x/package.json');`, ['x/package.json', 'call']],
    [`import.meta.resolve('x');`, ['x', 'call']],
    ["const a = `${`${{ b: `}` }.b}`} ${await import('x')}`;", ['x', 'call']],
    [`const a = /['"\`]/.test(b) ? 1 / 2 : 3;\nimport 'x';`, ['x', 'static']],
    [`const a = [/[/'"]/];\nimport 'x';`, ['x', 'static']],
  ])('sees it in %j', (source, expected) => {
    expect(importsOf(source).map(({ specifier, kind }) => [specifier, kind])).toEqual([expected]);
  });

  it.each([
    `// import a from 'x';`,
    `/** @example import a from 'x'; */`,
    "const a = `\nimport a from 'x';\n`;",
    `const a = "import a from 'x'";`,
    `const { from } = a; export { from };\nconst b = 'x';`,
    'export const from = 1;',
    `a.require('x');`,
    `import(name);`,
    `import.meta.url;`,
  ])('sees none in %j', (source) => {
    expect(importsOf(source)).toEqual([]);
  });

  it('counts lines through comments, templates and strings', () => {
    expect(importsOf("/*\n*/ const a = `\n${1}\n`;\nimport 'x';")).toMatchObject([{ line: 5 }]);
  });
});

describe('a package that breaks a rule', () => {
  const pkg = (
    folder: string,
    source: string,
    manifest: Partial<WorkspacePackage['manifest']> = {},
    file = 'src/index.ts',
  ): WorkspacePackage => ({
    folder,
    manifest: { name: `@hookline/${folder.split('/')[0] === 'plugins' ? 'plugin-' : ''}x`, ...manifest },
    files: [{ path: file, imports: importsOf(source) }],
    hasReadme: false,
  });

  it.each([
    ['an upward import', rules.importsAllowed, pkg('packages/core', `import '@hookline/config';`)],
    ['a sideways import', rules.importsAllowed, pkg('packages/config', `import '@hookline/host-codex';`)],
    ['zod in a hot file', rules.importsAllowed, pkg('packages/core', `import { z } from 'zod';`)],
    ['a plugin in a plugin', rules.importsAllowed, pkg('plugins/x', `import '@hookline/plugin-y';`)],
    ['the runtime in a plugin', rules.importsAllowed, pkg('plugins/x', `import('@hookline/runtime');`)],
    [
      'an upward dependency',
      rules.dependenciesAllowed,
      pkg('packages/config', '', { dependencies: { '@hookline/runtime': '1' } }),
    ],
    ['tapable in a plugin', rules.tapableIsOwned, pkg('plugins/x', `import { SyncHook } from 'tapable';`)],
    ['tapable in a manifest', rules.tapableIsOwned, pkg('plugins/x', '', { dependencies: { tapable: '1' } })],
    ['a plugin without its peer', rules.coreIsPeer, pkg('plugins/x', '')],
    ['a path out of the package', rules.staysInside, pkg('packages/core', `import '../../config/src/a.ts';`)],
    [
      'scripts in an ordinary test',
      rules.staysInside,
      pkg('packages/core', `import '../../../scripts/fuzz/fuzzed.ts';`, {}, 'test/a.test.ts'),
    ],
    [
      'other scripts in a fuzzed test',
      rules.staysInside,
      pkg('packages/core', `import '../../../scripts/turbo.cjs';`, {}, 'test/a.fuzz.test.ts'),
    ],
    ['an undeclared import', rules.importsDeclared, pkg('plugins/x', `import 'left-out';`)],
    [
      'an import that only developers get',
      rules.importsDeclared,
      pkg('plugins/x', `import 'execa';`, { devDependencies: { execa: '1' } }),
    ],
    [
      'what is built in and not there to build',
      rules.importsDeclared,
      pkg('plugins/mcp-tool', `import '@modelcontextprotocol/client';`),
    ],
    ['a package without a row', rules.hasRow, pkg('packages/new', '')],
  ])('is named with its place: %s', (_, rule, broken) => {
    expect(rule(broken)).toEqual([expect.stringMatching(/^(?:packages|plugins)\/[\w-]+[ /]/)]);
  });

  it('is told everything that it lacks to be published', () => {
    expect(rules.isPublishable(pkg('packages/core', ''))).toHaveLength(5);
    expect(rules.isPublishable(pkg('packages/core', '', { private: true }))).toEqual([]);
  });

  it('may import zod in cold files, its types anywhere, and modules of Node', () => {
    const fine = [
      pkg('packages/core', `import { z } from 'zod';`, {}, 'src/schemas/entry.ts'),
      pkg('packages/core', `import type { ZodType } from 'zod';`),
      pkg('packages/core', `import fs from 'node:fs';`),
      pkg('plugins/x', `import '@hookline/plugin-y';`, { name: '@hookline/preset-x' }),
    ];
    expect(fine.flatMap(rules.importsAllowed)).toEqual([]);
  });
});
