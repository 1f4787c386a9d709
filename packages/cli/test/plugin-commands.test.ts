// A command that a plugin adds, called as a person does.
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Person, person } from './person.ts';

const CORE = fileURLToPath(new URL('../../core', import.meta.url));
const FOLDER = 'node_modules/@acme/hookline-plugin-report';
const MANIFEST = {
  name: '@acme/hookline-plugin-report',
  version: '1.2.3',
  type: 'module',
  exports: './index.js',
  hookline: {
    kind: 'plugin',
    events: ['session_start'],
    commands: { report: { summary: 'what happened, in words', module: './report.js' } },
  },
};
const INDEX = `export default {
  name: '@acme/report',
  events: ['session_start'],
  options: async () => ({ default: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } } }),
  setup() {},
};
`;
const REPORT = `import { defineCommand } from '@hookline/core';
import { HooklineError } from '@hookline/core/errors';
export default defineCommand({
  async run(args, ctx) {
    if (args.includes('--wrong')) throw new HooklineError('HOOKLINE_USAGE', { what: 'There is no "--wrong".', fix: 'Leave it out.' });
    if (args.includes('--broken')) throw new HooklineError('HOOKLINE_STATE_UNAVAILABLE', { what: 'No data.', where: '/there' });
    if (args.includes('--ask')) return (await ctx.confirm('Sure?')) ? 0 : 1;
    ctx.stdout(JSON.stringify({ args, options: ctx.options, places: ctx.places, cwd: ctx.cwd, terminal: ctx.isTerminal, color: ctx.color, columns: ctx.columns }) + '\\n');
    ctx.stderr('done\\n');
    return args.includes('--finding') ? 1 : 0;
  },
});
`;

function withReport(files: Readonly<Record<string, string>> = {}): Person {
  const someone = person({
    'hooks.toml': '[plugins."@acme/report"]\ntitle = "Day of ${WHO}"\n',
    [`${FOLDER}/package.json`]: JSON.stringify(MANIFEST),
    [`${FOLDER}/index.js`]: INDEX,
    [`${FOLDER}/report.js`]: REPORT,
    ...files,
  });
  mkdirSync(join(someone.project, 'node_modules/@hookline'), { recursive: true });
  symlinkSync(CORE, join(someone.project, 'node_modules/@hookline/core'));
  return someone;
}

describe('a command of a plugin', () => {
  it('is given its arguments, the options in force and the places, and its exit code is that of hookline', async () => {
    const someone = withReport();
    const env = { WHO: 'Ada' };
    const { code, stdout, stderr } = await someone.hookline(['report', '--days', '3', '--json'], { env });
    expect(JSON.parse(stdout)).toEqual({
      args: ['--days', '3', '--json'],
      options: { title: 'Day of Ada' },
      places: { codexHome: someone.codexHome, hooklineHome: someone.hooklineHome },
      cwd: someone.project,
      terminal: false,
      color: false,
      columns: 80,
    });
    expect([code, stderr]).toEqual([0, 'done\n']);
    expect((await someone.hookline(['report', '--finding'], { env })).code).toBe(1);
  });

  it('ends with 64 for arguments that it does not take, with 1 for what fails, and asks nobody in a pipe', async () => {
    const someone = withReport();
    const env = { WHO: 'Ada' };
    const wrong = await someone.hookline(['report', '--wrong'], { env });
    expect(wrong).toMatchObject({
      code: 64,
      stderr: expect.stringMatching(/no "--wrong"[\s\S]*fix +Leave it out/),
    });
    const broken = await someone.hookline(['report', '--broken'], { env });
    expect(broken).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/No data\.[\s\S]*where +\/there/),
    });
    expect((await someone.hookline(['report', '--ask'], { env })).code).toBe(1);
  });

  it('stands in the help, below the commands of Hookline', async () => {
    const { code, stdout } = await withReport().hookline(['--help'], { env: { WHO: 'Ada' } });
    expect(stdout).toMatch(/Commands of plugins:\n {2}report {2}what happened, in words\n$/);
    expect(code).toBe(0);
  });

  it('is not run while its project waits for review, nor after its module was changed', async () => {
    const someone = withReport();
    const env = { WHO: 'Ada', HOOKLINE_TRUST: '' };
    const waiting = await someone.hookline(['report'], { env });
    expect(waiting).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('npx hookline trust'),
    });
    await someone.hookline(['trust', '--yes'], { env });
    expect((await someone.hookline(['report'], { env })).code).toBe(0);
    someone.write(`${FOLDER}/report.js`, `${REPORT}// changed\n`);
    const changed = await someone.hookline(['report'], { env });
    expect(changed).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('npx hookline trust'),
    });
  });

  it('cannot take the name of one of Hookline, nor a module from outside of its package', async () => {
    const commands = {
      list: { summary: 'mine', module: './report.js' },
      outside: { summary: 'no', module: '../../../outside.js' },
    };
    const manifest = { ...MANIFEST, hookline: { ...MANIFEST.hookline, commands } };
    const someone = withReport({
      [`${FOLDER}/package.json`]: JSON.stringify(manifest),
      'outside.js': 'export default { run: async () => 0 };',
    });
    const env = { WHO: 'Ada' };
    expect((await someone.hookline(['list'], { env })).stdout).toContain('@acme/report');
    expect(await someone.hookline(['outside'], { env })).toMatchObject({
      code: 64,
      stderr: expect.stringContaining("unknown command 'outside'"),
    });
  });

  it('that is broken says so with its place', async () => {
    const someone = withReport({ [`${FOLDER}/report.js`]: 'export const run = 1;' });
    const env = { WHO: 'Ada' };
    const { code, stderr } = await someone.hookline(['report'], { env });
    expect(stderr).toMatch(/HOOKLINE_PLUGIN_INVALID[\s\S]*no command as its default export[\s\S]*report\.js/);
    expect(code).toBe(1);
  });

  it('of a plugin that Hookline publishes says what to install', async () => {
    const { code, stderr } = await person().hookline(['analytics']);
    expect(stderr).toMatch(/a command of @hookline\/plugin-usage-analytics[\s\S]*npm install --save-dev/);
    expect(code).toBe(64);
  });
});
