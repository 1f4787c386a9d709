/** Configuration Reference and Hook Types. */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { openHttpsHosts } from './https-hosts.ts';
import type { Proof } from './proof.ts';
import { scannerConfig } from './quick-start.ts';
import { openWorld } from './world.ts';

const begun = (world: Awaited<ReturnType<typeof openWorld>>) =>
  world.ran().filter(({ moment }) => moment === 'begin');

/** What the payload block says happened. */
const COMPLETED = {
  taskId: 'task_456',
  success: true,
  duration: 5000,
  model: 'gpt-4',
  provider: 'openai',
};

export const reference: readonly Proof[] = [
  {
    language: 'toml',
    heading: 'Global Configuration',
    how: 'Validated; its settings are in force, and hooks of a hooks.local.toml beside it run under them.',
    async prove({ text }) {
      const world = await openWorld();
      const hook = (name: string) => `[[hooks.exec]]\nevent = "exec.before"\ncommand = ["./${name}"]\n`;
      world.files({ 'hooks.toml': text, 'hooks.local.toml': hook('a.sh') + hook('b.sh') });
      world.scripts(['a.sh', 'b.sh'], { together: true });
      await world.valid();
      const listed = JSON.parse((await world.run(['hookline', 'list', '--json'])).stdout);
      expect(listed.settings).toMatchObject({
        enabled: true,
        timeoutMs: 30_000,
        parallel: true,
        debug: false,
      });
      expect(listed.hooks.map((hook: { timeoutMs: number }) => hook.timeoutMs)).toEqual([30_000, 30_000]);
      await world.emit('exec.before', { command: 'ls' });
      expect(world.ran().map(({ moment }) => moment)).toEqual(['begin', 'begin', 'end', 'end']);
    },
  },
  {
    language: 'toml',
    heading: 'Hook Definition',
    how: 'Validated; runs where its conditions hold, with its variables, and nowhere else.',
    async prove({ text }) {
      const world = await openWorld();
      world.files({ 'hooks.toml': text });
      world.scripts(['my-hook.sh']);
      await world.valid();
      const env = { API_KEY: 'key-of-the-reader', HOOKLINE_ENVIRONMENT: 'production' };
      const skipped = await world.emit('session_start', {}, { env: { ...env, HOOKLINE_USER_TYPE: 'guest' } });
      expect(skipped.runs).toMatchObject([{ by: 'My custom hook', status: 'skipped' }]);
      expect(world.ran()).toEqual([]);
      const run = await world.emit('session_start', {}, { env: { ...env, HOOKLINE_USER_TYPE: 'admin' } });
      expect(run.runs).toMatchObject([{ by: 'My custom hook' }]);
      expect(begun(world)).toMatchObject([{ env: { MY_VAR: 'value', API_KEY: 'key-of-the-reader' } }]);
    },
  },
  {
    language: 'toml',
    heading: 'Script Hooks',
    how: 'Validated; run with a folder of the test for /path/to/working/dir. As it stands it fails and names that folder.',
    async prove({ text }) {
      const world = await openWorld();
      const folder = path.join(world.stage.sandbox.root, 'working');
      mkdirSync(folder);
      world.files({ 'hooks.toml': text });
      world.scripts(['scripts/log-session.sh']);
      await world.valid();
      await world.emit('session_start');
      expect(world.ran()).toEqual([]);
      expect((await world.run(['hookline', 'spool', 'list'])).stdout).toContain('/path/to/working/dir');

      world.files({ 'hooks.toml': text.replace('/path/to/working/dir', folder) });
      await world.emit('session_start');
      expect(begun(world)).toMatchObject([
        {
          cwd: folder,
          env: {
            LOG_LEVEL: 'info',
            SESSION_TYPE: 'interactive',
            CODEX_EVENT_TYPE: 'session_start',
            CODEX_SESSION_ID: 'session_123',
            CODEX_TIMESTAMP: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
          },
        },
      ]);
    },
  },
  {
    language: 'toml',
    heading: 'Webhook Hooks',
    how: 'Validated and delivered as it stands to a server of that name behind a proxy; after three refusals the fourth try arrives.',
    async prove({ text }) {
      const world = await openWorld();
      const host = await openHttpsHosts(world, ['api.example.com'], [503, 503, 503]);
      world.files({ 'hooks.toml': text });
      await world.valid();
      await world.emit('task_complete', COMPLETED, { env: { ...host.env, API_TOKEN: 'token-1' } });
      expect(host.received).toHaveLength(4);
      for (const request of host.received) {
        expect(request).toMatchObject({
          asked: 'api.example.com:443',
          method: 'POST',
          url: '/codex/webhook',
          headers: {
            authorization: 'Bearer token-1',
            'content-type': 'application/json',
            'x-codex-event': 'task_complete',
          },
        });
      }
    },
  },
  {
    language: 'json',
    heading: 'Webhook Hooks',
    how: 'What a webhook gets for this task has every field of it, with the same values but for the time.',
    async prove({ text }) {
      const world = await openWorld();
      const host = await openHttpsHosts(world, ['api.example.com']);
      world.files({
        'hooks.toml':
          '[[hooks.task]]\nevent = "task_complete"\nurl = "https://api.example.com/codex/webhook"\n',
      });
      await world.emit('task_complete', COMPLETED, { env: host.env });
      const payload = JSON.parse(text);
      expect(host.received.map(({ body }) => body)).toMatchObject([
        {
          ...payload,
          event: { ...payload.event, timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) },
        },
      ]);
    },
  },
  {
    language: 'toml',
    heading: 'MCP Tool Hooks',
    how: "Validated; the tool of a server in Codex's own config.toml gets the command of the real Codex, and refuses one.",
    async prove({ text }) {
      const world = await openWorld([
        { type: 'shell', command: 'echo safe > safe.txt' },
        { type: 'shell', command: 'echo unsafe > unsafe.txt' },
        { type: 'message', text: 'done' },
      ]);
      const scanned = path.join(world.stage.sandbox.root, 'scanned.jsonl');
      world.stage.sandbox.appendConfig(scannerConfig(scanned));
      world.files({ 'hooks.toml': text });
      await world.valid();
      const run = await world.run(['codex', 'exec', '--json', 'do it']);
      expect(run.filesTouched).toEqual(['safe.txt']);
      expect(run.modelSaw('The scanner says no.')).toBe(true);
      const given = readFileSync(scanned, 'utf8').trimEnd().split('\n');
      expect(given.map((line) => JSON.parse(line))).toEqual([
        { command: 'echo safe > safe.txt', severity: 'high' },
        { command: 'echo unsafe > unsafe.txt', severity: 'high' },
      ]);
    },
  },
];
