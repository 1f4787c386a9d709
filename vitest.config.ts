import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { configDefaults, defineConfig } from 'vitest/config';

// One project a package, named as the package, all with the limits below: a project of its own file would not inherit them.
const folders = ['packages', 'plugins', 'examples'].flatMap((parent) =>
  readdirSync(parent)
    .map((name) => `${parent}/${name}`)
    .filter((folder) => existsSync(`${folder}/package.json`)),
);

// What takes minutes and proves at full length what shorter tests prove in part: `npm run test:long` runs these only.
const LONG = [
  'differential',
  'migrate-crash',
  'spool-storm',
  'spool-kills',
  'hook-storm',
  'patched-builtins',
  'layouts',
  'install-bytes',
  'harness',
  'failure-plugin',
  'from-nothing',
  'init-installs',
  'migrated-agent',
  'node-versions',
  'release-dry',
  // The real agent, effect by effect: what the shorter tests show of some, these show of all.
  'effects-agents',
  'effects-context',
  'effects-facts',
  'effects-permission',
  'effects-workdir',
  'untold-ends',
  'session-times',
  'bad-input-payload',
  'bad-input-state',
  'failure-config',
  'failure-install',
  'mcp-tool-hook',
  'ci-guide',
  'create-plugin',
  'effects-turn',
  'install',
  'init-install',
  'migrate',
].map((name) => `**/${name}.test.ts`);
/** The scripts of the examples, run by hand in every way. */
const SCRIPTS = '**/*.verify.test.ts';
const FAULTS = '**/faults.test.ts';
// The tests in templates are those of the packages that are made of them, where they are run.
const never = [...configDefaults.exclude, '**/templates/**'];
const files = process.env['LONG_TESTS']
  ? { include: [...LONG, SCRIPTS, FAULTS], exclude: never }
  : { exclude: [...never, ...LONG, SCRIPTS] };

export default defineConfig({
  test: {
    ...files,
    // Many tests start dozens of processes one after the other; a busy machine is several times slower than a quiet one.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // On two cores: a test waits for the programs that it starts about a third of its time.
    maxWorkers: 3,
    projects: folders.map((root) => ({
      extends: true,
      root,
      test: { name: JSON.parse(readFileSync(`${root}/package.json`, 'utf8')).name },
    })),
  },
});
