import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { BIN, person, run } from './person.ts';

describe('a command line that is not understood', () => {
  it.each([
    [['vaildate'], '(Did you mean validate?)'],
    [['validate', '--jsno'], '(Did you mean --json?)'],
    [['emit'], 'Name an event: hookline emit session_start'],
    [['install', 'cdoex'], 'The host "cdoex" is not known. Did you mean "codex"?'],
    [['install', '--scope', 'al'], 'Allowed choices are project, user.'],
    [['install', '--events', 'PreTolUse'], 'Codex has no event "PreTolUse". Did you mean "PreToolUse"?'],
    [['install', '--events', 'nonsense'], 'Known: used, all, SessionStart, '],
    [['uninstall', 'claude'], 'The host "claude" is not known.'],
    [['uninstall', '--scope', 'usr'], 'Allowed choices are project, user.'],
    [['trace', '--last', 'x'], '"x" is not a whole number of 1 or more.'],
    [['codex', '--hooks-config'], '--hooks-config needs the path of a file'],
    [['codex', '--enable-hooks', '--disable-hooks'], 'contradict each other'],
  ])('%j: exit code 64, and what was meant', async (args, said) => {
    const someone = person();
    const { code, stdout, stderr } = await someone.hookline(args);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain(said);
    expect(someone.files()).toEqual({});
  });
});

describe('help', () => {
  it('shows every command, and each one its options', async () => {
    const someone = person();
    const { code, stdout, stderr } = await someone.hookline(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const name of [
      'init',
      'install',
      'uninstall',
      'codex',
      'emit',
      'validate',
      'list',
      'trace',
      'spool',
      'hook',
    ]) {
      expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
      const one = await someone.hookline(['help', name]);
      expect(one).toMatchObject({ code: 0, stderr: '' });
      expect(one.stdout).toContain(`Usage: hookline ${name}`);
    }
    expect((await someone.hookline(['hook', '--help'])).stdout).toContain('Usage: hookline hook');
  });

  it('shows the help and fails when no command is given', async () => {
    const { code, stderr } = await person().hookline([]);
    expect(code).toBe(64);
    expect(stderr).toContain('Usage: hookline');
  });

  it('says the version', async () => {
    expect(await person().hookline(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/),
    });
  });
});

describe('output', () => {
  it('has no colour codes in a pipe', async () => {
    const someone = person({ 'hooks.toml': '[hooks]\nenabeld = true\n' });
    for (const args of [
      ['validate'],
      ['list'],
      ['--help'],
      ['install', '--events', 'all', '--dry-run'],
      ['vaildate'],
    ]) {
      const { stdout, stderr } = await someone.hookline(args);
      expect(stdout + stderr).not.toContain('\u001b');
    }
  });

  it('has none on a terminal with NO_COLOR, and some without', async () => {
    const someone = person({ 'hooks.toml': '[hooks]\nenabeld = true\n' });
    const onTerminal = (env: NodeJS.ProcessEnv) =>
      // `script` lends a terminal; util-linux has it.
      run(
        spawn('script', ['-qec', `'${process.execPath}' '${BIN}' validate`, '/dev/null'], {
          cwd: someone.project,
          env: { ...someone.env, TERM: 'xterm', ...env },
        }),
      );
    const plain = await onTerminal({ NO_COLOR: '1' });
    expect(plain.stdout).toContain('enabeld');
    expect(plain.stdout).not.toContain('\u001b[3');
    expect((await onTerminal({})).stdout).toContain('\u001b[31m');
  });

  it('may be cut off by who reads it', async () => {
    const someone = person();
    const cut = spawn('sh', ['-c', `'${process.execPath}' '${BIN}' --help | true`], {
      cwd: someone.project,
      env: someone.env,
    });
    expect((await run(cut)).stderr).toBe('');
  });
});
