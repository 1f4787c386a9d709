/** Architecture and Quick Start. */
import { readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import type { Proof } from './proof.ts';
import { openWorld } from './world.ts';

const ECHO = "echo 'Testing hooks'";
/** The answers of a model that is asked for this command. */
const commandAsked = [
  { type: 'shell', command: ECHO, when: ECHO },
  { type: 'message', text: 'done' },
] as const;

export const SCANNER = fileURLToPath(new URL('./recording-server.ts', import.meta.url));

/** The lines of a `config.toml` with the server that the document calls, and the file that it writes. */
export const scannerConfig = (log: string): string =>
  [
    '[mcp_servers.security_scanner]',
    `command = ${JSON.stringify(process.execPath)}`,
    `args = [${JSON.stringify(SCANNER)}]`,
    `env = { SCANNER_LOG = ${JSON.stringify(log)} }`,
  ].join('\n');

export const quickStart: readonly Proof[] = [
  {
    language: '',
    heading: 'Architecture',
    how: 'The four events that it draws reach a script, a webhook and an MCP tool on the real Codex.',
    async prove({ text }) {
      for (const named of [
        'Codex CLI',
        'Hook Scripts',
        'Webhooks',
        'MCP Tools',
        'Log Files',
        'Notifications',
      ]) {
        expect(text).toContain(named);
      }
      const drawn = [...text.matchAll(/^│ - ([A-Z]\w+(?: \w+)?) +│/gm)].map((found) => found[1]);
      const events: Readonly<Record<string, string>> = {
        'Session Start': 'session_start',
        'Task Start': 'task_start',
        'Command Exec': 'exec.before',
        Errors: 'error.occurred',
      };
      expect(drawn).toEqual(Object.keys(events));
      const world = await openWorld(
        [
          { type: 'shell', command: 'true' },
          { type: 'http_error', status: 400, message: 'the model refuses' },
        ],
        { repeatLast: true },
      );
      const posted: string[] = [];
      const server = http.createServer(async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        posted.push(JSON.parse(Buffer.concat(chunks).toString()).event.type);
        response.end();
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => void server.close());
      const scanned = path.join(world.stage.sandbox.root, 'scanned.jsonl');
      world.stage.sandbox.appendConfig(scannerConfig(scanned));
      world.scripts(['script.sh']);
      const { port } = server.address() as AddressInfo;
      const hooks = Object.values(events).flatMap((event) =>
        [
          'command = ["./script.sh"]',
          `url = "http://127.0.0.1:${port}/"`,
          'server = "security_scanner"\ntool = "scan_command"\narguments = { type = "${type}" }',
        ].map((handler) => `[[hooks.${event.split(/[._]/)[0]}]]\nevent = "${event}"\n${handler}\n`),
      );
      world.files({ 'hooks.toml': hooks.join('\n') });
      await world.run(['codex', 'exec', 'do it']);
      const wanted = Object.values(events).toSorted();
      const began = world.ran().filter(({ moment }) => moment === 'begin');
      expect(began.map(({ env }) => env['CODEX_EVENT_TYPE']).sort()).toEqual(wanted);
      expect(posted.sort()).toEqual(wanted);
      const called = readFileSync(scanned, 'utf8').trimEnd().split('\n');
      expect(called.map((line) => JSON.parse(line).type).sort()).toEqual(wanted);
    },
  },
  {
    language: 'json',
    heading: '1. Enable Hooks',
    how: 'As ~/.codex/config.json it names the hooks of a project; with enabled = false nothing runs.',
    async prove({ text }) {
      const world = await openWorld();
      world.stage.sandbox.files({ 'config.json': text }, world.codexHome);
      world.files({ 'hooks.toml': '[[hooks.task]]\nevent = "task_start"\ncommand = ["./my-hook.sh"]\n' });
      world.scripts(['my-hook.sh']);
      await world.valid();
      expect((await world.emit('task_start', { prompt: 'x' })).runs).toHaveLength(1);
      expect(world.ran()).toHaveLength(2);
      // In another folder the file of that name is another one.
      const other = JSON.parse(text.replace('./hooks.toml', './other/hooks.toml'));
      world.stage.sandbox.files({ 'config.json': other }, world.codexHome);
      world.files({ 'other/hooks.toml': '[[hooks.task]]\nevent = "task_start"\ncommand = ["./other.sh"]\n' });
      world.scripts(['other/other.sh']);
      expect((await world.emit('task_start', { prompt: 'x' })).runs).toHaveLength(2);
      const off = { hooks: { ...JSON.parse(text).hooks, enabled: false } };
      world.stage.sandbox.files({ 'config.json': off }, world.codexHome);
      const run = await world.run(['hookline', 'emit', 'task_start', '--data', '{"prompt":"x"}']);
      expect(run.stderr).toContain('switched off');
    },
  },
  {
    language: 'bash',
    heading: '1. Enable Hooks',
    how: 'Typed into a bash in a terminal; codex is hookline codex with the real Codex and its screen.',
    async prove({ text }) {
      const world = await openWorld([{ type: 'message', text: 'Hello to you.', when: 'Hello, world!' }]);
      await world.bash('cp examples/hooks.toml ./hooks.toml');
      const run = await world.bashInTerminal(text);
      expect(run).toMatchObject({ exitCode: 0, timedOut: false });
      expect(world.home('session.log')).toMatch(/Session started.*\n.*Session ended/);
    },
  },
  {
    language: 'bash',
    heading: '2. Create Configuration',
    how: 'Run in bash; what it copies is right and runs.',
    async prove({ text }) {
      const world = await openWorld();
      expect(await world.bash(text)).toMatchObject({ exitCode: 0, filesTouched: ['hooks.toml'] });
      await world.valid();
      await world.emit('session_start');
      expect(world.home('session.log')).toContain('Session started: session_123');
    },
  },
  {
    language: 'bash',
    heading: '3. Test Your Setup',
    how: 'Typed into a bash in a terminal; codex is hookline codex with the real Codex and its screen.',
    async prove({ text }) {
      const world = await openWorld(commandAsked);
      await world.bash('cp examples/hooks.toml ./hooks.toml');
      const run = await world.bashInTerminal(text);
      expect(run).toMatchObject({ exitCode: 0, timedOut: false });
      expect(run.screen).toContain('Testing hooks');
      expect(JSON.parse(world.home('security.log'))).toMatchObject({ command: "echo 'Testing hooks'" });
    },
  },
  {
    language: 'bash',
    heading: '3. Test Your Setup',
    how: 'Run in bash after a task of the real Codex with examples/hooks.toml.',
    async prove({ text }) {
      const world = await openWorld(commandAsked);
      await world.bash('cp examples/hooks.toml ./hooks.toml');
      const run = await world.run(['codex', 'exec', ECHO]);
      const { exitCode, stdout, stderr } = await world.bash(text);
      expect(exitCode, stderr).toBe(0);
      expect(stdout, run.stderr).toMatch(/Session started: .*\n.*Session ended: /);
      expect(stdout).toMatch(/\[basic-script\.sh\] Task .* completed: success=true, \d+ ms/);
    },
  },
];
