import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BIN, type Person, person, run } from './person.ts';

const PROJECT = `[[hooks.exec]]
event = "exec.before"
command = ["true"]
description = "Gate"
priority = "high"
required = true

[[hooks.session]]
event = "session_start"
command = ["true"]
description = "Switched off"
enabled = false
`;
const USER =
  '[[hooks.task]]\nevent = "task_complete"\nurl = "https://example.com/done"\ndescription = "Tell me"\nmode = "async"\n';

function someoneWithLayers() {
  const someone = person({ 'hooks.toml': PROJECT });
  someone.write('hooks.toml', USER, someone.codexHome);
  return someone;
}

describe('hookline list', () => {
  it('shows the hooks of every layer with their origin, and apart from them what is switched off', async () => {
    const someone = someoneWithLayers();
    const { code, stdout } = await someone.hookline(['list']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/exec\.before +script +Gate +sync high required +hooks\.toml:1:1 \(project\)/);
    expect(stdout).toMatch(/task_complete +webhook +Tell me +async +\S+\.codex\/hooks\.toml:1:1 \(user\)/);
    expect(stdout).toMatch(
      /not in force\n {2}hook +Switched off +hooks\.toml:8:1 \(project\) +switched off there\n/,
    );
  });

  it('prints the same as JSON', async () => {
    const someone = someoneWithLayers();
    const { stdout } = await someone.hookline(['list', '--json']);
    const { hooks, files, problems } = JSON.parse(stdout);
    expect(hooks).toMatchObject([
      { name: 'Tell me', origin: { layer: 'user', line: 1 } },
      {
        name: 'Gate',
        required: true,
        origin: { layer: 'project', file: join(someone.project, 'hooks.toml'), line: 1 },
      },
    ]);
    expect(files).toHaveLength(2);
    expect(problems).toEqual([]);
  });

  it('shows what can be read of a broken configuration, and what is wrong with it', async () => {
    const { code, stderr } = await person({ 'hooks.toml': `${PROJECT}tiemout = 1\n` }).hookline(['list']);
    expect(code).toBe(1);
    expect(stderr).toContain('hooks.toml:13:1');
    expect(stderr).toContain('1 error, 0 warnings');
  });

  it('says that hooks are switched off, and how to begin where there are none', async () => {
    expect(
      (await person({ 'hooks.toml': '[hooks]\nenabled = false\n' }).hookline(['list'])).stdout,
    ).toContain('Hooks are switched off: [hooks] enabled = false.');
    expect((await person().hookline(['list'])).stdout).toContain('Start with: npx hookline init');
  });

  it('tells when the agent does not call Hookline for a hook that was added later', async () => {
    const someone = person({ 'hooks.toml': PROJECT });
    expect((await someone.hookline(['list'])).stdout).not.toContain('note:');
    await someone.hookline(['install', '--trust', '--yes', '--events', 'SessionStart']);
    const note =
      'note: Codex does not call Hookline at PreToolUse yet, which hooks here need. Run: npx hookline install --trust';
    expect((await someone.hookline(['list'])).stdout).toContain(note);
    expect((await someone.hookline(['validate'])).stdout).toContain(note);
    await someone.hookline(['install', '--trust', '--yes']);
    expect((await someone.hookline(['list'])).stdout).not.toContain('note:');
  });

  it('does not call a project empty whose configuration is code', async () => {
    const { stdout } = await person({ 'hookline.config.mjs': 'export default {};\n' }).hookline(['list']);
    expect(stdout).toContain('hookline.config.mjs  warning  This configuration was not read');
    expect(stdout).not.toContain('Start with');
  });
});

const MARK = (name: string): string =>
  `import { writeFileSync } from 'node:fs';\nwriteFileSync(new URL('./${name}-was-run', import.meta.url), '');\nexport default {};\n`;

function packaged(name: string, version: string, more: object, code: string): Record<string, string> {
  const manifest = { name, version, type: 'module', exports: './index.js', ...more };
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify(manifest),
    [`node_modules/${name}/index.js`]: code,
  };
}

const plugin = (name: string, version: string, hookline: object) =>
  packaged(name, version, { hookline: { kind: 'plugin', ...hookline } }, MARK('plugin'));

function preset(name: string, version: string, toml: string): Record<string, string> {
  const manifest = { name, version, exports: './preset.toml', hookline: { kind: 'preset' } };
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify(manifest),
    [`node_modules/${name}/preset.toml`]: toml,
  };
}

const EVENTS = ['session_start', 'session_end', 'task_start', 'task_complete', 'exec.after', 'patch.after'];

/** A team's preset on top of another one, a plugin that brings a kind, local code, and one person who wants less. */
const TEAM = {
  'hooks.toml': `[hooks]
extends = ["@acme"]

[plugins."./policy.mjs"]

[[hooks.task]]
event = "task_complete"
type = "acme_queue"
description = "Tell the queue"
`,
  'hooks.local.toml': '[plugins]\nslack = false\n',
  'policy.mjs': MARK('policy'),
  ...preset(
    '@acme/hookline-preset',
    '1.2.0',
    '[hooks]\nextends = ["recommended"]\n[plugins.slack]\n[plugins."@acme/queue"]\n',
  ),
  ...preset('hookline-preset-recommended', '0.3.0', '[plugins.log]\n'),
  ...plugin('hookline-plugin-log', '0.3.1', { events: EVENTS }),
  ...plugin('hookline-plugin-slack', '4.0.1', { events: ['task_complete'] }),
  ...plugin('@acme/hookline-plugin-queue', '1.0.0-beta.2', { events: [], handlers: ['acme_queue'] }),
};

/** The command in a terminal of so many columns. */
const inTerminal = ({ project, env }: Person, columns: number) =>
  run(
    spawn(
      'python3',
      [
        '-c',
        'import os, pty, sys, termios, fcntl, struct\n' +
          'pid, fd = pty.fork()\n' +
          'if pid == 0:\n' +
          '    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 50, int(sys.argv[1]), 0, 0))\n' +
          '    os.execvp(sys.argv[2], sys.argv[2:])\n' +
          'try:\n' +
          '    while said := os.read(fd, 65536): os.write(1, said)\n' +
          'except OSError: pass\n' +
          'sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))',
        String(columns),
        process.execPath,
        BIN,
        'list',
      ],
      { cwd: project, env: { ...env, NO_COLOR: '1', TERM: 'xterm' } },
    ),
  );

describe('hookline list of plugins', () => {
  it('names package, version, events and kinds, and the way by which each came', async () => {
    const someone = person(TEAM);
    const { code, stdout } = await someone.hookline(['list']);
    expect(code).toBe(0);
    const [plugins, hooks, off, kinds, codex] = stdout.split('\n\n');
    expect(plugins?.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['Plugins'],
      [
        'log',
        'hookline-plugin-log 0.3.1',
        EVENTS.join(', '),
        'hookline-preset-recommended 0.3.0 > @acme/hookline-preset 1.2.0 > hooks.toml:2:12 (project)',
      ],
      [
        '@acme/queue',
        '@acme/hookline-plugin-queue 1.0.0-beta.2',
        'brings acme_queue',
        '@acme/hookline-preset 1.2.0 > hooks.toml:2:12 (project)',
      ],
      ['./policy.mjs', 'local', 'known when it runs', 'hooks.toml:4:1 (project)'],
    ]);
    expect(hooks).toMatch(/task_complete +acme_queue +Tell the queue +sync +hooks\.toml:6:1 \(project\)$/);
    expect(off).toMatch(
      /plugin +slack +@acme\/hookline-preset 1\.2\.0 > hooks\.toml:2:12 \(project\) +switched off by hooks\.local\.toml:2:1 \(local\)$/,
    );
    expect(kinds).toMatch(/script +hookline \d\S+ +not used\n/);
    expect(kinds).toMatch(/acme_queue +@acme\/queue 1\.0\.0-beta\.2 +1 hook$/);
    expect(codex).toContain('Hookline is not installed in Codex here.');
  });

  it('runs none of their code, nor that of presets and configurations', async () => {
    const someone = person({
      ...TEAM,
      ...packaged('hookline-preset-code', '1.0.0', { hookline: { kind: 'preset' } }, MARK('preset')),
    });
    someone.write('hookline.config.mjs', MARK('config'), someone.hooklineHome);
    someone.write('hooks.toml', TEAM['hooks.toml'].replace('["@acme"]', '["@acme", "code"]'));
    for (const more of [[], ['--json']]) expect((await someone.hookline(['list', ...more])).code).toBe(0);
    const run = (): readonly string[] =>
      Object.keys(someone.files()).flatMap((file) => /\w+(?=-was-run$)/.exec(file) ?? []);
    expect(run()).toEqual([]);
    // What may run code leaves its marks.
    await someone.hookline(['validate', '--run-code']);
    expect([...new Set(run())].sort()).toEqual(['config', 'plugin', 'policy', 'preset']);
  });

  it.each([80, 120])('fits a terminal of %i columns and breaks no word', async (columns) => {
    const someone = person(TEAM);
    const [terminal, pipe] = await Promise.all([inTerminal(someone, columns), someone.hookline(['list'])]);
    expect(terminal.code, terminal.stdout).toBe(0);
    const lines = terminal.stdout.trimEnd().split('\r\n');
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
    expect(lines.slice(0, 4)).toEqual([
      'Plugins',
      '  log           hookline-plugin-log 0.3.1',
      expect.stringMatching(/^ {4}events {2}session_start, session_end, /),
      expect.anything(),
    ]);
    const words = (text: string): string[] => text.split(/[\s;]+/).sort();
    for (const word of words(pipe.stdout)) expect(words(terminal.stdout)).toContain(word);
  });

  it('gives all of it as JSON, in the shape that the help describes', async () => {
    const someone = person(TEAM);
    const listed = JSON.parse((await someone.hookline(['list', '--json'])).stdout);
    const help = (await someone.hookline(['list', '--help'])).stdout;
    const described = help.slice(help.indexOf('--json prints')).match(/^ {2}\w+(?= {2,})/gm);
    expect(described?.map((key) => key.trim())).toEqual(Object.keys(listed));
    const at = (file: string, line: number, column: number) => ({
      file: join(someone.project, file),
      line,
      column,
    });
    expect(listed.plugins[0]).toMatchObject({
      name: 'log',
      packageName: 'hookline-plugin-log',
      version: '0.3.1',
      module: join(someone.project, 'node_modules/hookline-plugin-log/index.js'),
      events: EVENTS,
      kinds: [],
      from: [
        {
          ...at('node_modules/hookline-preset-recommended/preset.toml', 1, 1),
          packageName: 'hookline-preset-recommended',
          version: '0.3.0',
        },
        {
          ...at('node_modules/@acme/hookline-preset/preset.toml', 2, 12),
          packageName: '@acme/hookline-preset',
          version: '1.2.0',
        },
        { ...at('hooks.toml', 2, 12), layer: 'project' },
      ],
    });
    expect(listed.plugins[2]).toMatchObject({ name: './policy.mjs', events: ['*'] });
    expect(listed.plugins[2]).not.toHaveProperty('packageName');
    expect(listed.notInForce).toMatchObject([
      { what: 'plugin', name: 'slack', how: 'switched off', by: [at('hooks.local.toml', 2, 1)] },
    ]);
    expect(
      listed.kinds.map((kind: { type: string; by: string; hooks: number }) => [
        kind.type,
        kind.by,
        kind.hooks,
      ]),
    ).toEqual([
      ['script', 'hookline', 0],
      ['command', 'hookline', 0],
      ['webhook', 'hookline', 0],
      ['mcp_tool', 'hookline', 0],
      ['acme_queue', '@acme/queue', 1],
    ]);
    expect(listed.agents).toMatchObject([{ host: 'codex', files: [], calls: [] }]);
  });
});

describe('hookline list of what Codex calls', () => {
  it('shows the trust in each line, and in the project', async () => {
    const someone = person({ 'hooks.toml': PROJECT });
    await someone.hookline(['install', '--trust', '--yes', '--events', 'SessionStart,PreToolUse']);
    const listed = async (): Promise<string> => {
      const { stdout } = await someone.hookline(['list']);
      return stdout.slice(stdout.indexOf('\nCodex\n'));
    };
    expect(await listed()).toBe(
      '\nCodex\n  .codex/hooks.json (project)\n    trusted  SessionStart, PreToolUse\n',
    );
    const config = join(someone.codexHome, 'config.toml');
    const [hash] = /sha256:\w+/.exec(readFileSync(config, 'utf8')) ?? [];
    writeFileSync(
      config,
      readFileSync(config, 'utf8')
        .replaceAll(`"${hash}"`, '"sha256:another"')
        .replace('"trusted"', '"untrusted"'),
    );
    expect(await listed()).toBe(`
Codex
  .codex/hooks.json (project)
    Codex does not trust this project, so it runs none of these. To trust it and them: npx hookline install --trust
    changed since it was trusted, so not run  SessionStart
    trusted                                   PreToolUse
`);
  });
});
