import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { LoadedConfig } from '../src/index.ts';
import { tempProject } from './temp-project.ts';

const LOADER = fileURLToPath(new URL('./fixtures/load-in-process.ts', import.meta.url));

interface Printed {
  readonly settings: LoadedConfig['config']['settings'];
  readonly problems: LoadedConfig['problems'];
  readonly inputs: readonly string[];
}

/** In a process of its own, because the test runner imports files in its own way. */
function loadIn(folder: string, home: string, mode: 'run' | 'look'): Printed {
  const env = { PATH: process.env['PATH'], HOME: home, HOOKLINE_TRUST: 'all' };
  const { stdout, stderr } = spawnSync(process.execPath, [LOADER, mode], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Printed;
}

describe('a configuration written in code', () => {
  it('is read by Node itself, and the local modules it is made of are inputs', () => {
    const project = tempProject({
      'hookline.config.ts': `import { seconds } from './config/timeouts.ts';\nexport default { hooks: { timeout_seconds: seconds as number } };`,
      'config/timeouts.ts': `export { seconds } from './deep.ts';`,
      'config/deep.ts': 'export const seconds: number = 12;',
    });
    const printed = loadIn(project.root, project.home, 'run');
    expect(printed.problems).toEqual([]);
    expect(printed.settings.timeoutMs).toBe(12_000);
    for (const file of ['hookline.config.ts', 'config/timeouts.ts', 'config/deep.ts']) {
      expect(printed.inputs).toContain(join(project.root, file));
    }
  });

  it('is not run where code may not run, and neither is anything else of the project', () => {
    const mark = `require('node:fs').writeFileSync(__dirname + '/ran', '');`;
    const project = tempProject({
      'hookline.config.ts': 'throw new Error("was run");',
      '.config/config.cjs': mark,
      '.config/config.js': mark,
      'package.json': { name: 'p', cosmiconfig: { searchPlaces: ['evil.toml'] } },
      'evil.toml': '[hooks]\ndebug = true\n',
    });
    for (const mode of ['look', 'run'] as const) {
      const printed = loadIn(project.root, project.home, mode);
      expect(printed.problems).toHaveLength(1);
      expect(printed.settings.debug).toBe(false);
    }
    expect(existsSync(join(project.root, '.config/ran'))).toBe(false);
  });
});
