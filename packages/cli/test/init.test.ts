import { join, parse } from 'node:path';
import { describe, expect, it } from 'vitest';
import { person } from './person.ts';

describe('hookline init', () => {
  it('writes a configuration that works and lets the agent call it', async () => {
    const someone = person();
    const run = await someone.hookline(['init', '--yes']);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('Wrote hooks.toml and .codex/hookline.schema.json.');
    expect(run.stdout).toContain('Installed.');
    const files = someone.files();
    expect(files['project/hooks.toml']).toMatch(/^#:schema \.\/\.codex\/hookline\.schema\.json\n/);
    expect(await someone.hookline(['schema', '--check'])).toMatchObject({ code: 0, stderr: '' });
    expect(files['project/.codex/hooks.json']).toContain('SessionStart');
    expect(files['home/.codex/config.toml']).toContain('trusted_hash');
    expect(await someone.hookline(['validate'])).toMatchObject({
      code: 0,
      stdout: 'ok  hooks.toml: 1 hook, 0 plugins\n',
    });
    await someone.hookline(['emit', 'session_start']);
    await someone.hookline(['spool', 'flush']);
    expect(someone.files()['home/.codex/session.log']).toMatch(/^\[\S+Z\] \[INFO\] session \S+ started\n$/);
  });

  it('refers to the schema of the repository from a folder in it, and leaves what is none alone', async () => {
    const someone = person({ '.codex/hookline.schema.json': '{}', 'sub/a.txt': '' });
    const run = await someone.hookline(['init', '--yes'], { cwd: join(someone.project, 'sub') });
    expect(run.stdout).toContain('Wrote hooks.toml.');
    const files = someone.files();
    expect(files['project/sub/hooks.toml']).toMatch(/^#:schema \.\.\/\.codex\/hookline\.schema\.json\n/);
    expect(files['project/.codex/hookline.schema.json']).toBe('{}');
  });

  it('gives an example command that runs as it is written', async () => {
    const someone = person();
    const { stdout } = await someone.hookline(['init', '--dry-run']);
    const [, event = '', data = ''] = /npx hookline emit (\S+) --data '(.*)'/.exec(stdout) ?? [];
    expect(await someone.hookline(['emit', event, '--data', data])).toMatchObject({ code: 0, stderr: '' });
  });

  it('shows everything it would write with --dry-run, and writes nothing', async () => {
    const someone = person();
    const { code, stdout } = await someone.hookline(['init', '--dry-run']);
    expect(code).toBe(0);
    for (const said of [
      'hooks.toml (new)',
      'event = "session_start"',
      '.codex/hookline.schema.json (new)',
      '"SessionStart"',
      'trusted_hash',
      'Nothing was written',
    ]) {
      expect(stdout).toContain(said);
    }
    expect(someone.files()).toEqual({});
  });

  it('writes nothing and fails in a pipe when nobody said yes', async () => {
    const someone = person();
    const run = await someone.hookline(['init']);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('add --yes to agree beforehand');
    expect(run.stdout).toContain('Nothing was written.');
    expect(someone.files()).toEqual({});
  });

  it.each(['hooks.toml', '.codex/hooks.toml', '.hooklinerc.toml'])(
    'keeps a %s that is there, and installs what it needs',
    async (file) => {
      const mine = '[[hooks.exec]]\nevent = "exec.before"\ncommand = ["true"]\n';
      const someone = person({ [file]: mine });
      const { code, stdout } = await someone.hookline(['init', '--yes']);
      expect(code).toBe(0);
      expect(stdout).toContain(`There is a configuration already: ${file}. It stays as it is.`);
      const files = someone.files();
      expect(files[`project/${file}`]).toBe(mine);
      expect(Object.keys(JSON.parse(files['project/.codex/hooks.json'] ?? '').hooks)).toEqual(['PreToolUse']);
      expect(parse(file).base === 'hooks.toml' || files['project/hooks.toml'] === undefined).toBe(true);
      expect((await someone.hookline(['init', '--yes'])).stdout).toContain('Nothing to do');
    },
  );

  it('writes nothing beside a configuration that is broken', async () => {
    const someone = person({ 'hooks.toml': 'enabeld = true\n' });
    const { code, stderr } = await someone.hookline(['init', '--yes']);
    expect(code).toBe(1);
    expect(stderr).toContain('hooks.toml:1:1');
    expect(Object.keys(someone.files())).toEqual(['project/hooks.toml']);
  });
});
