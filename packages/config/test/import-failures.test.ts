/** What is said of a plugin or a configuration in code that fails while it is imported. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { LoadedConfig } from '../src/index.ts';
import { type TempProject, tempProject } from './temp-project.ts';

const LOADER = fileURLToPath(new URL('./fixtures/load-in-process.ts', import.meta.url));

const LOCAL = { 'hooks.toml': '[plugins."./guard.mjs"]\n' };

/** The one problem, told by Node itself: the test runner imports in another way. */
function problemOf({ root: cwd, env }: TempProject): readonly unknown[] {
  const printed = execFileSync(process.execPath, [LOADER, 'run'], { cwd, env, encoding: 'utf8' });
  const { problems }: Pick<LoadedConfig, 'problems'> = JSON.parse(printed);
  expect(problems).toMatchObject([{ severity: 'error' }]);
  return [problems[0]?.message, problems[0]?.fix];
}

describe('code that fails while it is imported', () => {
  it.each<readonly [string, Readonly<Record<string, string | object>>, string, string]>([
    [
      'a package that is not installed',
      { ...LOCAL, 'guard.mjs': "import 'picomatch/posix';" },
      `"./guard.mjs" failed while it was imported: Cannot find package 'picomatch' imported from`,
      'npm install --save-dev picomatch',
    ],
    [
      'a scoped one, by the package manager of the project',
      { ...LOCAL, 'guard.mjs': "import '@acme/rules/all';", 'pnpm-lock.yaml': '' },
      `"./guard.mjs" failed while it was imported: Cannot find package '@acme/rules' imported from`,
      'pnpm add -D @acme/rules',
    ],
    [
      'one that package.json asks for',
      {
        ...LOCAL,
        'guard.mjs': "import '@acme/rules';",
        'package.json': { dependencies: { '@acme/rules': '^1.0.0' } },
      },
      `"./guard.mjs" failed while it was imported: Cannot find package '@acme/rules' imported from`,
      'package.json asks for @acme/rules, but it is not installed. Run: npm install',
    ],
    [
      'a file that is not there',
      { ...LOCAL, 'guard.mjs': "import './dist/rules.js';" },
      '"./guard.mjs" failed while it was imported: Cannot find module',
      'Build the package that the file belongs to, or install it again.',
    ],
    [
      'an error of its own',
      { ...LOCAL, 'guard.mjs': '\n\nnull.rules;\n' },
      `"./guard.mjs" (line 3) failed while it was imported: Cannot read properties of null (reading 'rules')`,
      'To see where it failed: node guard.mjs',
    ],
    [
      'a mistake in the syntax',
      { ...LOCAL, 'guard.mjs': '\nconst = 1;\n' },
      '"./guard.mjs" failed while it was imported: Unexpected token',
      'To see where it failed: node guard.mjs',
    ],
    [
      'a configuration',
      { 'hookline.config.mjs': "import '@acme/rules';" },
      `This configuration failed while it was imported: Cannot find package '@acme/rules' imported from`,
      'npm install --save-dev @acme/rules',
    ],
  ])('%s', (_, files, message, fix) => {
    expect(problemOf(tempProject(files))).toEqual([expect.stringContaining(message), fix]);
  });

  it('a plugin of the user is mended in the folder of the user', () => {
    const project = tempProject();
    project.writeHome('.hookline/hooks.toml', LOCAL['hooks.toml']);
    project.writeHome('.hookline/guard.mjs', "import '@acme/rules';");
    expect(problemOf(project)[1]).toBe(`npm install --prefix ${join(project.home, '.hookline')} @acme/rules`);
  });
});
