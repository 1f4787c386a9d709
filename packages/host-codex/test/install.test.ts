import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  applyPlan,
  coveredEvents,
  type InstallRequest,
  planInstall,
  planUninstall,
  trustHash,
  trustKey,
} from '@hookline/host-codex/install';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let root: string;
let request: InstallRequest;
const hooksFile = () => join(request.codexHome, 'hooks.json');
const configFile = () => join(request.codexHome, 'config.toml');
const read = (path: string) => readFileSync(path, 'utf8');
const install = (over: Partial<InstallRequest> = {}) => applyPlan(planInstall({ ...request, ...over }));
const uninstall = (over: Partial<InstallRequest> = {}) => applyPlan(planUninstall({ ...request, ...over }));
const covered = (over: Partial<InstallRequest> = {}) =>
  coveredEvents({ ...request, ...over, managedFile: join(root, 'none') });

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-install-')));
  request = {
    scope: 'user',
    home: join(root, 'home'),
    codexHome: join(root, 'home', '.codex'),
    projectDir: join(root, 'repo'),
    events: ['PreToolUse', 'Stop', 'SessionEnd'],
    node: '/opt/my node/node',
    script: '/opt/hookline.cjs',
    trust: true,
  };
  mkdirSync(request.codexHome, { recursive: true });
  mkdirSync(join(request.projectDir, '.git'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const FOREIGN = '{"type":"command","command":"echo theirs"}';
const HOOK_FILES: readonly (readonly [string, string])[] = [
  ['an empty object', '{}'],
  ['an empty object over lines', '{\n}\n'],
  ['empty hooks', '{ "hooks": {} }\n'],
  ['a description', '{\n  "description": "ours",\n  "hooks": {}\n}'],
  ['compact text', `{"hooks":{"PreToolUse":[{"hooks":[${FOREIGN}]}]}}`],
  [
    'four spaces',
    `{\n    "hooks": {\n        "PreToolUse": [\n            {\n                "hooks": [${FOREIGN}]\n            }\n        ]\n    }\n}\n`,
  ],
  [
    'tabs and CRLF',
    `{\r\n\t"hooks": {\r\n\t\t"Stop": [ { "matcher": "x", "hooks": [ ${FOREIGN} ] } ]\r\n\t}\r\n}\r\n`,
  ],
  ['an empty list', '{\n  "hooks": {\n    "Stop": [],\n    "Unknown": 5\n  }\n}\n'],
];
const CONFIG_FILES: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['comments', '# mine\nmodel = "x" # keep\n\n[projects."/a"]\ntrust_level = "trusted"\n# end'],
  ['an empty state table', '[hooks.state]\n\n[hooks.state."/x:stop:0:0"]\ntrusted_hash = "sha256:aa"\n'],
  ['CRLF', 'model = "x"\r\n\r\n[features]\r\nhooks = true\r\n'],
  ['a text that looks like tables', 'x = """\n[hooks.state."a"]\n"""\ny = [\n  "[z]",\n]\n'],
];

describe('install', () => {
  it('creates private files that Codex can read, and says every line first', () => {
    const plan = planInstall(request);
    expect(existsSync(hooksFile())).toBe(false);
    applyPlan(plan);
    expect(JSON.parse(read(hooksFile())).hooks).toEqual({
      PreToolUse: [{ hooks: [{ type: 'command', command: expect.stringContaining("'/opt/my node/node'") }] }],
      Stop: [{ hooks: [{ type: 'command', command: expect.stringMatching(/--event Stop \|\| exit 1$/) }] }],
      SessionEnd: [{ hooks: [{ type: 'command', command: expect.any(String), timeout: 3 }] }],
    });
    for (const file of [hooksFile(), configFile()]) expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(plan.changes.map(({ path }) => path)).toEqual([
      expect.stringContaining('/.hookline/installs/codex-'),
      hooksFile(),
      configFile(),
    ]);
    expect(plan.changes[2]?.lines).toContain(`+ [hooks.state."${hooksFile()}:pre_tool_use:0:0"]`);
    expect(plan.commands.map(({ event }) => event)).toEqual(request.events);
    expect(readdirSync(request.codexHome).sort()).toEqual(['config.toml', 'hooks.json']);
  });

  it('leaves no file behind when it is taken out again', () => {
    install();
    uninstall();
    expect(readdirSync(request.codexHome)).toEqual([]);
    expect(readdirSync(join(request.home, '.hookline', 'installs'))).toEqual([]);
  });

  it.each(HOOK_FILES)('adds to %s and takes it out byte for byte', (_, text) => {
    writeFileSync(hooksFile(), text);
    install();
    const installed = read(hooksFile());
    expect(covered()).toEqual(['PreToolUse', 'Stop', 'SessionEnd']);
    expect(planInstall(request).changes).toEqual([]);
    rmSync(join(request.home, '.hookline'), { recursive: true });
    uninstall();
    // Without the record only what is ours goes: the rest still means the same.
    const empty = (value: unknown) =>
      JSON.stringify(value).replaceAll(/"(?:Stop|hooks)":(?:\[\]|\{\}),?/g, '');
    expect(empty(JSON.parse(read(hooksFile())))).toBe(empty(JSON.parse(text)));
    writeFileSync(hooksFile(), text);
    install();
    expect(read(hooksFile())).toBe(installed);
    uninstall();
    expect(read(hooksFile())).toBe(text);
  });

  it.each(CONFIG_FILES)(
    'writes trust into a config.toml with %s and takes it out byte for byte',
    (_, text) => {
      writeFileSync(configFile(), text, { mode: 0o640 });
      chmodSync(configFile(), 0o640);
      install();
      expect(read(configFile()).startsWith(text)).toBe(true);
      expect(covered()).toEqual(['PreToolUse', 'Stop', 'SessionEnd']);
      expect(statSync(configFile()).mode & 0o777).toBe(0o640);
      const record = join(request.home, '.hookline', 'installs');
      const kept = readdirSync(record).map((name) => [join(record, name), read(join(record, name))] as const);
      writeFileSync(configFile(), `${read(configFile())}\n[tui]\ntheme = "dark"\n`);
      uninstall();
      expect(read(configFile())).toBe(
        `${text === '' ? '' : text.replace(/(?<!\n)$/, text.includes('\r\n') ? '\r\n' : '\n')}\n[tui]\ntheme = "dark"\n`,
      );
      writeFileSync(configFile(), text);
      install();
      uninstall();
      expect(read(configFile())).toBe(text);
      expect(kept).toHaveLength(1);
    },
  );

  it('keeps what others wrote after it, and moves their trust to their new places', () => {
    writeFileSync(
      hooksFile(),
      `{\n  "hooks": {\n    "Stop": [\n      { "hooks": [${FOREIGN}] }\n    ]\n  }\n}\n`,
    );
    install();
    const later = { type: 'command', command: 'echo later' };
    const hooks = JSON.parse(read(hooksFile()));
    hooks.hooks.Stop.push({ hooks: [later, { ...later, command: 'echo last' }] });
    writeFileSync(hooksFile(), JSON.stringify(hooks));
    const key = (group: number, index: number) => trustKey(hooksFile(), 'Stop', group, index);
    writeFileSync(
      configFile(),
      `${read(configFile())}[hooks.state."${key(2, 0)}"] # note\ntrusted_hash = "${trustHash('Stop', undefined, later)}"\nenabled = false\n\n[hooks.state.'${key(2, 1)}']\ntrusted_hash = "sha256:ff"\n`,
    );
    uninstall();
    expect(JSON.parse(read(hooksFile())).hooks).toEqual({
      Stop: [{ hooks: [JSON.parse(FOREIGN)] }, hooks.hooks.Stop[2]],
    });
    expect(read(configFile())).toBe(
      `[hooks.state."${key(1, 0)}"] # note\ntrusted_hash = "${trustHash('Stop', undefined, later)}"\nenabled = false\n\n[hooks.state."${key(1, 1)}"]\ntrusted_hash = "sha256:ff"\n`,
    );
  });

  it('updates a changed path in place and renews the trust', () => {
    writeFileSync(hooksFile(), `{"hooks":{"Stop":[{"hooks":[${FOREIGN}]}]}}`);
    const before = read(hooksFile());
    install();
    const old = read(hooksFile());
    install({ script: '/opt/new.cjs' });
    expect(read(hooksFile())).toBe(old.replaceAll('/opt/hookline.cjs', '/opt/new.cjs'));
    expect(covered()).toEqual(['PreToolUse', 'Stop', 'SessionEnd']);
    expect(read(configFile()).match(/pre_tool_use/g)).toHaveLength(1);
    uninstall();
    expect(read(hooksFile())).toBe(before);
    expect(existsSync(configFile())).toBe(false);
  });

  it('drops events that nobody listens to any more', () => {
    install();
    install({ events: ['Stop'] });
    expect(Object.keys(JSON.parse(read(hooksFile())).hooks)).toEqual(['Stop']);
    expect(read(configFile())).not.toContain('pre_tool_use');
    expect(covered()).toEqual(['Stop']);
  });

  it('is not covered before it is trusted', () => {
    install({ trust: false });
    expect(existsSync(configFile())).toBe(false);
    expect(covered()).toEqual([]);
    expect(planInstall({ ...request, trust: false }).notes[0]).toMatch(/only once it is trusted/);
    install();
    expect(covered()).toHaveLength(3);
    writeFileSync(configFile(), read(configFile()).replace('trusted_hash', 'enabled = false\ntrusted_hash'));
    expect(covered()).toHaveLength(2);
  });

  it('writes both spellings of a linked CODEX_HOME', () => {
    symlinkSync(request.codexHome, join(root, 'link'));
    install({ codexHome: join(root, 'link') });
    expect(read(configFile())).toContain(`"${join(root, 'link', 'hooks.json')}:stop:0:0"`);
    expect(read(configFile())).toContain(`"${hooksFile()}:stop:0:0"`);
    expect(covered()).toHaveLength(3);
    uninstall({ codexHome: join(root, 'link') });
    expect(readdirSync(request.codexHome)).toEqual([]);
  });

  it('edits a config.toml behind a link without cutting the link off', () => {
    const dotfile = join(root, 'dotfile.toml');
    writeFileSync(dotfile, 'model = "x"\n');
    symlinkSync(dotfile, configFile());
    install();
    expect(read(dotfile)).toContain('[hooks.state.');
    uninstall();
    expect(read(dotfile)).toBe('model = "x"\n');
    expect(realpathSync(configFile())).toBe(dotfile);
  });

  it('trusts a project once, and not against the word of the user', () => {
    const project = { scope: 'project' as const };
    install(project);
    expect(existsSync(join(request.projectDir, '.codex', 'hooks.json'))).toBe(true);
    expect(read(configFile())).toContain(`[projects."${request.projectDir}"]\ntrust_level = "trusted"\n`);
    expect(covered(project)).toHaveLength(3);
    expect(covered({ projectDir: join(request.projectDir, 'deep') })).toHaveLength(3);
    expect(planInstall({ ...request, ...project }).changes).toEqual([]);
    uninstall(project);
    expect(readdirSync(request.projectDir)).toEqual(['.git']);
    writeFileSync(configFile(), `[projects."${request.projectDir}"]\ntrust_level = "untrusted"\n`);
    expect(() => planInstall({ ...request, ...project })).toThrow(/cannot be edited safely/);
  });

  it('does not count the hooks of a project that is not trusted', () => {
    install({ scope: 'project' });
    writeFileSync(configFile(), read(configFile()).replace('"trusted"', '"untrusted"'));
    expect(covered()).toEqual([]);
  });

  it('tells a worktree that Codex reads the main checkout', () => {
    rmSync(join(request.projectDir, '.git'), { recursive: true });
    writeFileSync(join(request.projectDir, '.git'), 'gitdir: /main/.git/worktrees/repo\n');
    expect(planInstall({ ...request, scope: 'project' }).notes[0]).toContain('/main');
  });
});

describe('a file that cannot be edited safely', () => {
  const fails = (prepare: () => void, over: Partial<InstallRequest> = {}) => {
    prepare();
    const before = readdirSync(root, { recursive: true }).sort();
    let thrown: unknown;
    try {
      install(over);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'HOOKLINE_HOST_FILE_INVALID' });
    expect(readdirSync(root, { recursive: true }).sort()).toEqual(before);
  };

  it.each([
    '{',
    '[]',
    '// comment\n{}',
    '{"hooks":[]}',
    '{"hooks":null}',
    '{"hooks":{},"extra":1}',
    '{"hooks":{"Stop":{}}}',
    '{"hooks":{"Stop":[5]}}',
    '{"hooks":{"Stop":[{"hooks":{}}]}}',
    '{"hooks":{},"hooks":{}}',
    '{"hooks":{"Stop":[],"Stop":[]}}',
  ])('is the hooks.json %s', (text) => {
    fails(() => writeFileSync(hooksFile(), text));
  });

  it.each([
    'model = ',
    'hooks.state = {}\n',
    '[hooks]\nstate = { "a" = { trusted_hash = "b" } }\n',
    '[[hooks.state]]\n',
  ])('is the config.toml %s', (text) => {
    fails(() => writeFileSync(configFile(), text));
  });

  it('is a link, a folder, or not UTF-8', () => {
    fails(() => mkdirSync(hooksFile()));
    rmSync(hooksFile(), { recursive: true });
    fails(() => symlinkSync(join(root, 'elsewhere'), hooksFile()));
    rmSync(hooksFile());
    fails(() => writeFileSync(hooksFile(), Buffer.from([0x7b, 0xff, 0x7d])));
    rmSync(hooksFile());
    fails(() => symlinkSync(root, join(request.projectDir, '.codex')), { scope: 'project' });
  });

  it('was changed between plan and apply', () => {
    const plan = planInstall(request);
    writeFileSync(hooksFile(), '{}');
    expect(() => applyPlan(plan)).toThrow(/cannot be edited safely/);
    expect(existsSync(configFile())).toBe(false);
  });

  it('puts the first file back when the second cannot be written', () => {
    const plan = planInstall(request);
    const blocked = join(root, 'blocked');
    writeFileSync(blocked, '');
    const changes = plan.changes.map((change) =>
      change.path === configFile() ? { ...change, path: join(blocked, 'config.toml') } : change,
    );
    expect(() => applyPlan({ ...plan, changes })).toThrow(/cannot be edited safely/);
    expect(readdirSync(request.codexHome)).toEqual([]);
  });
});

describe('covered events', () => {
  const withGroup = (group: object) => {
    install();
    const { hooks } = JSON.parse(read(hooksFile()));
    writeFileSync(hooksFile(), JSON.stringify({ hooks: { ...hooks, Interrupt: [group] } }));
  };
  const handler = (fields: object) => ({ hooks: [{ type: 'command', command: 'a', ...fields }] });

  it.each([
    ['a handler of an unknown type', { hooks: [{ type: 'http', url: 'http://x' }] }],
    ['a handler without a type', { hooks: [{ command: 'a' }] }],
    ['a handler that is a text', { hooks: ['a'] }],
    ['a command that is no text', handler({ command: 3 })],
    ['a broken timeout', handler({ timeout: 1.5 })],
    ['a negative timeout', handler({ timeout: -1 })],
    ['an async that is a text', handler({ async: 'yes' })],
    ['a status that is no text', handler({ statusMessage: 3 })],
    ['an MCP tool without its server', { hooks: [{ type: 'mcp_tool', tool: 'b' }] }],
    ['a matcher that is no text', { matcher: 3, hooks: [] }],
  ])('are none in a file with %s, which Codex ignores as a whole', (_, group) => {
    withGroup(group);
    expect(covered()).toEqual([]);
    expect(() => planInstall(request)).toThrow('cannot be edited safely');
  });

  it.each([
    ['a group without handlers', { matcher: null }],
    ['a kind that Codex skips', { hooks: [{ type: 'prompt' }] }],
    ['unknown keys', handler({ note: 3 })],
  ])('stay what they are beside %s', (_, group) => {
    withGroup(group);
    expect(covered()).toEqual(['PreToolUse', 'Stop', 'SessionEnd']);
  });

  it('leave out a handler that was given less time than Hookline may take', () => {
    install();
    const file = JSON.parse(read(hooksFile()));
    file.hooks.PreToolUse[0].hooks[0].timeout = 5;
    writeFileSync(hooksFile(), JSON.stringify(file));
    writeFileSync(
      configFile(),
      `[hooks.state."${trustKey(hooksFile(), 'PreToolUse', 0, 0)}"]\ntrusted_hash = "${trustHash('PreToolUse', undefined, file.hooks.PreToolUse[0].hooks[0])}"\n`,
    );
    expect(covered()).toEqual([]);
  });

  describe('of a project', () => {
    const trusting = (...projects: (readonly [string, string])[]) => {
      const states = read(configFile()).replaceAll(/\[projects\.[^\]]*\]\ntrust_level = "trusted"\n/g, '');
      const tables = projects.map(([path, level]) => `[projects."${path}"]\ntrust_level = "${level}"\n`);
      writeFileSync(configFile(), states + tables.join(''));
    };
    const sub = () => join(request.projectDir, 'sub');
    beforeEach(() => {
      install({ scope: 'project' });
      mkdirSync(sub());
    });

    it('are heard in its folders', () => {
      expect(covered({ projectDir: sub() })).toEqual(['PreToolUse', 'Stop', 'SessionEnd']);
    });

    it('are none in a folder that is marked as untrusted', () => {
      trusting([request.projectDir, 'trusted'], [sub(), 'untrusted']);
      expect(covered({ projectDir: sub() })).toEqual([]);
    });

    it('are none where the folder is trusted and the repository is not', () => {
      trusting([sub(), 'trusted']);
      expect(covered({ projectDir: sub() })).toEqual([]);
    });

    it('are none behind a link whose spelling was not trusted', () => {
      const link = join(root, 'link');
      symlinkSync(request.projectDir, link);
      expect(covered({ projectDir: link })).toEqual([]);
    });

    it('are none in a git worktree, for Codex reads those of the main checkout', () => {
      rmSync(join(request.projectDir, '.git'), { recursive: true });
      writeFileSync(join(request.projectDir, '.git'), 'gitdir: /main/.git/worktrees/repo\n');
      expect(covered()).toEqual([]);
    });
  });
});
