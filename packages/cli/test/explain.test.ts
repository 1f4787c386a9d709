import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Person, person } from './person.ts';

const RAN = 'cat > /dev/null; echo ran >> "$HOME/ran"';

/** A hook that would be noticed if it ran. */
const hook = (keys: string, event = 'exec.before'): string =>
  `[[hooks.exec]]\nevent = "${event}"\ncommand = ["sh", "-c", '${RAN}']\n${keys}\n`;

/** A plugin whose handlers would be noticed, too. */
const plugin = (explain: string): string => `import { appendFileSync } from 'node:fs';
const ran = (word) => () => appendFileSync(process.env.HOME + '/ran', word);
export default {
  name: 'policy',
  events: ['exec.before'],
  setup({ on }) {
    on('exec.before').rewrite(ran('rewrite'));
    on('exec.before').gate(ran('gate'), { priority: 'high', required: true, timeoutMs: 1500 });
    on('exec.before').observe(ran('observe'));
  },
  ${explain}
};
`;

interface Hook {
  readonly name: string;
  readonly status: string;
  readonly turn?: number;
  readonly lane?: string;
  readonly mode?: string;
  readonly required?: boolean;
  readonly timeoutMs?: number;
  readonly why?: string;
  readonly conditions?: readonly object[];
  readonly explained?: readonly string[];
  readonly explainFailed?: string;
  readonly from: { readonly file: string; readonly line: number };
}

/** What `explain --json` says of `exec.before` with a command. */
async function explained(
  someone: Person,
  data: object | null = { command: 'git push' },
  args: readonly string[] = [],
): Promise<readonly Hook[]> {
  const given = data === null ? [] : ['--data', JSON.stringify(data)];
  const { code, stdout, stderr } = await someone.hookline([
    'explain',
    'exec.before',
    ...given,
    '--json',
    ...args,
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout).events[0].hooks;
}

const names = (hooks: readonly Hook[]): readonly string[] => hooks.map(({ name }) => name);

describe('hookline explain', () => {
  it('lists hooks and plugins in the order in which they run, and runs and writes nothing', async () => {
    const someone = person({
      'hooks.toml': [
        hook('description = "Low"\npriority = "low"'),
        hook('description = "First"\nrequired = true\ntimeout = 7'),
        hook('description = "Later"\nmode = "async"'),
        hook('description = "Second"'),
        '[plugins."./policy.mjs"]\n',
      ].join('\n'),
      'policy.mjs': plugin(`explain: ({ command }) => ['looks at ' + command]`),
    });
    const before = someone.files();
    const hooks = await explained(someone);
    expect(
      hooks.map(({ turn, lane, mode, name }) => `${turn} ${mode === 'async' ? mode : lane} ${name}`),
    ).toEqual([
      '1 rewrite policy',
      '2 gate policy',
      '3 gate First',
      '3 gate Second',
      '4 gate Low',
      '5 async Later',
      '6 observe policy',
    ]);
    expect(hooks.every(({ status }) => status === 'runs')).toBe(true);
    expect(hooks[1]).toMatchObject({ required: true, timeoutMs: 1500 });
    expect(hooks[2]).toMatchObject({ required: true, timeoutMs: 7000, from: { line: 7 } });
    expect(hooks[0]?.explained).toEqual(['looks at git push']);
    expect(hooks[6]?.explained).toBeUndefined();
    expect(someone.files()).toEqual(before);
    const { stdout } = await someone.hookline(['explain', 'exec.before', '--data', '{"command": "ls"}']);
    expect(stdout).toContain('note: A rewrite comes first and was not run');
  });

  it('gives each hook a turn of its own where hooks run one by one', async () => {
    const someone = person({
      'hooks.toml': `[hooks]\nparallel_execution = false\n\n${hook('description = "First"')}\n${hook('description = "Second"')}`,
    });
    expect((await explained(someone)).map(({ turn }) => turn)).toEqual([1, 2]);
  });

  it('says why a hook does not run, with the values that were compared', async () => {
    const someone = person({
      'hooks.toml': [
        '[hooks.context]\nenvironment = "production"\n',
        hook('description = "Other tool"\nmatcher = "apply_patch"'),
        hook('description = "Other words"\nconditions = { command = "ls", environment = "production" }'),
        hook('description = "Token"\nconditions = { "env.TOKEN" = "abc" }'),
        hook('description = "Fits"\nmatcher = "Bash"\nconditions = { environment = "production" }'),
      ].join('\n'),
    });
    const { stdout } = await someone.hookline(
      ['explain', 'exec.before', '--data', '{"command": "git push"}'],
      { env: { TOKEN: 'a-secret-of-mine' } },
    );
    expect(stdout).toContain('exec.before  1 of 4 runs; nothing was run');
    expect(stdout).toMatch(/ {2}1 {2}runs +gate +Fits +script 30 s +hooks\.toml:\d+ \(project\)\n/);
    expect(stdout).toContain('matcher "Bash" selects Bash');
    expect(stdout).toContain('holds: environment is "production"; it is "production" by [hooks.context]');
    expect(stdout).toContain('matcher "apply_patch" does not select Bash');
    expect(stdout).toContain('does not hold: command is "ls"; it is "git push"');
    expect(stdout).toContain(
      'does not hold: env.TOKEN is "abc"; it is the value of a variable, which is not shown',
    );
    expect(stdout).not.toContain('a-secret-of-mine');
  });

  it('does not test without data, and says so', async () => {
    const someone = person({
      'hooks.toml': hook('description = "Gate"\nmatcher = "apply_patch"\nconditions = { command = "ls" }'),
    });
    const { code, stdout } = await someone.hookline(['explain', 'exec.before']);
    expect(code).toBe(0);
    expect(stdout).toContain('1 of 1 listens; nothing was run');
    expect(stdout).toContain('note: No data was given, so neither matchers nor conditions were tested');
    expect((await explained(someone, null))[0]).not.toHaveProperty('conditions');
  });

  it('lists what is switched off, and nothing of other events', async () => {
    const someone = person({
      'hooks.toml': [
        hook('description = "Off"\nenabled = false'),
        hook('description = "After"', 'exec.after'),
        hook('description = "After and off"\nenabled = false', 'exec.after'),
      ].join('\n'),
    });
    expect(await explained(someone)).toMatchObject([
      { name: 'Off', status: 'disabled', why: 'switched off there', from: { line: 1 } },
    ]);
    const off = await someone.hookline(['explain', 'exec.after'], { env: { HOOKLINE_ENABLED: 'false' } });
    expect(off.stdout).toContain('0 of 2 listen');
    expect(off.stdout).toContain('note: Hooks are switched off: the variable HOOKLINE_ENABLED.');
  });

  it('runs no code of a project that waits for review, and tells of its hooks from the files', async () => {
    const someone = person({
      'hooks.toml': `${hook('description = "Gate"\nrequired = true')}\n[[hooks.exec]]\nid = "mine"\nenabled = false\n\n[plugins."./policy.mjs"]\n`,
      'policy.mjs': `${plugin('')}appendFileSync(process.env.HOME + '/ran', 'import');\n`,
    });
    delete someone.env['HOOKLINE_TRUST'];
    someone.write('hooks.toml', hook('id = "mine"\ndescription = "Mine"'), someone.codexHome);
    const before = someone.files();
    const waiting = await explained(someone);
    expect(waiting.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'Mine runs',
      './policy.mjs waiting',
      'Gate waiting',
    ]);
    const { stdout } = await someone.hookline(['explain', 'exec.before']);
    expect(stdout).toContain('until then nothing of this project runs: npx hookline trust');
    expect(stdout).toContain('until then the agent is refused: exec.before');
    expect(someone.files()).toEqual(before);
    await someone.hookline(['trust', '--yes']);
    const approved = await explained(someone);
    expect(names(approved)).toEqual(['policy', 'policy', 'Gate', 'policy', 'mine']);
    expect(approved.at(-1)).toMatchObject({
      status: 'disabled',
      why: expect.stringContaining('hooks.toml:'),
    });
    expect(someone.files()['home/ran']).toMatch(/^(?:import)+$/);
  });

  it('shows a plugin that cannot explain itself, that cannot be set up, and that hears nothing', async () => {
    const someone = person({
      'hooks.toml':
        '[plugins."./throws.mjs"]\n[plugins."./number.mjs"]\n[plugins."./broken.mjs"]\n[plugins."./deaf.mjs"]\n',
      'throws.mjs': plugin(`explain() { throw new Error('No idea.\\u001b[2J'); }`).replace(
        'policy',
        'throws',
      ),
      'number.mjs': plugin('explain: async () => 7').replace('policy', 'number'),
      'broken.mjs': `export default { name: 'broken', events: ['exec.before'], setup() { throw new Error('Not today.'); } };\n`,
      'deaf.mjs': `export default { name: 'deaf', events: ['exec.before'] };\n`,
    });
    const hooks = await explained(someone);
    expect(hooks.find(({ name }) => name === 'throws')?.explainFailed).toBe('No idea.\u001b[2J');
    expect(hooks.find(({ name }) => name === 'number')?.explainFailed).toBe(
      'Its explain gave no list of texts.',
    );
    expect(hooks.slice(-2)).toMatchObject([
      { name: 'broken', status: 'fails', why: expect.stringContaining('Not today.') },
      { name: 'deaf', status: 'skipped', why: 'it listens to other events only' },
    ]);
    const { stdout } = await someone.hookline(['explain', 'exec.before', '--data', '{"command": "ls"}']);
    expect(stdout).toContain('it could not explain itself: No idea.\\u{1b}[2J');
  });

  it('takes a payload of the agent, and its spelling of an event', async () => {
    const someone = person({ 'hooks.toml': hook('description = "Gate"') });
    const given = JSON.stringify({
      hook_event_name: 'PreToolUse',
      tool_name: 'Bash',
      tool_input: { command: 'ls' },
    });
    someone.write('payload.json', given);
    const { stdout } = await someone.hookline(['explain', 'PreToolUse', '--data', '@payload.json', '--json']);
    expect(JSON.parse(stdout).events).toMatchObject([
      { event: 'exec.before', tested: true, hooks: [{ name: 'Gate' }] },
    ]);
    const { events } = JSON.parse((await someone.hookline(['explain', 'PreToolUse', '--json'])).stdout);
    expect(events.map(({ event }: { event: string }) => event)).toContain('patch.before');
  });

  it('ends with 64 for an event or data that nobody knows, and with 1 for a broken configuration', async () => {
    const someone = person();
    const unknown = await someone.hookline(['explain', 'exec.befor']);
    expect(unknown).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('Did you mean "exec.before"?'),
    });
    const own = await someone.hookline(['explain', 'deploy.before'], { cwd: someone.root });
    expect(own).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('There is no event "deploy.before"'),
    });
    const bad = await someone.hookline(['explain', 'exec.before', '--data', '{"comand": 1}']);
    expect(bad).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('Example: hookline explain exec.before'),
    });
    expect((await someone.hookline(['explain'])).code).toBe(64);
    someone.write('hooks.toml', `${hook('')}tiemout = 1\n`);
    const broken = await someone.hookline(['explain', 'exec.before']);
    expect(broken).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Nothing of this configuration runs.'),
    });
  });
});

describe('security-scan', () => {
  const installed = (options = ''): Person => {
    const someone = person({ 'hooks.toml': `[plugins.security-scan]\n${options}` });
    const folder = join(someone.project, 'node_modules/@hookline');
    mkdirSync(folder, { recursive: true });
    symlinkSync(
      fileURLToPath(new URL('../../../plugins/security-scan', import.meta.url)),
      join(folder, 'plugin-security-scan'),
    );
    return someone;
  };

  it('shows how it reads a command, what it finds where, and what the agent would be told', async () => {
    const someone = installed();
    const command = 'echo start && sudo bash -c "rm -rf $HOME" && git reset --hard\u0007';
    someone.write('data.json', JSON.stringify({ command }));
    const before = Object.keys(someone.files());
    const { code, stdout } = await someone.hookline(['explain', 'exec.before', '--data', '@data.json']);
    expect(code).toBe(0);
    const lines = stdout.split('\n').map((line) => line.trimEnd());
    expect(lines[1]).toMatch(
      /^ {2}1 {2}runs +gate +security-scan +plugin high required 5 s +hooks\.toml:1 \(project\)$/,
    );
    expect(stdout).toContain('deny at level standard');
    expect(stdout).toContain('echo start\n');
    expect(stdout).toContain(`rm -rf ${someone.env['HOME']}  (in sudo > bash)`);
    const at = lines.findIndex((line) => line.includes('found git-loss.reset'));
    expect(lines[at]).toMatch(/found git-loss\.reset at \d+-\d+, \w+: (?:ask|deny)$/);
    const [text = '', carets = ''] = lines.slice(at + 1);
    expect(text).toContain('git reset --hard\\u{7}');
    expect(text.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toMatch(/^git reset --hard/);
    expect(Object.keys(someone.files())).toEqual(before);
  });

  it('shows what passes by the allow-list, and says what is silent', async () => {
    const someone = installed(
      'allow = [{ rule = "git-loss.*", pattern = "git reset --hard", reason = "A throw-away clone" }]\n',
    );
    const [hard] = await explained(someone, { command: 'git reset --hard' });
    expect(hard?.explained?.[0]).toBe('says nothing at level standard');
    expect(hard?.explained?.join('\n')).toContain(
      'on the allow-list as git reset --hard (A throw-away clone)',
    );
    const [plain] = await explained(someone, { command: 'npm test' });
    expect(plain?.explained?.slice(0, 1)).toEqual(['says nothing at level standard']);
    expect(plain?.explained?.at(-1)).toBe('  npm test');
  });

  it('covers a secret where it underlines it, and finds what is in other events', async () => {
    const key = ['AKIA', 'QX3RZ7LMNP5TK2WD'].join('');
    const someone = installed();
    const call = await someone.hookline([
      'explain',
      'mcp.before',
      '--data',
      JSON.stringify({ server: 'notes', tool: 'create', arguments: { text: `a ${key} b` } }),
    ]);
    expect(call.stdout).toContain('found secret.in-call');
    expect(call.stdout).toMatch(/a \*{20} b/);
    expect(call.stdout).not.toContain(key);
    const patch = '*** Begin Patch\n*** Add File: .git/hooks/pre-commit\n+x\n*** End Patch';
    const { stdout } = await someone.hookline([
      'explain',
      'patch.before',
      '--data',
      JSON.stringify({ patch }),
    ]);
    expect(stdout).toMatch(/\*\*\* Add File: \.git\/hooks\/pre-commit\n +\^{21}\n/);
  });
});
