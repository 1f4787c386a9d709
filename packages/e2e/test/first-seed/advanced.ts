/** Advanced Usage. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { openHttpsHosts } from './https-hosts.ts';
import type { Proof } from './proof.ts';
import { openWorld, type World } from './world.ts';

const timeline = (world: World): string[] => world.ran().map(({ script, moment }) => `${script} ${moment}`);

export const advanced: readonly Proof[] = [
  {
    language: 'toml',
    heading: 'Hook Priorities',
    how: 'Validated; the three scripts run one after the other, by hand and on the real Codex.',
    async prove({ text }) {
      const world = await openWorld([{ type: 'message', text: 'done' }]);
      world.files({ 'hooks.toml': text });
      world.scripts(['critical-setup.sh', 'normal-setup.sh', 'cleanup.sh']);
      await world.valid();
      const order = ['critical-setup.sh', 'normal-setup.sh', 'cleanup.sh'].flatMap((name) => [
        `${name} begin`,
        `${name} end`,
      ]);
      await world.emit('session_start');
      expect(timeline(world)).toEqual(order);
      await world.run(['codex', 'exec', 'hello']);
      expect(timeline(world)).toEqual([...order, ...order]);
    },
  },
  {
    language: 'toml',
    heading: 'Conditional Execution',
    how: 'Validated; on the real Codex the scan runs in production for an admin, and nowhere else.',
    async prove({ text }) {
      const world = await openWorld([
        { type: 'shell', command: 'echo a > first.txt' },
        { type: 'message', text: 'done' },
        { type: 'shell', command: 'echo b > second.txt' },
        { type: 'message', text: 'done' },
      ]);
      world.files({ 'hooks.toml': text });
      world.scripts(['security-scan.sh']);
      await world.valid();
      const production = { HOOKLINE_ENVIRONMENT: 'production', HOOKLINE_USER_TYPE: 'guest' };
      await world.run(['codex', 'exec', 'hello'], { env: production });
      expect(timeline(world)).toEqual([]);
      await world.run(['codex', 'exec', 'hello'], { env: { ...production, HOOKLINE_USER_TYPE: 'admin' } });
      expect(timeline(world)).toEqual(['security-scan.sh begin', 'security-scan.sh end']);
    },
  },
  {
    language: 'toml',
    heading: 'Error Handling',
    how: 'Validated; on the real Codex the failure of the required hook keeps the prompt from the model, that of the other is logged.',
    async prove({ text }) {
      const world = await openWorld([
        { type: 'message', text: 'done' },
        { type: 'message', text: 'done' },
      ]);
      world.files({ 'hooks.toml': text });
      world.scripts({ 'critical-hook.sh': 0, 'optional-hook.sh': 1 });
      await world.valid();
      const passed = await world.run(['codex', 'exec', 'the first prompt']);
      expect(passed.modelSaw('the first prompt')).toBe(true);
      expect(world.home('hooks.log')).toContain('optional-hook.sh');
      world.scripts({ 'critical-hook.sh': 1, 'optional-hook.sh': 0 });
      const stopped = await world.run(['codex', 'exec', 'the second prompt']);
      expect(stopped.modelRequests).toEqual([]);
      expect((await world.emit('task_start', { prompt: 'x' })).verdict?.kind).toBe('deny');
    },
  },
  {
    language: 'toml',
    heading: 'Timeout Management',
    how: 'Validated; the hooks have these deadlines, and a quick check that hangs is ended at its own.',
    async prove({ text }) {
      const world = await openWorld();
      world.files({ 'hooks.toml': text, 'quick-check.sh': '#!/bin/sh\nexec sleep 600\n' });
      world.scripts(['slow-setup.sh']);
      await world.valid();
      const listed = JSON.parse((await world.run(['hookline', 'list', '--json'])).stdout);
      expect(listed.settings.timeoutMs).toBe(30_000);
      expect(listed.hooks.map((hook: { timeoutMs: number }) => hook.timeoutMs)).toEqual([5_000, 120_000]);
      const hung = await world.emit('exec.before', { command: 'ls' });
      expect(hung.failures).toMatchObject([{ message: expect.stringContaining('5') }]);
      await world.emit('session_start');
      expect(timeline(world)).toEqual(['slow-setup.sh begin', 'slow-setup.sh end']);
    },
  },
  {
    language: 'bash',
    heading: 'Multi-Environment Configuration',
    how: 'Run in bash in a project that has the example configurations in its root; each copy is right and does what its name says.',
    async prove({ text }) {
      const world = await openWorld();
      await world.bash('cp examples/hooks.*.toml .');
      const read = (name: string): string => readFileSync(path.join(world.repo, name), 'utf8');
      expect((await world.bash(text)).exitCode).toBe(0);
      expect(read('hooks.toml')).toBe(read('hooks.prod.toml'));
      const copies = text.split('\n').filter((line) => line.startsWith('cp '));
      const kinds: (string | undefined)[] = [];
      for (const copy of copies) {
        await world.bash(copy);
        await world.valid();
        const { verdict } = await world.emit('exec.before', { command: 'git reset --hard && rm -rf /' });
        const suspicious = await world.emit('exec.before', { command: 'git reset --hard' });
        kinds.push(`${copy}: ${verdict?.kind}, ${suspicious.verdict?.kind}`);
      }
      expect(kinds).toEqual([
        'cp hooks.dev.toml hooks.toml: undefined, undefined',
        'cp hooks.staging.toml hooks.toml: deny, undefined',
        'cp hooks.prod.toml hooks.toml: deny, deny',
      ]);
    },
  },
  {
    language: 'toml',
    heading: 'Integration with CI/CD',
    how: 'Validated and delivered as it stands to a server of that name behind a proxy, when the real Codex ends.',
    async prove({ text }) {
      const world = await openWorld([{ type: 'message', text: 'done' }]);
      const host = await openHttpsHosts(world, ['ci.example.com']);
      world.files({ 'hooks.toml': text });
      await world.valid();
      await world.run(['codex', 'exec', 'hello'], {
        env: { ...host.env, CI_API_TOKEN: 'token-2', ENVIRONMENT: 'ci' },
      });
      expect(host.received).toMatchObject([
        {
          asked: 'ci.example.com:443',
          method: 'POST',
          url: '/codex-session-complete',
          headers: { authorization: 'Bearer token-2', 'x-environment': 'ci' },
          body: { event: { type: 'session_end' } },
        },
      ]);
    },
  },
  {
    language: 'toml',
    heading: 'Monitoring and Alerting',
    how: 'Validated; the failure of a hook that a hooks.local.toml adds is reported to a server of that name behind a proxy.',
    async prove({ text }) {
      const world = await openWorld();
      const host = await openHttpsHosts(world, ['monitoring.example.com']);
      world.files({ 'hooks.toml': text });
      await world.valid();
      const hook =
        '[[hooks.exec]]\nevent = "exec.before"\ncommand = ["./broken.sh"]\ndescription = "Broken"\n';
      writeFileSync(path.join(world.repo, 'hooks.local.toml'), hook);
      world.scripts({ 'broken.sh': 1 });
      await world.emit('exec.before', { command: 'ls' }, { env: host.env });
      expect(host.received).toMatchObject([
        {
          asked: 'monitoring.example.com:443',
          method: 'POST',
          url: '/alert',
          body: { event: { type: 'error.occurred', source: 'hook', error: expect.any(String) } },
        },
      ]);
    },
  },
];
