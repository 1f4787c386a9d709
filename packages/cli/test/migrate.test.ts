import { chmodSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Person, person } from './person.ts';

const command = (line: string, more: object = {}) => ({ type: 'command', command: line, ...more });
const hooksJson = (hooks: object): string => JSON.stringify({ hooks }, null, 2);
const ONE = hooksJson({ PreToolUse: [{ matcher: 'Bash', hooks: [command('./guard.sh')] }] });

const migrate = (someone: Person, ...args: readonly string[]) => someone.hookline(['migrate', ...args]);
const MOVED = 'project/.codex/hookline-hooks.json';
const HOOKS = 'project/.codex/hooks.json';

/** What a person has written: not what Hookline keeps to be quick. */
const own = (someone: Person) =>
  Object.fromEntries(
    Object.entries(someone.files()).filter(([file]) => !/snapshots?\b|cache|^link\//.test(file)),
  );

describe('hookline migrate', () => {
  it('says what it is for and shows what it writes, and writes nothing until somebody agrees', async () => {
    const help = await person().hookline(['migrate', '--help']);
    expect(help.code).toBe(0);
    expect(help.stdout).toContain('npx hookline migrate --back');
    const someone = person({ '.codex/hooks.json': ONE });
    const before = own(someone);
    const { code, stdout } = await migrate(someone, '--trust', '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toContain('.codex/hookline-hooks.json  (create: the hooks that Hookline runs)\n  + {\n');
    expect(stdout).toContain('.codex/hooks.json  (edit: the hooks that Codex calls)\n');
    expect(stdout).toMatch(/^ {2}- +"command": "\.\/guard\.sh"$/m);
    expect(stdout).toMatch(/^ {2}\+ +"command": "'.*' hook --host codex --event PreToolUse /m);
    expect(stdout).toContain('config.toml  (create: trust in these hooks)');
    expect(stdout).toContain('PreToolUse (Bash)  ./guard.sh  [never reviewed]');
    expect(stdout).toContain('Nothing was written (--dry-run).');
    const asked = await migrate(someone, '--trust');
    expect([asked.code, asked.stdout]).toEqual([1, expect.stringContaining('Nothing was written.')]);
    expect(own(someone)).toEqual(before);
  });

  it('moves, has nothing to do again, and puts back', async () => {
    const someone = person({ '.codex/hooks.json': ONE });
    const before = own(someone);
    const moved = await migrate(someone, '--trust', '--yes');
    expect([moved.code, moved.stderr]).toEqual([0, '']);
    expect(moved.stdout).toContain('Moved 1 hook. What they do: npx hookline trace.');
    expect(someone.files()[MOVED]).toBe(ONE);
    const again = await migrate(someone, '--yes');
    expect([again.code, again.stdout]).toEqual([
      0,
      'Nothing to do: .codex/hooks.json has no hooks to move (project); .codex/hookline-hooks.json has 1.\n',
    ]);
    const back = await migrate(someone, '--back', '--yes');
    expect(back.stdout).toContain('Put back. Codex runs these hooks itself again.');
    expect(own(someone)).toEqual(before);
    const nothing = await migrate(someone, '--back', '--yes');
    expect([nothing.code, nothing.stdout]).toEqual([
      0,
      'Nothing to do: no hooks were moved that Codex could run (project).\n',
    ]);
  });

  it.each([
    ['no hooks.json', undefined],
    ['an empty one', '{}'],
    ['one without hooks', '{"description":"mine","hooks":{"Stop":[]}}'],
  ])('has nothing to do with %s', async (_, text) => {
    const someone = person(text === undefined ? {} : { '.codex/hooks.json': text });
    const before = own(someone);
    const { code, stdout } = await migrate(someone, '--yes', '--trust');
    expect([code, stdout]).toEqual([0, 'Nothing to do: .codex/hooks.json has no hooks to move (project).\n']);
    expect(own(someone)).toEqual(before);
  });

  it('has nothing to do with what Hookline installed itself', async () => {
    const someone = person();
    await someone.hookline(['install', '--events', 'Stop', '--yes', '--trust']);
    const before = own(someone);
    expect((await migrate(someone, '--yes')).stdout).toContain('no hooks to move (project).');
    expect(own(someone)).toEqual(before);
  });

  it('says when the agent does not call Hookline for hooks that were moved', async () => {
    const someone = person({ '.codex/hookline-hooks.json': ONE });
    const { stdout } = await migrate(someone);
    expect(stdout).toContain('note: Codex does not call Hookline at PreToolUse yet, which hooks here need.');
  });

  it('leaves with the agent what Hookline could not run, and says why', async () => {
    const someone = person({
      '.codex/hooks.json': hooksJson({
        PreToolUse: [
          { matcher: '(?i)bash', hooks: [command('insensitive')] },
          { hooks: [command(' ', { timeout: 0 }), { type: 'prompt' }, command('good')] },
        ],
      }),
    });
    const { code, stdout } = await migrate(someone, '--trust', '--yes');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /stays with Codex: PreToolUse \(\(\?i\)bash\) {2}insensitive\n +The matcher cannot be read/,
    );
    expect(stdout).toMatch(/stays with Codex: PreToolUse {3}\n +A command handler needs a "command"/);
    expect(stdout).toContain('stays with Codex: PreToolUse  prompt');
    expect(someone.files()[MOVED]).not.toMatch(/insensitive|" "|prompt/);
    expect(someone.files()[HOOKS]).toMatch(/insensitive[\s\S]*" "[\s\S]*prompt/);
    expect(someone.files()[HOOKS]).not.toContain('"good"');
    expect((await migrate(someone, '--trust', '--yes')).stdout).toMatch(/^Nothing to do/);
  });

  it.each([
    ['{ "hooks": ', 'It is not JSON.'],
    ['{"hooks":{},"$schema":"x"}', 'It has the unknown top-level key "$schema".'],
    [
      hooksJson({ Stop: [{ hooks: [command('a'), { type: 'http', url: 'http://x' }] }] }),
      '"hooks.Stop[0].hooks[1]" has a "type" that is none of command, mcp_tool, prompt, agent.',
    ],
  ])('refuses a file that the agent ignores as a whole: %s', async (text, why) => {
    const someone = person({ '.codex/hooks.json': text });
    const before = own(someone);
    const { code, stderr } = await migrate(someone, '--trust', '--yes');
    expect(code).toBe(1);
    expect(stderr).toContain(`why    ${why}`);
    expect(stderr).toContain('Codex itself ignores the whole file as it is.');
    expect(own(someone)).toEqual(before);
  });

  it('refuses where hooks are switched off or the configuration is broken', async () => {
    const off = person({ '.codex/hooks.json': ONE, 'hooks.toml': '[hooks]\nenabled = false\n' });
    const refused = await migrate(off, '--trust', '--yes');
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining('Hooks are switched off here'),
    ]);
    const broken = person({ '.codex/hooks.json': ONE, 'hooks.toml': '[hooks]\nenabeld = true\n' });
    const named = await migrate(broken, '--trust', '--yes');
    expect([named.code, named.stderr]).toEqual([1, expect.stringContaining('hooks.toml:2:1')]);
    for (const someone of [off, broken]) expect(someone.files()[MOVED]).toBeUndefined();
  });

  it('puts back at once what Hookline would not read', async () => {
    const named = person({ '.codex/hooks.json': ONE, 'other.toml': '' });
    const before = own(named);
    const other = await named.hookline(['migrate', '--trust', '--yes'], {
      env: { HOOKLINE_CONFIG: 'other.toml' },
    });
    expect(other.code).toBe(1);
    expect(other.stderr).toContain('would not read the moved hooks, so they were put back.');
    expect(other.stderr).toContain('HOOKLINE_CONFIG names the one configuration to read.');
    expect(own(named)).toEqual(before);

    const shared = person();
    shared.write('hooks.json', ONE, shared.codexHome);
    chmodSync(shared.codexHome, 0o777);
    const files = own(shared);
    const { code, stderr } = await migrate(shared, '--scope', 'user', '--trust', '--yes');
    expect(code).toBe(1);
    expect(stderr).toContain('everyone can write it');
    expect(own(shared)).toEqual(files);
  });

  it('works in a folder without a repository, and tells the home folder from a project', async () => {
    const someone = person({ '.codex/hooks.json': ONE });
    rmSync(join(someone.project, '.git'), { recursive: true });
    expect((await migrate(someone, '--trust', '--yes')).code).toBe(0);
    expect(someone.files()[MOVED]).toBe(ONE);
    const home = join(someone.root, 'home');
    const there = await someone.hookline(['migrate', '--yes'], { cwd: home });
    expect([there.code, there.stderr]).toEqual([64, expect.stringContaining('Add: --scope user')]);
  });

  it('moves the hooks of the person, also when CODEX_HOME is a link', async () => {
    const someone = person();
    someone.write('hooks.json', ONE, someone.codexHome);
    const before = own(someone);
    const link = join(someone.root, 'link');
    symlinkSync(someone.codexHome, link);
    const env = { CODEX_HOME: link };
    const moved = await someone.hookline(['migrate', '--scope', 'user', '--trust', '--yes'], { env });
    expect(moved.code, moved.stderr).toBe(0);
    expect(someone.files()['home/.codex/hookline-hooks.json']).toBe(ONE);
    expect(someone.files()['home/.codex/config.toml']?.match(/pre_tool_use:0:0/g)).toHaveLength(2);
    await someone.hookline(['migrate', '--back', '--scope', 'user', '--yes'], { env });
    expect(own(someone)).toEqual(before);
  });

  it('says that hooks run twice where Hookline is installed for the other scope too', async () => {
    const someone = person({ '.codex/hooks.json': ONE });
    await someone.hookline(['install', '--scope', 'user', '--yes', '--trust']);
    const { stdout } = await migrate(someone, '--trust', '--yes');
    expect(stdout).toContain('note: Hookline is installed for the user too');
  });

  it('says how a stop hook differs', async () => {
    const someone = person({ '.codex/hooks.json': hooksJson({ Stop: [{ hooks: [command('a')] }] }) });
    expect((await migrate(someone, '--dry-run')).stdout).toContain('send the agent back to work once a task');
  });

  it('takes no --trust on the way back', async () => {
    const { code, stderr } = await migrate(person(), '--back', '--trust');
    expect([code, stderr]).toEqual([64, expect.stringContaining('--trust is for moving hooks')]);
  });

  it('leaves with Hookline what the agent could not read, and says so both times', async () => {
    const both = { hooks: [command('mine'), command('half', { timeout: 0.5 })] };
    const someone = person({ '.codex/hookline-hooks.json': hooksJson({ Stop: [both] }) });
    const back = await migrate(someone, '--back', '--yes');
    expect(back.stdout).toContain('note: One hook stays in .codex/hookline-hooks.json');
    expect(someone.files()[MOVED]).toContain('half');
    expect(someone.files()[HOOKS]).toContain('mine');
    const again = await migrate(someone, '--back', '--yes');
    expect([again.code, again.stdout]).toEqual([
      0,
      expect.stringMatching(/^Nothing to do[\s\S]*One hook stays/),
    ]);
  });

  it.skipIf(process.getuid?.() === 0)('says which file cannot be written, and has written none', async () => {
    const someone = person({ '.codex/hooks.json': ONE });
    chmodSync(join(someone.project, '.codex'), 0o500);
    const { code, stderr } = await migrate(someone, '--trust', '--yes');
    chmodSync(join(someone.project, '.codex'), 0o700);
    expect([code, stderr]).toEqual([1, expect.stringContaining('It cannot be written.')]);
    expect(someone.files()[HOOKS]).toBe(ONE);
  });
});

describe('hookline list', () => {
  it('mentions the hooks that the agent runs by itself, until they are moved', async () => {
    const someone = person({ '.codex/hooks.json': ONE });
    someone.write('hooks.json', ONE, someone.codexHome);
    const { stdout } = await someone.hookline(['list']);
    expect(stdout).toContain(
      'note: Codex itself has one more hook, in .codex/hooks.json. To run them under Hookline: npx hookline migrate\n',
    );
    expect(stdout).toContain('npx hookline migrate --scope user\n');
    for (const scope of ['user', 'project']) await migrate(someone, '--scope', scope, '--trust', '--yes');
    const moved = (await someone.hookline(['list'])).stdout;
    expect(moved).not.toContain('note:');
    expect(moved.match(/guard\.sh/g)).toHaveLength(2);
  });
});

describe('a hookline migrate that is killed', () => {
  /** Ends the process by SIGKILL right after so many files were put in their places. */
  const KILLER = `import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
let left = Number(process.env.KILL_AFTER);
const counted = (real, at) => (...args) => {
  const done = real(...args);
  if (/(?:hooks\\.json|config\\.toml|installs.*\\.json)$/.test(String(args[at])) && --left === 0) process.kill(process.pid, 'SIGKILL');
  return done;
};
fs.renameSync = counted(fs.renameSync, 1);
fs.rmSync = counted(fs.rmSync, 0);
syncBuiltinESMExports();
`;

  it.each([['forward'], ['--back']])(
    '%s can be run again to its end, from wherever it was killed',
    async (way) => {
      const HOOKS_BEFORE = hooksJson({
        PreToolUse: [{ matcher: 'Bash', hooks: [command('./guard.sh')] }],
        Stop: [{ hooks: [command('./on.sh')] }],
      });
      const args = way === '--back' ? ['--back', '--yes'] : ['--trust', '--yes'];
      let killed = 0;
      for (let after = 1; after < 20; after += 1) {
        const someone = person({ '.codex/hooks.json': HOOKS_BEFORE });
        const killer = someone.write('killer.mjs', KILLER, someone.root);
        const before = own(someone);
        if (way === '--back') await migrate(someone, '--trust', '--yes');
        const run = await someone.hookline(['migrate', ...args], {
          env: { NODE_OPTIONS: `--import ${killer}`, KILL_AFTER: String(after) },
        });
        // Both hooks stand somewhere, whatever was written.
        const files = someone.files();
        expect(`${files[HOOKS]}${files[MOVED]}`).toMatch(/guard\.sh[\s\S]*on\.sh/);
        if (run.code === 0) break;
        expect(run.code).toBeNull();
        killed += 1;
        if (way === 'forward') {
          expect((await migrate(someone, '--trust', '--yes')).code).toBe(0);
          expect(someone.files()[MOVED]).toBe(HOOKS_BEFORE);
          expect(someone.files()[HOOKS]).not.toMatch(/guard\.sh|on\.sh/);
        }
        const back = await migrate(someone, '--back', '--yes');
        expect(back.code, back.stderr).toBe(0);
        // A file that was being written stays beside it, whole and unread.
        expect(own(someone)).toEqual(before);
      }
      expect(killed).toBeGreaterThan(5);
    },
    // It is started again for every moment at which it was killed.
    180_000,
  );
});

describe('hookline install', () => {
  it('keeps calling Hookline for moved hooks, whichever events are asked for', async () => {
    const someone = person({ '.codex/hooks.json': ONE });
    await migrate(someone, '--trust', '--yes');
    await someone.hookline(['install', '--events', 'Stop', '--trust', '--yes']);
    expect(Object.keys(JSON.parse(someone.files()[HOOKS] ?? '').hooks)).toEqual(['PreToolUse', 'Stop']);
  });
});

describe('hookline uninstall', () => {
  it('refuses while there are moved hooks in its scope, and names file and command', async () => {
    const someone = person({ '.codex/hooks.json': ONE });
    await migrate(someone, '--trust', '--yes');
    const before = own(someone);
    const { code, stderr } = await someone.hookline(['uninstall', '--yes']);
    expect([code, stderr]).toEqual([
      1,
      [
        'hookline: .codex/hookline-hooks.json has a hook that only Hookline runs: without it nobody would run it. Nothing was written.',
        '  fix    Let Codex run it again first: npx hookline migrate --back',
        '         Or delete that file, if it should run no more.',
        '',
      ].join('\n'),
    ]);
    expect(own(someone)).toEqual(before);
    writeFileSync(join(someone.project, '.codex/hookline-hooks.json'), '{"hooks":{"Stop":[]}}');
    expect((await someone.hookline(['uninstall', '--yes'])).code).toBe(0);
    expect(existsSync(join(someone.project, '.codex/hooks.json'))).toBe(true);
    expect(readFileSync(join(someone.project, '.codex/hooks.json'), 'utf8')).not.toContain('hookline');
  });
});
