/** A plugin of Hookline's own, tested as any plugin would be: by its public entry. */
import sessionLog from '@hookline/plugin-session-log';
import { expectNoOpinion, testPlugin } from '@hookline/testkit';
import { expect, it } from 'vitest';

it('writes one line for each event that happens, none for what only begins, and has no opinion on any', async () => {
  const log = await testPlugin(sessionLog);
  for (const name of sessionLog.events) {
    const result = await log.run(name);
    expectNoOpinion(result);
    if (name.endsWith('.before')) expect(result.lines, name).toEqual([]);
    else
      expect(result.lines, name).toEqual([
        {
          file: '/home/user/.codex/session.log',
          line: expect.stringMatching(/^\[2026-11-21T05:00:00\.000Z\] \[/),
          options: { maxBytes: 10 * 1024 * 1024, keep: 1 },
        },
      ]);
  }
});

it('names the command, without its secrets', async () => {
  const log = await testPlugin(sessionLog, { secrets: ['hunter2'] });
  const { lines } = await log.run('exec.after', { command: 'login hunter2', exitCode: 0, success: true });
  expect(lines[0]?.line).toContain('Command run: login [redacted] (exit code 0');
});

it('takes its options by its schema, and says what is wrong with one', async () => {
  const log = await testPlugin(sessionLog, { options: { file: '${LOGS}/a.log' }, env: { LOGS: '/var/log' } });
  expect((await log.run('session_start')).lines[0]?.file).toBe('/var/log/a.log');
  await expect(testPlugin(sessionLog, { options: { format: 'xml' } })).rejects.toThrow(
    'format: The format is "text", "json" or "both".',
  );
});
