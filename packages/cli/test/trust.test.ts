/** The trust of Hookline's own: nothing of a repository runs before a person has approved its content. */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Person, person, type Run } from './person.ts';

const FILES = {
  'hooks.toml': `[[hooks.exec]]
event = "exec.before"
command = ["./check.sh", "a b"]
required = true

[[hooks.session]]
event = "session_start"
command = ["./start.sh"]
mode = "sync"

[plugins."./policy.mjs"]
`,
  'check.sh': '#!/bin/sh\ncat > /dev/null\necho check >> "$HOME/ran"\n',
  'start.sh': '#!/bin/sh\ncat > /dev/null\necho start >> "$HOME/ran"\n',
  'policy.mjs': `import './rules.mjs';
import { appendFileSync } from 'node:fs';
appendFileSync(process.env.HOME + '/ran', 'policy\\n');
export default { name: 'policy', events: ['exec.before'], setup() {} };
`,
  'rules.mjs': `import { appendFileSync } from 'node:fs';
appendFileSync(process.env.HOME + '/ran', 'rules\\n');
`,
};

const PAYLOAD = {
  session_id: 'one',
  transcript_path: null,
  model: 'gpt-5.5',
  permission_mode: 'default',
};

interface Reviewer extends Person {
  /** What has run since the last look. */
  ran(): readonly string[];
  start(session?: string): Promise<Run>;
  call(session?: string): Promise<Run>;
}

function reviewer(files: Readonly<Record<string, string>> = FILES): Reviewer {
  const someone = person(files);
  delete someone.env['HOOKLINE_TRUST'];
  const log = join(someone.root, 'home/ran');
  const hook = (event: string, fields: object, session = 'one'): Promise<Run> =>
    someone.hookline(['hook', '--event', event], {
      stdin: JSON.stringify({
        ...PAYLOAD,
        session_id: session,
        hook_event_name: event,
        cwd: someone.project,
        ...fields,
      }),
    });
  return {
    ...someone,
    ran: () => {
      const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
      rmSync(log, { force: true });
      return lines.sort();
    },
    start: (session) => hook('SessionStart', { source: 'startup' }, session),
    call: (session) =>
      hook(
        'PreToolUse',
        { turn_id: 't', tool_name: 'Bash', tool_input: { command: 'ls' }, tool_use_id: 'c' },
        session,
      ),
  };
}

const reasonOf = ({ stdout }: Run): string | undefined =>
  stdout === '' ? undefined : JSON.parse(stdout).hookSpecificOutput?.permissionDecisionReason;
const toldOf = ({ stdout }: Run): string | undefined =>
  stdout === '' ? undefined : JSON.parse(stdout).systemMessage;

describe('a repository that nobody has looked at', () => {
  it('runs nothing; its required gate refuses, and the person is told once a session', async () => {
    const { start, call, ran } = reviewer();
    expect(toldOf(await start())).toMatch(
      /^No hook of this project runs: .* wait for review\. .*: npx hookline trust$/,
    );
    expect((await start()).stdout).toBe('');
    expect(toldOf(await start('two'))).toMatch(/wait for review/);
    expect(reasonOf(await call())).toBe(
      `The project's hook configuration has a required check that may not run: hooks.toml, check.sh, start.sh and 2 more wait for review. Ask the user to run "npx hookline trust" in the project.`,
    );
    expect(ran()).toEqual([]);
  });

  it('refuses nothing where the user has said so', async () => {
    const { start, call, ran, write, hooklineHome } = reviewer();
    write('hooks.toml', '[hooks]\nuntrusted = "skip"\n', hooklineHome);
    expect(toldOf(await start())).toMatch(/wait for review/);
    expect((await call()).stdout).toBe('');
    expect(ran()).toEqual([]);
  });

  it('runs under HOOKLINE_TRUST=all', async () => {
    const someone = reviewer();
    someone.env['HOOKLINE_TRUST'] = 'all';
    expect((await someone.call()).stdout).toBe('');
    expect(someone.ran()).toEqual(['check', 'policy', 'rules']);
  });

  it('is started neither by emit nor by codex, and others say in one line that it waits', async () => {
    const someone = reviewer({ ...FILES, 'hooks.json': '{}' });
    const { hookline, ran, write } = someone;
    write('codex', '#!/bin/sh\necho codex >> "$HOME/ran"\n', join(someone.root, 'bin'));
    const line = 'npx hookline trust';
    for (const args of [
      ['emit', 'session_start'],
      ['emit', 'SessionStart'],
      ['codex', 'exec', 'x'],
    ]) {
      const { code, stdout, stderr } = await hookline(args);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(new RegExp(`^hookline: .* wait for review, .*: ${line}\n$`));
    }
    for (const args of [['validate'], ['list']]) {
      const { code, stdout } = await hookline(args);
      expect(code).toBe(0);
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
        `4 more wait for review; until then nothing of this project runs: ${line}`,
      );
    }
    for (const args of [
      ['validate', '--run-code'],
      ['config', '--run-code'],
    ])
      expect((await hookline(args)).code).toBe(1);
    expect(ran()).toEqual([]);
  });
});

describe('hookline trust', () => {
  it('shows what would run, whole and with nothing hidden, and approves nothing in a pipe', async () => {
    const { hookline, ran, call } = reviewer({
      ...FILES,
      'hooks.toml': FILES['hooks.toml'].replace('a b', 'a \\u202eb\\u001b[2K'),
      'check.sh': '#!/bin/sh\n# \u202eevil\u001b[1A\n',
    });
    const { code, stdout, stderr } = await hookline(['trust']);
    expect(code).toBe(1);
    expect(stdout).toContain(
      'exec.before (required)  hooks.toml:1\n      command  ./check.sh "a \\u{202e}b\\u001b[2K"',
    );
    expect(stdout).toContain('\ncheck.sh  (new: script)\n  + #!/bin/sh\n  + # \\u{202e}evil\\u{1b}[1A\n');
    expect(stdout).toContain('any event  the plugin ./policy.mjs (policy.mjs)');
    for (const unseen of ['\u202e', '\u001b']) expect(stdout).not.toContain(unseen);
    expect(stderr).toMatch(/no terminal .*--yes/);
    expect(reasonOf(await call())).toMatch(/review/);
    expect(ran()).toEqual([]);
  });

  it('approves with --yes, shows a change as one, and takes it back with --revoke', async () => {
    const { hookline, ran, call, start, write } = reviewer();
    expect((await hookline(['trust', '--yes'])).code).toBe(0);
    expect(ran()).toEqual([]);
    expect((await call()).stdout).toBe('');
    // Again, on the way that looks at stamps alone.
    expect((await call()).stdout).toBe('');
    expect((await start()).stdout).toBe('');
    // A plugin that is a local file says only when it is imported what it listens to.
    const plugin = ['policy', 'policy', 'policy', 'rules', 'rules', 'rules'];
    expect(ran()).toEqual(['check', 'check', ...plugin, 'start']);
    expect((await hookline(['trust'])).stdout).toMatch(/^Nothing waits for review: 5 approved/);
    write('check.sh', `${FILES['check.sh']}exit 2\n`);
    const { code, stdout } = await hookline(['trust']);
    expect(code).toBe(1);
    expect(stdout).toContain(
      'check.sh  (changed: script)\n    cat > /dev/null\n    echo check >> "$HOME/ran"\n  + exit 2\n',
    );
    expect(stdout).not.toContain('start.sh  (');
    expect((await hookline(['trust', '--yes'])).code).toBe(0);
    expect(reasonOf(await call())).toBeDefined();
    expect(ran()).toEqual(['check', 'policy', 'rules']);
    expect((await hookline(['trust', '--revoke'])).code).toBe(0);
    expect(reasonOf(await call())).toMatch(/wait for review/);
    expect(ran()).toEqual([]);
  });

  it('tells a program and CI', async () => {
    const { hookline, project } = reviewer();
    const view = async (): Promise<Record<string, unknown>> =>
      JSON.parse((await hookline(['trust', '--check', '--json'])).stdout);
    expect(await view()).toMatchObject({
      root: project,
      approved: false,
      changes: [{ what: 'new', kind: 'config', path: 'hooks.toml' }, {}, {}, {}, {}],
    });
    expect(await hookline(['trust', '--check'])).toMatchObject({ code: 1, stdout: '' });
    expect((await hookline(['trust', '--yes', '--json'])).code).toBe(0);
    expect(await view()).toMatchObject({ approved: true, changes: [] });
    expect(await hookline(['trust', '--check'])).toMatchObject({ code: 0, stderr: '' });
    expect((await hookline(['trust', '--check', '--revoke'])).code).toBe(64);
  });

  it('tells a program no secret, in JSON that stays JSON', async () => {
    const secret = 'a "quoted" one';
    const { hookline } = reviewer({
      'hooks.toml': `[[hooks.exec]]\nevent = "exec.before"\ncommand = ["./check.sh", '${secret}']\n`,
      'check.sh': '#!/bin/sh\n',
    });
    const { stdout } = await hookline(['trust', '--check', '--json'], { env: { DB_PASSWORD: secret } });
    expect(JSON.parse(stdout).hooks[0].fields.command).toEqual(['./check.sh', '[redacted]']);
    expect(stdout).not.toContain('quoted');
  });

  it('writes a lock file that lets exactly what it says run in CI', async () => {
    const someone = reviewer();
    const { hookline, call, ran, write, env, project } = someone;
    expect((await hookline(['trust', '--lock'])).code).toBe(1);
    expect(existsSync(join(project, 'hookline.lock.json'))).toBe(false);
    expect((await hookline(['trust', '--lock', '--yes'])).code).toBe(0);
    env['HOOKLINE_TRUST'] = 'lock';
    expect((await call()).stdout).toBe('');
    expect(ran()).toEqual(['check', 'policy', 'rules']);
    write('rules.mjs', `${FILES['rules.mjs']}// changed`);
    expect(reasonOf(await call())).toMatch(/rules\.mjs waits for review/);
    expect(ran()).toEqual([]);
  });

  it('is not for the agent to give, whatever it has been told', async () => {
    const { hookline, call, project } = reviewer();
    const env = { CODEX_TOOL_CALL_ID: 'call_1' };
    for (const args of [['trust'], ['trust', '--json'], ['trust', '--lock']]) {
      const { code, stderr } = await hookline([...args, '--yes'], { env });
      expect([code, stderr]).toEqual([1, expect.stringContaining('not for the agent to give')]);
    }
    await hookline(['install', '--trust', '--yes'], { env });
    expect(reasonOf(await call())).toMatch(/wait for review/);
    expect(existsSync(join(project, 'hookline.lock.json'))).toBe(false);
  });

  it('asks for a repair first where the configuration is broken', async () => {
    const { hookline } = reviewer({ 'hooks.toml': '[hooks]\nnope = 1\n' });
    const { code, stderr } = await hookline(['trust', '--yes']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/unknown|not known[\s\S]*nothing was approved/i);
  });

  it('has nothing to say where nothing is configured', async () => {
    const { code, stdout } = await reviewer({}).hookline(['trust']);
    expect([code, stdout]).toEqual([0, 'This project configures nothing, so nothing waits for review.\n']);
  });

  it('is part of init and of install --trust, which show what they approve', async () => {
    const { hookline, call, ran, start, project } = reviewer({});
    const made = await hookline(['init', '--yes']);
    expect(made.stdout).toContain('session_start (async)  Log session start  hooks.toml:');
    expect((await hookline(['trust', '--check'])).code).toBe(0);
    for (const [path, text] of Object.entries(FILES))
      writeFileSync(join(project, path), text, { mode: 0o755 });
    expect(reasonOf(await call())).toMatch(/review/);
    const installed = await hookline(['install', '--trust', '--yes']);
    expect(installed.stdout).toContain('command  ./check.sh "a b"');
    expect(installed.stdout).toContain('  + echo check >> "$HOME/ran"');
    expect((await call()).stdout).toBe('');
    expect((await start()).stdout).toBe('');
    expect(ran()).toEqual(['check', 'policy', 'policy', 'rules', 'rules', 'start']);
  });
});

describe('after an approval', () => {
  it.each<[string, (someone: Person) => unknown]>([
    [
      'a module that a plugin imports',
      ({ project }) => appendFileSync(join(project, 'rules.mjs'), '// more\n'),
    ],
    [
      'a script, with its time put back',
      ({ project }) => {
        const file = join(project, 'check.sh');
        const { atime, mtime } = statSync(file);
        writeFileSync(file, FILES['check.sh'].replace('echo', 'evil'));
        utimesSync(file, atime, mtime);
      },
    ],
  ])('a change of %s waits: nothing runs, the required gate refuses', async (_name, change) => {
    const someone = reviewer();
    await someone.hookline(['trust', '--yes']);
    // Two calls: the second one goes by the snapshot.
    for (let call = 0; call < 2; call++) expect((await someone.call()).stdout).toBe('');
    someone.ran();
    change(someone);
    for (let call = 0; call < 2; call++)
      expect(reasonOf(await someone.call())).toMatch(/changed and waits for review/);
    expect(someone.ran()).toEqual([]);
  });

  it('a script that is exchanged while its event runs is not started, and the required gate refuses', async () => {
    const someone = reviewer({
      'hooks.toml': `[[hooks.exec]]
event = "exec.before"
command = ["./first.sh"]
priority = "high"
[[hooks.exec]]
event = "exec.before"
command = ["./second.sh"]
required = true
`,
      'first.sh':
        '#!/bin/sh\ncat > /dev/null\nprintf "#!/bin/sh\\necho evil >> \\"$HOME/ran\\"\\n" > second.sh\n',
      'second.sh': '#!/bin/sh\necho second >> "$HOME/ran"\n',
    });
    await someone.hookline(['trust', '--yes']);
    expect(reasonOf(await someone.call())).toMatch(/second\.sh/);
    expect(someone.ran()).toEqual([]);
  });

  it.each(['cold', 'warm'])(
    'a module that is exchanged while another one is imported does not run (%s)',
    async (way) => {
      const someone = reviewer({
        'hooks.toml': '[plugins."./first.mjs"]\n[plugins."./second.mjs"]\n',
        'first.mjs': `import { existsSync, writeFileSync } from 'node:fs';
if (existsSync(process.env.HOME + '/now')) writeFileSync(new URL('second' + '.mjs', import.meta.url), 'import "node:fs"; process.stderr.write("evil"); export default {};');
export default { name: 'first', events: ['exec.before'], setup() {} };
`,
        'second.mjs': `export default { name: 'second', events: ['exec.before'], setup() {} };\n`,
      });
      await someone.hookline(['trust', '--yes']);
      if (way === 'warm') await someone.call();
      mkdirSync(join(someone.root, 'home'), { recursive: true });
      writeFileSync(join(someone.root, 'home/now'), '');
      const { stderr } = await someone.call();
      expect(readFileSync(join(someone.project, 'second.mjs'), 'utf8')).toContain('evil');
      expect(stderr).not.toContain('evil');
    },
  );
});

describe('a configuration that is named for one run', () => {
  it('is approved by that for emit, and for the hooks of hookline codex as it is when that starts', async () => {
    const someone = reviewer({ 'other.toml': FILES['hooks.toml'], ...FILES });
    const { hookline, ran, write, call, env, project, root } = someone;
    expect((await hookline(['emit', 'session_start', '--config', 'other.toml'])).code).toBe(0);
    expect(ran()).toEqual(['policy', 'rules', 'start']);
    const fake = '#!/bin/sh\nprintf %s "$HOOKLINE_NAMED" > "$HOME/named"\n';
    env['HOOKLINE_CODEX'] = write('codex', fake, join(root, 'bin'));
    expect((await hookline(['codex', '--hooks-config', 'other.toml', 'exec', 'x'])).code).toBe(0);
    ran();
    env['HOOKLINE_CONFIG'] = join(project, 'other.toml');
    expect(reasonOf(await call())).toMatch(/review/);
    env['HOOKLINE_NAMED'] = readFileSync(join(root, 'home/named'), 'utf8');
    expect((await call()).stdout).toBe('');
    expect(ran()).toEqual(['check', 'policy', 'rules']);
    write('rules.mjs', `${FILES['rules.mjs']}// changed`);
    expect(reasonOf(await call())).toMatch(/rules\.mjs waits for review/);
    expect(ran()).toEqual([]);
  });
});
