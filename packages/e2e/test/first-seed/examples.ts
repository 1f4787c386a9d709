/** Examples: each with the scripts of examples/hooks, most of them on the real Codex. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { openHttpsHosts } from './https-hosts.ts';
import type { Proof } from './proof.ts';
import { openWorld } from './world.ts';

/** A task with one command that fails. */
const oneCommand = [
  { type: 'shell', command: 'ls no-such-file' },
  { type: 'message', text: 'done' },
] as const;

export const examples: readonly Proof[] = [
  {
    language: 'toml',
    heading: 'Basic Session Logging',
    how: 'Validated and run on the real Codex: two lines in ~/.codex/session.log.',
    async prove({ text }) {
      const world = await openWorld([{ type: 'message', text: 'done' }]);
      world.files({ 'hooks.toml': text });
      await world.valid();
      await world.run(['codex', 'exec', 'hello']);
      expect(world.home('session.log')).toMatch(
        /^\S+ \[INFO\] Session started: .*\n\S+ \[INFO\] Session ended: .*\n$/,
      );
    },
  },
  {
    language: 'toml',
    heading: 'Security Monitoring',
    how: 'Validated and run on the real Codex: the command is in ~/.codex/security.log, and ran.',
    async prove({ text }) {
      const world = await openWorld([
        { type: 'shell', command: 'git reset --hard; echo yes > ran.txt' },
        { type: 'message', text: 'done' },
      ]);
      world.files({ 'hooks.toml': text });
      await world.valid();
      const run = await world.run(['codex', 'exec', 'hello']);
      expect(run.filesTouched).toContain('ran.txt');
      expect(JSON.parse(world.home('security.log'))).toMatchObject({ risk_level: 'medium', blocked: false });
    },
  },
  {
    language: 'toml',
    heading: 'Slack Notifications',
    how: 'Validated and run on the real Codex, whose model refuses; the address is that of a server on this machine.',
    async prove({ text }) {
      const world = await openWorld([{ type: 'http_error', status: 400, message: 'the model refuses' }], {
        repeatLast: true,
      });
      const messages: string[] = [];
      const slack = http.createServer(async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        messages.push(JSON.parse(Buffer.concat(chunks).toString()).attachments[0].text);
        response.end('ok');
      });
      await new Promise<void>((resolve) => slack.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => void slack.close());
      const { port } = slack.address() as AddressInfo;
      world.files({ 'hooks.toml': text });
      await world.valid();
      const env = { SLACK_WEBHOOK_URL: `http://127.0.0.1:${port}/services/x` };
      await world.run(['codex', 'exec', 'hello'], { env });
      expect(messages).toEqual([expect.stringContaining('the model refuses')]);
    },
  },
  {
    language: 'toml',
    heading: 'Webhook Integration',
    how: 'Validated and delivered as it stands to a server of that name behind a proxy, from the real Codex.',
    async prove({ text }) {
      const world = await openWorld([{ type: 'message', text: 'done' }]);
      const host = await openHttpsHosts(world, ['api.example.com']);
      world.files({ 'hooks.toml': text });
      await world.valid();
      const run = await world.run(['codex', 'exec', 'hello'], { env: { ...host.env, API_TOKEN: 'token-1' } });
      expect(run.exitCode, run.stderr).toBe(0);
      expect(host.received).toMatchObject([
        {
          asked: 'api.example.com:443',
          method: 'POST',
          url: '/codex/task-complete',
          headers: { authorization: 'Bearer token-1', 'content-type': 'application/json' },
          body: { event: { type: 'task_complete', success: true, duration: expect.any(Number) } },
        },
      ]);
    },
  },
  {
    language: 'toml',
    heading: 'Performance Analytics',
    how: 'Validated and run on the real Codex: the files in ~/.codex/analytics have the session and its command.',
    async prove({ text }) {
      const world = await openWorld(oneCommand);
      world.files({ 'hooks.toml': text });
      await world.valid();
      await world.run(['codex', 'exec', 'hello']);
      expect(JSON.parse(world.home('analytics/usage-summary.json')).total.sessions).toBe(1);
      const report = await world.run([
        'python3',
        'examples/hooks/analytics/performance-metrics.py',
        '--report',
        '--json',
      ]);
      expect(JSON.parse(report.stdout)).toMatchObject([
        { commands: 1, failed: 1, total_ms: expect.any(Number), programs: { ls: 1 } },
      ]);
    },
  },
];
