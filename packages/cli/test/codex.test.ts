import { constants } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hookedEvents, interrupted, putCodex, started } from './fake-codex.ts';
import { person } from './person.ts';

const GATE = '[[hooks.exec]]\nevent = "exec.before"\ncommand = ["true"]\n';
const START = '[[hooks.session]]\nevent = "session_start"\ncommand = ["true"]\n';

function someoneWithCodex(files: Readonly<Record<string, string>> = { 'hooks.toml': GATE }) {
  const someone = person(files);
  putCodex(someone);
  return someone;
}

describe('hookline codex', () => {
  it('hands over the hooks that the configuration needs, the trust in them, and the arguments in their order', async () => {
    const someone = someoneWithCodex();
    const args = ['exec', '-m', 'gpt', '--json', '-c', 'a=1', 'fix the tests'];
    expect(await someone.hookline(['codex', ...args])).toMatchObject({
      code: 0,
      stdout: 'ready\n',
      stderr: '',
    });
    const passed = started(someone)?.args ?? [];
    expect(passed.slice(-args.length)).toEqual(args);
    expect(hookedEvents(passed)).toEqual(['PreToolUse']);
    expect(passed.at(-args.length - 1)).toMatch(
      /^hooks\.state=\{"\/<session-flags>\/config\.toml:pre_tool_use:0:0"=\{trusted_hash="sha256:/,
    );
    expect(started(someone)?.env['HOOKLINE_CONFIG']).toBeUndefined();
    expect(started(someone)?.cwd).toBe(someone.project);
  });

  it.each(['hooks.PreToolUse=[]', 'hooks.state={}'])(
    'does not start codex with -c %s: it would run without the hooks, and not say so',
    async (setting) => {
      const someone = someoneWithCodex();
      const { code, stderr } = await someone.hookline(['codex', 'exec', '-c', setting, 'x']);
      expect(code).toBe(64);
      expect(stderr).toContain('would take the hooks of this run away');
      expect(started(someone)).toBeUndefined();
    },
  );

  it('says when the configuration of Codex has hooks switched off', async () => {
    const someone = someoneWithCodex();
    someone.write('config.toml', '[features]\nhooks = false\n', someone.codexHome);
    const { code, stderr } = await someone.hookline(['codex', 'exec', 'x']);
    expect(code).toBe(0);
    expect(stderr).toContain('none of the hooks here will run');
    expect((await someone.hookline(['codex', '--enable-hooks', 'exec', 'x'])).stderr).toBe('');
  });

  it('leaves what stands behind -- to codex', async () => {
    const someone = someoneWithCodex();
    await someone.hookline(['codex', 'exec', '--', '--disable-hooks', '--hooks-config=x']);
    const passed = started(someone)?.args ?? [];
    expect(passed.slice(-4)).toEqual(['exec', '--', '--disable-hooks', '--hooks-config=x']);
    expect(hookedEvents(passed)).toEqual(['PreToolUse']);
  });

  it.each([['--hooks-config=mine.toml'], ['--hooks-config', 'mine.toml']])(
    'takes another configuration for this run: %s %s',
    async (...flag) => {
      const someone = someoneWithCodex({ 'hooks.toml': GATE, 'mine.toml': START });
      expect(await someone.hookline(['codex', ...flag, 'Hello'])).toMatchObject({ code: 0 });
      const { args = [], env } = started(someone) ?? {};
      expect(hookedEvents(args)).toEqual(['SessionStart']);
      expect(args.at(-1)).toBe('Hello');
      expect(args.join(' ')).not.toContain('mine.toml');
      expect(env?.['HOOKLINE_CONFIG']).toBe(join(someone.project, 'mine.toml'));
    },
  );

  it('finds the configuration of the folder that codex will work in', async () => {
    const someone = someoneWithCodex({ 'hooks.toml': GATE, 'sub/hooks.toml': START });
    await someone.hookline(['codex', 'exec', '-C', 'sub', 'x']);
    expect(hookedEvents(started(someone)?.args ?? [])).toEqual(['SessionStart', 'PreToolUse']);
  });

  it('does not start codex when the configuration is missing or broken, and says why', async () => {
    const someone = someoneWithCodex({ 'hooks.toml': `${GATE}tiemout = 5\n` });
    const broken = await someone.hookline(['codex', 'exec', 'x']);
    expect(broken.code).toBe(1);
    expect(broken.stderr).toContain('hooks.toml:4:1  error    The key "tiemout" is not known here.');
    expect(broken.stderr).toContain('1 error, 0 warnings. Codex was not started');
    const missing = await someone.hookline(['codex', '--hooks-config', 'nope.toml', 'x']);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('nope.toml  error    The configuration that was named does not exist.');
    expect(started(someone)).toBeUndefined();
  });

  it('switches hooks off and on for the run', async () => {
    const someone = someoneWithCodex({ 'hooks.toml': 'broken' });
    expect(await someone.hookline(['codex', '--disable-hooks', 'exec', 'x'])).toMatchObject({ code: 0 });
    expect(started(someone)?.args).toEqual(['-c', 'features.hooks=false', 'exec', 'x']);
    someone.write('hooks.toml', GATE);
    await someone.hookline(['codex', '--enable-hooks', 'exec', 'x']);
    expect(started(someone)?.args.slice(0, 2)).toEqual(['-c', 'features.hooks=true']);
  });

  it('hands nothing over without hooks, or with hooks switched off in the configuration', async () => {
    const someone = someoneWithCodex({});
    await someone.hookline(['codex', 'exec', 'x']);
    expect(started(someone)?.args).toEqual(['exec', 'x']);
    someone.write('hooks.toml', `[hooks]\nenabled = false\n${GATE}`);
    await someone.hookline(['codex', 'exec', 'x']);
    expect(started(someone)?.args).toEqual(['exec', 'x']);
  });

  it('keeps the exit code', async () => {
    expect(await someoneWithCodex().hookline(['codex', 'exec'], { env: { FAKE_EXIT: '7' } })).toMatchObject({
      code: 7,
    });
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'passes %s on and keeps the code that codex ends with',
    async (signal) => {
      const someone = someoneWithCodex();
      const run = await interrupted(someone, signal, { FAKE_ON_SIGNAL: 'ends' });
      expect(run).toMatchObject({ code: 5, stdout: `ready\ngot ${signal}\n` });
    },
  );

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'ends with 128 + n when codex was ended by %s',
    async (signal) => {
      const someone = someoneWithCodex();
      const run = await interrupted(someone, signal, { FAKE_ON_SIGNAL: 'dies' });
      expect(run).toMatchObject({ code: 128 + constants.signals[signal] });
    },
  );

  it('starts the codex that HOOKLINE_CODEX names', async () => {
    const someone = person({ 'hooks.toml': GATE });
    const elsewhere = putCodex(someone, join(someone.root, 'elsewhere'));
    expect(await someone.hookline(['codex'], { env: { HOOKLINE_CODEX: elsewhere } })).toMatchObject({
      code: 0,
    });
    expect(started(someone)).toBeDefined();
    const wrong = await someone.hookline(['codex'], { env: { HOOKLINE_CODEX: '/no/such/codex' } });
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('HOOKLINE_CODEX does not name an executable file.');
  });

  it('says how to install codex when there is none, and takes none from a folder on PATH that is relative', async () => {
    const someone = person({ 'hooks.toml': GATE });
    putCodex(someone, someone.project);
    for (const PATH of ['/nowhere', '.:/nowhere', '']) {
      const { code, stderr } = await someone.hookline(['codex', 'exec'], { env: { PATH } });
      expect(code).toBe(1);
      expect(stderr).toContain('HOOKLINE_HOST_NOT_FOUND  The Codex CLI was not found on PATH.');
      expect(stderr).toContain('npm install -g @openai/codex');
    }
    expect(started(someone)).toBeUndefined();
  });

  it('shows its own flags before the help of codex', async () => {
    const someone = someoneWithCodex();
    const { stdout } = await someone.hookline(['codex', '--help']);
    expect(stdout).toMatch(/^hookline codex takes[\s\S]*--hooks-config FILE[\s\S]*ready\n$/);
    expect(started(someone)?.args).toEqual(['--help']);
  });

  it('does not hand over what an installation hears already', async () => {
    const someone = someoneWithCodex({ 'hooks.toml': `${GATE}${START}` });
    await someone.hookline(['install', '--scope', 'user', '--events', 'PreToolUse', '--trust', '--yes']);
    await someone.hookline(['codex', 'exec']);
    expect(hookedEvents(started(someone)?.args ?? [])).toEqual(['SessionStart']);
  });

  it('writes nothing', async () => {
    const someone = someoneWithCodex();
    const before = someone.files();
    await someone.hookline(['codex', 'exec']);
    const { 'home/started.json': _, ...after } = someone.files();
    expect(after).toEqual(before);
  });
});
