/** Security Considerations. */
import { chmodSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { openHttpsHosts } from './https-hosts.ts';
import type { Proof } from './proof.ts';
import { openWorld } from './world.ts';

const modeOf = (...parts: string[]): number => statSync(path.join(...parts)).mode & 0o777;

export const security: readonly Proof[] = [
  {
    language: 'bash',
    heading: 'Input Validation',
    how: 'Run as the script of a hook, with a line at its end that shows what it made; and by hand without the variable.',
    async prove({ text }) {
      const world = await openWorld();
      world.files({
        'hooks.toml': '[[hooks.task]]\nevent = "task_start"\ncommand = ["./validate.sh"]\n',
        'validate.sh': `${text}echo "the session is $SESSION_ID"\n`,
      });
      const hooked = await world.emit('task_start', { prompt: 'x' }, { session: 'a_b-1; $(rm)/é\n' });
      expect(hooked.context.map((one) => one.text)).toEqual(['the session is a_b-1rm']);
      const { exitCode, stdout, stderr } = await world.run(['./validate.sh']);
      expect({ exitCode, stdout, stderr }).toEqual({
        exitCode: 1,
        stdout: '',
        stderr: 'Error: CODEX_SESSION_ID not set\n',
      });
    },
  },
  {
    language: 'toml',
    heading: 'Environment Variables',
    how: 'Validated alone, where it holds for all hooks of the category; run below a hook, whose script sees both.',
    async prove({ text }) {
      const world = await openWorld();
      world.files({ 'hooks.toml': text });
      await world.valid();
      world.files({
        'hooks.toml': `[[hooks.task]]\nevent = "task_start"\ncommand = ["./my-hook.sh"]\nrequired = true\n\n${text}`,
      });
      world.scripts(['my-hook.sh']);
      await world.valid();
      const env = { API_KEY: 'key-of-the-reader', DATABASE_URL: 'postgres://localhost/x' };
      await world.emit('task_start', { prompt: 'x' }, { env });
      expect(world.ran()[0]?.env).toMatchObject(env);
      const unset = await world.emit(
        'task_start',
        { prompt: 'x' },
        { env: { API_KEY: 'key-of-the-reader' } },
      );
      expect(unset.failures).toMatchObject([{ code: 'HOOKLINE_ENTRY_VARIABLE_UNSET' }]);
      expect(unset.verdict?.kind).toBe('deny');
    },
  },
  {
    language: 'bash',
    heading: 'File Permissions',
    how: 'Run in bash; the files have the modes that it gives, and the hooks run with them.',
    async prove({ text }) {
      const world = await openWorld();
      await world.bash('cp examples/hooks.toml hooks.toml');
      expect((await world.bash(text)).exitCode).toBe(0);
      expect(modeOf(world.repo, 'hooks.toml')).toBe(0o600);
      const script = path.join(world.repo, 'examples/hooks/session-logging/log-session-start.sh');
      expect(modeOf(script)).toBe(0o700);
      await world.emit('session_start');
      expect(world.home('session.log')).toContain('Session started');
    },
  },
  {
    language: 'bash',
    heading: 'Sandboxing',
    how: 'Run in bash and as the command of a hook, as nobody. Where there is no sudo, setpriv stands in for it.',
    asRoot: true,
    async prove({ text }) {
      const world = await openWorld();
      const { root } = world.stage.sandbox;
      // Nobody has to reach the script, and to leave a trace.
      chmodSync(root, 0o755);
      world.files({ 'out/empty': '', 'my-hook.sh': '#!/bin/sh\nid -un >> out/who\ncat >> out/stdin\n' });
      chmodSync(path.join(world.repo, 'out'), 0o777);
      if ((await world.run(['sh', '-c', 'command -v sudo'])).exitCode !== 0) {
        // Like sudo it keeps nothing of the environment but where programs are.
        world.stage.sandbox.files(
          {
            sudo: '#!/bin/sh\n[ "$1" = -u ] || exit 64\nuser="$2"; shift 2\nexec env -i PATH=/usr/bin:/bin setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups "$@"\n',
          },
          path.join(root, 'shims'),
        );
      }
      expect((await world.bash(text)).exitCode).toBe(0);
      const words = text.trim().split('\n').at(-1)?.split(' ');
      world.files({
        'hooks.toml': `[[hooks.exec]]\nevent = "exec.before"\ncommand = ${JSON.stringify(words)}\nrequired = true\n`,
      });
      expect((await world.emit('exec.before', { command: 'ls' })).failures).toEqual([]);
      expect(readFileSync(path.join(world.repo, 'out/who'), 'utf8')).toBe('nobody\nnobody\n');
      expect(readFileSync(path.join(world.repo, 'out/stdin'), 'utf8')).toContain('"command":"ls"');
    },
  },
  {
    language: 'toml',
    heading: 'Network Security',
    how: 'Validated, with the hint that it lacks an event; with one added it is delivered behind a proxy, and not to a server whose certificate nobody vouches for.',
    async prove({ text }) {
      const world = await openWorld();
      world.files({ 'hooks.toml': text });
      const checked = await world.run(['hookline', 'validate']);
      expect([checked.exitCode, checked.stdout]).toEqual([0, expect.stringContaining('event')]);
      world.files({ 'hooks.toml': `${text}event = "task_complete"\nmode = "sync"\n` });
      await world.valid();
      const host = await openHttpsHosts(world, ['secure-api.example.com']);
      await world.emit('task_complete', { success: true }, { env: host.env });
      expect(host.received).toMatchObject([
        { asked: 'secure-api.example.com:443', url: '/webhook', method: 'POST' },
      ]);
      const { NODE_EXTRA_CA_CERTS: _, ...unvouched } = host.env;
      const refused = await world.emit('task_complete', { success: true }, { env: unvouched });
      expect(refused.failures).toMatchObject([{ code: 'HOOKLINE_WEBHOOK_FAILED' }]);
      expect(host.received).toHaveLength(1);
    },
  },
];
