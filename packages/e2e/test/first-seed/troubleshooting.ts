/** Troubleshooting and the script template of the API Reference. */
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { Proof } from './proof.ts';
import { openWorld, type World } from './world.ts';

const SCRIPTS = {
  sh: [
    'session-logging/log-session-start.sh',
    'session-logging/log-session-end.sh',
    'notifications/slack-webhook.sh',
    'templates/basic-script.sh',
  ],
  py: ['security/scan-commands.py', 'analytics/performance-metrics.py'],
  js: ['analytics/track-usage.js'],
};

const scriptPath = (world: World, name: string): string => path.join(world.repo, 'examples/hooks', name);
const isExecutable = (world: World, name: string): boolean =>
  (statSync(scriptPath(world, name)).mode & 0o100) !== 0;

/** Takes the right to be executed away from every script, as an archive or a copy over a network may do. */
function lame(world: World): void {
  for (const name of Object.values(SCRIPTS).flat()) chmodSync(scriptPath(world, name), 0o644);
}

export const troubleshooting: readonly Proof[] = [
  {
    language: 'bash',
    heading: 'Hooks Not Executing',
    how: 'Run in bash with the config.json of the quick start.',
    async prove({ text }) {
      const world = await openWorld();
      const config = { hooks: { enabled: true, configPath: './hooks.toml' } };
      world.stage.sandbox.files({ 'config.json': config }, world.codexHome);
      const { exitCode, stdout } = await world.bash(text);
      expect(exitCode).toBe(0);
      expect(stdout).toContain('"enabled": true');
      expect(stdout).toContain('"configPath": "./hooks.toml"');
    },
  },
  {
    language: 'bash',
    heading: 'Hooks Not Executing',
    how: 'Run in bash; what it only shows, hookline validate checks, to the line and column.',
    async prove({ text }) {
      const world = await openWorld();
      world.files({ 'hooks.toml': '[hooks]\nenabled = yes\n' });
      expect(await world.bash(text)).toMatchObject({ exitCode: 0, stdout: '[hooks]\nenabled = yes\n' });
      const checked = await world.run(['hookline', 'validate']);
      expect(checked.exitCode).toBe(1);
      expect(`${checked.stdout}${checked.stderr}`).toMatch(/hooks\.toml:2:\d+ {2}error {2}/);
    },
  },
  {
    language: 'bash',
    heading: 'Hooks Not Executing',
    how: 'Run in bash on scripts that may not be executed; the hook that failed for it runs then.',
    async prove({ text }) {
      const world = await openWorld();
      await world.bash('cp examples/hooks.toml hooks.toml');
      lame(world);
      await world.emit('session_start');
      expect(existsSync(path.join(world.codexHome, 'session.log'))).toBe(false);
      expect((await world.bash(text)).exitCode).toBe(0);
      expect(SCRIPTS.sh.filter((name) => !isExecutable(world, name))).toEqual([]);
      await world.emit('session_start');
      expect(world.home('session.log')).toContain('Session started');
    },
  },
  {
    language: 'bash',
    heading: 'Permission Errors',
    how: 'Run in bash on scripts that may not be executed; afterwards each of them may, and it lists the folder.',
    async prove({ text }) {
      const world = await openWorld();
      lame(world);
      const { exitCode, stdout, stderr } = await world.bash(text);
      expect(exitCode, stderr).toBe(0);
      expect(
        Object.values(SCRIPTS)
          .flat()
          .filter((name) => !isExecutable(world, name)),
      ).toEqual([]);
      for (const name of [
        'README.md',
        'analytics',
        'notifications',
        'security',
        'session-logging',
        'templates',
      ])
        expect(stdout).toContain(name);
    },
  },
  {
    language: 'bash',
    heading: 'Missing Dependencies',
    how: 'Its check of Node.js is run in bash; and what it installs is used where it is there and not needed where it is not.',
    unproved:
      'Its other lines install from the internet: with pip, with apt-get as root, with Homebrew on another system. A test may do none of it.',
    async prove({ text }) {
      const world = await openWorld();
      const checks = text.split('\n').filter((line) => line.startsWith('node '));
      expect(checks).toEqual(['node --version']);
      const { exitCode, stdout } = await world.bash(checks.join('\n'));
      expect([exitCode, stdout.trim()]).toEqual([0, process.version]);
      const installed = text
        .split('\n')
        .filter((line) => /\binstall\b.*\w$|install /.test(line) && !line.startsWith('#'));
      expect(installed.map((line) => line.split(/ +/)[line.startsWith('sudo') ? 3 : 2])).toEqual([
        'psutil',
        'jq',
        'jq',
      ]);

      mkdirSync(path.join(world.stage.sandbox.root, 'python'));
      const psutil = path.join(world.stage.sandbox.root, 'python/psutil.py');
      writeFileSync(psutil, 'class virtual_memory:\n    percent = 12.5\n');
      await world.bash('cp examples/hooks.toml hooks.toml');
      const ran = { command: 'ls', exitCode: 0, duration: 5 };
      await world.emit('exec.after', ran, { env: { PYTHONPATH: path.dirname(psutil) } });
      await world.emit('exec.after', ran);
      const report = ['python3', 'examples/hooks/analytics/performance-metrics.py', '--report', '--json'];
      const [session] = JSON.parse((await world.run(report)).stdout);
      expect(session.commands).toBe(2);
      expect(JSON.stringify(session.memory_percent)).toMatch(/\d/);
    },
  },
  {
    language: 'toml',
    heading: 'Debug Mode',
    how: 'Validated; on the real Codex a hook of a hooks.local.toml beside it is told of in ~/.codex/hooks.log, and is not without it.',
    async prove({ text }) {
      const turns = [{ type: 'shell', command: 'true' } as const, { type: 'message' } as const];
      const world = await openWorld([...turns, ...turns]);
      const hook =
        '[[hooks.exec]]\nevent = "exec.before"\ncommand = ["./my-hook.sh"]\ndescription = "Mine"\n';
      world.files({ 'hooks.local.toml': hook, 'my-hook.sh': '#!/bin/sh\necho "a word of it" >&2\n' });
      const told = (): boolean =>
        existsSync(path.join(world.codexHome, 'hooks.log')) &&
        /\[DEBUG\] .*Mine/.test(world.home('hooks.log'));
      await world.run(['codex', 'exec', 'hello']);
      expect(told()).toBe(false);
      world.files({ 'hooks.toml': text });
      await world.valid();
      await world.run(['codex', 'exec', 'hello']);
      expect(told()).toBe(true);
    },
  },
  {
    language: 'bash',
    heading: 'Debug Mode',
    how: 'Typed into a bash in a terminal; codex is hookline codex with the real Codex and its screen.',
    async prove({ text }) {
      const world = await openWorld([{ type: 'message', text: 'Done.', when: 'test command' }]);
      await world.bash(
        'cp examples/hooks.toml ./hooks.toml && sed -i "s/^debug = false/debug = true/" hooks.toml',
      );
      expect(await world.bashInTerminal(text)).toMatchObject({ exitCode: 0, timedOut: false });
      expect(world.home('session.log')).toContain('Session ended');
      expect(world.home('hooks.log')).toContain('[DEBUG]');
    },
  },
  {
    language: 'bash',
    heading: 'Testing Hooks',
    how: 'Run in bash; and hookline emit session_start does the same by one command, and says what ran.',
    async prove({ text }) {
      const world = await openWorld();
      const { exitCode, stdout, stderr } = await world.bash(text);
      expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: '', stderr: '' });
      expect(world.home('session.log')).toMatch(
        /^\[\d{4}-[\dT:+-]+\] \[INFO\] Session started: test_session\n$/,
      );
      await world.bash('cp examples/hooks.toml ./hooks.toml');
      const emitted = await world.run(['hookline', 'emit', 'session_start', '--session', 'test_session']);
      expect(emitted.stdout).toMatch(/^session_start {2}pass {2}/);
      expect(emitted.stdout).toContain('Log session start');
      await world.run(['hookline', 'spool', 'flush']);
      const log = () => world.home('session.log').match(/Session started: test_session/g);
      await expect.poll(log, { timeout: 30_000 }).toHaveLength(2);
    },
  },
  {
    language: 'bash',
    heading: 'Hook Script Template',
    how: 'Run as the script of hooks on the real Codex; its log has each event. It prints what it logs, so at session_start it is async.',
    async prove({ text }) {
      const world = await openWorld([
        { type: 'shell', command: 'true' },
        { type: 'message', text: 'done' },
      ]);
      const hook = (category: string, event: string): string =>
        `[[hooks.${category}]]\nevent = "${event}"\ncommand = ["./custom-hook.sh"]\nmode = "async"\n`;
      world.files({
        'hooks.toml': `${hook('session', 'session_start')}${hook('exec', 'exec.before')}${hook('task', 'task_complete')}`,
        'custom-hook.sh': text,
      });
      await world.valid();
      const run = await world.run(['codex', 'exec', 'hello']);
      expect(run.exitCode).toBe(0);
      expect(run.modelSaw('Hook executed')).toBe(false);
      const log = readFileSync(path.join(world.codexHome, 'hooks.log'), 'utf8');
      for (const event of ['session_start', 'exec.before', 'task_complete'])
        expect(log).toMatch(
          new RegExp(`^\\[\\d{4}-\\S+\\] \\[INFO\\] Hook executed for event: ${event}$`, 'm'),
        );
      expect(log).toMatch(/\[ERROR\] Unknown event type: exec\.before/);
      expect(log).not.toMatch(/Unknown event type: (?:session_start|task_complete)/);
    },
  },
];
