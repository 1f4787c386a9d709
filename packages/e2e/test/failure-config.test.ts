/** A configuration that cannot be used: what was required stays required, the rest goes on, and the turn ends. */
import { describe, expect, it } from 'vitest';
import { callHook, payload } from './direct.ts';
import { expectRefused, gateEntry, PASS, play, SETTINGS, TOUCH } from './failures.ts';
import { stageFor } from './stage.ts';

const STOP_GATE = `
[[hooks.task]]
event = "task_complete"
type = "script"
command = ["./gate.sh"]
required = true
`;

/** What is in force when the agent starts, and what its first command turns it into. */
const breakingScene = (required: boolean, broken: string) => ({
  config: SETTINGS + gateEntry(required) + (required ? STOP_GATE : ''),
  files: { 'gate.sh': PASS, 'broken.toml': broken },
  turns: [{ type: 'shell', command: 'cp broken.toml hooks.toml' }, TOUCH] as const,
});

const BROKEN: Readonly<Record<string, { readonly text: string; readonly logged: RegExp }>> = {
  'is no TOML any more': { text: '[hooks\nenabled = tru', logged: /HOOKLINE_CONFIG_SYNTAX.*hooks\.toml:\d+/ },
  'is empty of anything readable': { text: '\u0000\u0001\u0002', logged: /HOOKLINE_CONFIG_\w+.*hooks\.toml/ },
  'has an unknown key in the required entry': {
    text: `${SETTINGS}${gateEntry(true, 'timeuot = 3')}`,
    logged: /HOOKLINE_CONFIG_INVALID.*timeuot.*hooks\.toml:\d+:\d+.*timeout/,
  },
  'has a wrong type in the required entry': {
    text: `${SETTINGS}${gateEntry(true, 'timeout = "soon"')}`,
    logged: /HOOKLINE_CONFIG_INVALID.*hooks\.toml:\d+:\d+/,
  },
};

describe.each(Object.entries(BROKEN))(
  'a configuration that %s between two commands',
  (_, { text, logged }) => {
    it('has the second command refused when a gate was required; the turn still ends', async () => {
      const played = await play(breakingScene(true, text));
      expect(played.run.filesTouched).toEqual(['hooks.toml']);
      const [, told = ''] = [...played.run.toolOutputs.values()];
      expect(told).toMatch(
        /The hook configuration hooks\.toml has a mistake.*a required check could not run/,
      );
      expect(told).toContain('npx hookline validate');
      expect(told).not.toContain(played.stage.sandbox.root);
      expect(played.log).toMatch(logged);
      // One request a command, one for the last word: Stop sent nobody back to work.
      expect(played.run.modelRequests).toHaveLength(3);
    });
  },
);

it('lets commands run when nothing was or is required, and the log says why no hook runs', async () => {
  const played = await play(breakingScene(false, '[hooks\nenabled = tru'));
  expect(played.run.filesTouched).toEqual(['hooks.toml', 'ran.txt']);
  expect(played.log).toMatch(/\[ERROR\] \[config\] HOOKLINE_CONFIG_SYNTAX.*hooks\.toml:\d+/);
});

describe('a configuration that is code', () => {
  const scene = (required: boolean) => ({
    name: 'hookline.config.mjs',
    config: `
if (process.argv.includes('PreToolUse')) throw new Error('no such team');
export default { hooks: { exec: [{ event: 'exec.before', type: 'script', command: ['./gate.sh'], required: ${required} }] } };
`,
    files: { 'gate.sh': PASS },
  });

  it('has commands refused when it throws and something was required', async () => {
    const played = await play(scene(true));
    expectRefused(played);
    expect(played.log).toMatch(/HOOKLINE_CONFIG_\w+.*no such team.*hookline\.config\.mjs/);
  });

  it('lets commands run when it throws and requires nothing, and the log says why no hook runs', async () => {
    const played = await play(scene(false));
    expect(played.run.filesTouched).toEqual(['ran.txt']);
    expect(played.log).toMatch(/HOOKLINE_CONFIG_\w+.*no such team.*hookline\.config\.mjs/);
  });
});

describe('a required gate that vanishes in mid-session', () => {
  const scene = (command: string) => ({
    config: SETTINGS + gateEntry(true),
    files: { 'gate.sh': PASS },
    turns: [{ type: 'shell', command }, TOUCH] as const,
  });

  it('has every further command refused when its file is deleted: a model can do that', async () => {
    const played = await play(scene('rm hooks.toml'));
    expect(played.run.filesTouched).not.toContain('ran.txt');
    const [, told = ''] = [...played.run.toolOutputs.values()];
    expect(told).toContain('with a required check of this session was deleted, so this was not let through');
    expect(played.log).toMatch(
      /\[ERROR\] \[config\] The hook configuration with a required check.*exec\.before/,
    );
  });

  it('is told when hooks are switched off beside it', async () => {
    const played = await play(scene('printf "[hooks]\nenabled = false\n" > hooks.local.toml'));
    expect(played.run.filesTouched).toContain('ran.txt');
    expect(played.log).toMatch(
      /\[ERROR\] \[config\] A required check that guarded this session is gone.*exec\.before/,
    );
  });

  it('is told to the person once, and not in another session', async () => {
    const { sandbox } = await stageFor([]);
    const said = async (session: string): Promise<string> => {
      const stdin = payload(sandbox, 'PreToolUse.Bash', { session_id: session });
      return (await callHook(sandbox, { stdin })).stdout;
    };
    sandbox.files({ 'hooks.toml': SETTINGS + gateEntry(true), 'gate.sh': PASS });
    expect(await said('one')).toBe('');
    sandbox.files({ 'hooks.toml': SETTINGS });
    expect(JSON.parse(await said('one')).systemMessage).toContain(
      'A required check that guarded this session is gone',
    );
    expect(await said('one')).toBe('');
    expect(await said('two')).toBe('');
  });
});
