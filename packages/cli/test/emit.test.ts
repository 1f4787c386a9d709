import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { person } from './person.ts';

const recorded = (name: string): string =>
  readFileSync(new URL(`../../host-codex/test/recorded/${name}.json`, import.meta.url), 'utf8');

const GATE = `#!/bin/sh
case "$CODEX_COMMAND" in
  *forbidden*) echo "Not that one." >&2; exit 2 ;;
esac
`;
const GATED = '[[hooks.exec]]\nevent = "exec.before"\ncommand = ["./gate.sh"]\ndescription = "Gate"\n';
const gated = () => person({ 'hooks.toml': GATED, 'gate.sh': GATE });

const logging = (event: string, text: string): string =>
  `[[hooks.any]]\nevent = "${event}"\ncommand = ["sh", "-c", 'echo "${text}" >> "$HOME/ran"']\n`.replace(
    'hooks.any',
    `hooks.${event.startsWith('integration') ? 'integration' : 'session'}`,
  );

const DEPLOY = `
import { defineEvent, definePlugin } from '@hookline/core';
if (process.env.DEPLOY_BROKEN) throw new Error('no calendar');
defineEvent('deploy.before', {
  property: 'deployBefore', category: 'deploy', lanes: ['gate', 'observe'], verdicts: ['deny'],
  onRequiredFailure: 'deny', tool: false, summary: 'A deployment is about to begin.',
});
export default definePlugin({
  name: 'deploy-freeze',
  events: ['deploy.before'],
  setup({ on }) {
    on('deploy.before').gate((event, ctx) => (event.target === 'live' ? ctx.deny('Not before Monday.') : undefined));
  },
});
`;

describe('hookline emit', () => {
  it.each(['session_start', 'session.start', 'SessionStart'])(
    'raises a session start by the name %s',
    async (name) => {
      const someone = person({
        'hooks.toml': `${logging('session_start', '$CODEX_EVENT_TYPE')}mode = "sync"\n`,
      });
      const { code, stdout } = await someone.hookline(['emit', name]);
      expect(code, stdout).toBe(0);
      expect(stdout).toMatch(/^session_start {2}pass {2}\d+ ms$/m);
      expect(someone.files()['home/ran']).toBe('session_start\n');
    },
  );

  it('ends with 1 and the reason when a gate refuses', async () => {
    const { code, stdout } = await gated().hookline([
      'emit',
      'exec.before',
      '--data',
      '{"command":"touch forbidden"}',
    ]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^exec\.before {2}deny /);
    expect(stdout).toContain('  Gate: Not that one.');
  });

  it('takes more from stdin than a pipe holds at a time', async () => {
    const command = `: ${'x'.repeat(400_000)}; touch forbidden`;
    const { code, stderr } = await gated().hookline(['emit', 'exec.before', '--data', '-', '--json'], {
      stdin: JSON.stringify({ command }),
    });
    // The variable is cut at 64 KiB, so this gate does not see the end; that it ran at all is what counts here.
    expect(code, stderr).toBe(0);
  });

  it('takes a recorded payload of the agent, from a file, from stdin and as text', async () => {
    const someone = gated();
    const refused = recorded('PreToolUse.Bash').replace('printf hello; exit 3', 'touch forbidden');
    someone.write('payload.json', refused);
    const runs = await Promise.all([
      someone.hookline(['emit', 'PreToolUse', '--data', '@payload.json', '--json']),
      someone.hookline(['emit', 'exec.before', '--data', '-', '--json'], { stdin: refused }),
      someone.hookline(['emit', 'PreToolUse', '--data', refused, '--json']),
    ]);
    for (const { code, stdout } of runs) {
      expect(code).toBe(1);
      expect(JSON.parse(stdout)).toMatchObject({
        event: {
          type: 'exec.before',
          command: 'touch forbidden',
          host: { name: 'codex', event: 'PreToolUse' },
        },
        verdict: { kind: 'deny', reasons: [{ by: 'Gate', text: 'Not that one.' }] },
      });
    }
    const passed = await someone.hookline(['emit', 'PreToolUse', '--data', recorded('PreToolUse.Bash')]);
    expect(passed).toMatchObject({ code: 0, stderr: '' });
  });

  it('raises an event of integration, with any data, for those who listen', async () => {
    const someone = person({ 'hooks.toml': `${logging('integration.deploy', 'deployed')}mode = "sync"\n` });
    expect(await someone.hookline(['emit', 'integration.deploy', '--data', '["eu", 1]'])).toMatchObject({
      code: 0,
    });
    expect(someone.files()['home/ran']).toBe('deployed\n');
    const nobody = await someone.hookline(['emit', 'integration.release']);
    expect(nobody).toMatchObject({ code: 0 });
    expect(nobody.stdout).toContain(
      'No hook listens to this event here. The hooks of hooks.toml listen to: integration.deploy.',
    );
  });

  it.each(['the first time', 'when its configuration did not change'])(
    'raises an event that a plugin defines, %s',
    async (when) => {
      const someone = person({ 'hooks.toml': '[plugins."./deploy.mjs"]\n', 'deploy.mjs': DEPLOY });
      if (when !== 'the first time') await someone.hookline(['emit', 'session_start']);
      const refused = await someone.hookline(['emit', 'deploy.before', '--data', '{"target":"live"}']);
      expect(refused.stdout, refused.stderr).toContain('deploy-freeze: Not before Monday.');
      expect(refused.code).toBe(1);
      const passed = await someone.hookline(['emit', 'deploy.before', '--data', '{"target":"test"}']);
      expect(passed.stdout).toMatch(/^deploy\.before {2}pass /);
      expect(passed.code).toBe(0);
    },
  );

  it('says why the plugin that may define an event did not', async () => {
    const someone = person({ 'hooks.toml': '[plugins."./deploy.mjs"]\n', 'deploy.mjs': DEPLOY });
    await someone.hookline(['emit', 'session_start']);
    const typo = await someone.hookline(['emit', 'deploy.befor']);
    expect(typo.stderr).toContain('There is no event "deploy.befor". Did you mean "deploy.before"?');
    expect(typo.code).toBe(64);
    const broken = person({ 'hooks.toml': '[plugins."./deploy.mjs"]\n', 'deploy.mjs': DEPLOY });
    await broken.hookline(['emit', 'session_start']);
    const run = await broken.hookline(['emit', 'deploy.before'], { env: { DEPLOY_BROKEN: '1' } });
    expect(run.stderr).toContain('The plugin ./deploy.mjs could not be imported: no calendar');
    expect(run.code).toBe(64);
  });

  it('has handed an async hook over durably when it ends, and flushing does it', async () => {
    const someone = person({ 'hooks.toml': `${logging('session_start', 'late')}mode = "async"\n` });
    const { code, stdout } = await someone.hookline(['emit', 'session_start', '--no-wait']);
    expect(code).toBe(0);
    expect(stdout).toContain('1 handed over');
    expect((await someone.hookline(['spool', 'flush'])).code).toBe(0);
    expect(someone.files()['home/ran']).toBe('late\n');
  });

  it('fails with the failure of a required hook', async () => {
    const someone = person({
      'hooks.toml':
        '[[hooks.exec]]\nevent = "exec.before"\ncommand = ["sh", "-c", "exit 5"]\nrequired = true\n',
    });
    const { code, stdout, stderr } = await someone.hookline([
      'emit',
      'exec.before',
      '--data',
      '{"command":"ls"}',
    ]);
    expect(code).toBe(1);
    expect(stdout).toContain('deny');
    expect(stderr).toContain('HOOKLINE_SCRIPT_FAILED');
    expect(stderr).toContain('where  ');
  });

  it.each([
    [['sesion_start'], 'There is no event "sesion_start". Did you mean "session_start"?'],
    [['nonsense'], 'Known: session_start, '],
    [['exec.before', '--data', '{bad'], '--data is not JSON: '],
    [['exec.before', '--data', 'gate.sh'], '  For a file write: --data @gate.sh\n'],
    [['exec.before', '--data', 'command=ls -la'], `  Write: --data '{"command":"ls -la"}'\n`],
    [['exec.before', '--data', "{'command': 'ls'}"], '  JSON has double quotes around names and texts;'],
    [['exec.before'], `  Example: hookline emit exec.before --data '{"command":"ls -la"}'\n`],
    [['error.occurred'], 'error is missing; expected a text.\n'],
    [['exec.before', '--data', ''], '--data is empty'],
    [['exec.before', '--data', '@missing.json'], 'missing.json could not be read: ENOENT'],
    [['exec.before', '--data', '[]'], 'The data of exec.before must be a JSON object'],
    [
      ['exec.before', '--data', '{"comand":"ls"}'],
      'comand is no field of exec.before. Did you mean command?',
    ],
    [['PreToolUse', '--data', '{"tool_name":"Bash"}'], 'hookline: '],
    [
      ['PreToolUse', '--data', '{"command":"ls"}'],
      'no payload of Codex for PreToolUse: The field "tool_name" is missing or is not a text. To type fields by hand, name the event: exec.before,',
    ],
    [
      ['exec.before', '--data', '{"command":3}'],
      'exec.before:\n  command must be a text, but is a number.\n',
    ],
    [['patch.before'], 'patch.before:\n  patch is missing; expected a text.\n'],
  ])('refuses %j with exit code 64', async (args, said) => {
    const { code, stdout, stderr } = await gated().hookline(['emit', ...args]);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain(said);
  });

  it('runs nothing when the configuration is broken or missing', async () => {
    const someone = person({ 'hooks.toml': `${logging('session_start', 'x')}tiemout = 1\n` });
    const broken = await someone.hookline(['emit', 'session_start']);
    expect(broken.code).toBe(1);
    expect(broken.stderr).toContain('1 error, 0 warnings. No hook was run.');
    const missing = await someone.hookline(['emit', 'session_start', '--config', 'nope.toml']);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('nope.toml  error    The configuration that was named does not exist.');
    expect(existsSync(join(someone.root, 'home/ran'))).toBe(false);
  });

  it('says so where there is no configuration at all', async () => {
    const { code, stdout } = await person().hookline(['emit', 'session_start']);
    expect(code).toBe(0);
    expect(stdout).toContain('No configuration was found. Make one with: npx hookline init');
  });

  it('runs nothing when hooks are switched off', async () => {
    const someone = person({ 'hooks.toml': `[hooks]\nenabled = false\n${logging('session_start', 'x')}` });
    const run = await someone.hookline(['emit', 'session_start']);
    expect(run).toMatchObject({ code: 0, stderr: 'Hooks are switched off: [hooks] enabled = false.\n' });
  });

  it('shows what the input was rewritten to, and by whom', async () => {
    const answer = JSON.stringify({ hookSpecificOutput: { updatedInput: { command: 'echo safe' } } });
    const someone = person({
      'hooks.toml':
        '[[hooks.exec]]\nevent = "exec.before"\ncommand = ["./rewrite.sh"]\ndescription = "Safer"\n',
      'rewrite.sh': `#!/bin/sh\necho '${answer}'\n`,
    });
    const { stdout } = await someone.hookline(['emit', 'exec.before', '--data', '{"command":"rm x"}']);
    expect(stdout).toContain('  command rewritten by Safer: echo safe\n');
  });

  it('is a failure when a configuration ends the process', async () => {
    const someone = person({ 'hookline.config.mjs': 'process.exit(0);' });
    const run = await someone.hookline(['emit', 'session_start']);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain('The process ended before the command was done.');
  });

  it('is a failure when a configuration waits for ever', async () => {
    const someone = person({ 'hookline.config.mjs': 'await new Promise(() => {});' });
    const run = await someone.hookline(['emit', 'session_start']);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain('Look for a top-level await that does not end.');
  });

  it('gives defineConfig to a configuration in code that has no node_modules', async () => {
    const someone = person({
      'hookline.config.ts': `import { defineConfig } from 'hookline';
export default defineConfig({ hooks: { session: [{ event: 'session_start', mode: 'sync', command: ['true'] }] } });
`,
    });
    const run = await someone.hookline(['emit', 'session_start']);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('  true  ok');
  });
});
