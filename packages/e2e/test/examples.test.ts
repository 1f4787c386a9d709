// The example configurations on the real Codex: what they log, count and refuse in a whole session.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWorld } from './first-seed/world.ts';

const lines = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('examples/hooks.toml', () => {
  it('logs and counts a session with a command that fails', async () => {
    const world = await openWorld([
      { type: 'shell', command: 'git reset --hard; ls no-such-file' },
      { type: 'message', text: 'done' },
    ]);
    await world.bash('cp examples/hooks.toml hooks.toml');
    const run = await world.run(['codex', 'exec', 'hello']);
    expect(run.exitCode, run.stderr).toBe(0);
    // Nothing that a hook printed reaches the model.
    expect(run.modelSaw('Session started')).toBe(false);
    expect(run.modelSaw('Hook')).toBe(false);
    expect(world.home('session.log').trimEnd().split('\n')).toHaveLength(2);
    expect(lines(world.home('security.log'))).toMatchObject([{ risk_level: 'medium', blocked: false }]);
    const { total } = JSON.parse(world.home('analytics/usage-summary.json'));
    expect(total).toMatchObject({ sessions: 1, tasks: 1, commands: 1, failed_commands: 1 });
    expect(total.session_ms).toBeGreaterThan(0);
    expect(lines(world.home('analytics/performance-sessions.jsonl'))).toMatchObject([
      { commands: 1, failed: 1, total_ms: expect.any(Number), programs: { git: 1 } },
    ]);
  });
});

describe('examples/hooks.prod.toml', () => {
  const commands = ['git reset --hard', 'echo kept > kept.txt'];
  const turns = [
    ...commands.map((command) => ({ type: 'shell', command }) as const),
    { type: 'message' } as const,
  ];

  it('refuses what is suspicious, tells the model why, and lets the rest run', async () => {
    const world = await openWorld(turns);
    await world.bash('cp examples/hooks.prod.toml hooks.toml');
    const run = await world.run(['codex', 'exec', '--json', 'hello']);
    expect(run.filesTouched).toEqual(['kept.txt']);
    expect(run.modelSaw('This command was refused: it throws away work that git cannot bring back.')).toBe(
      true,
    );
    expect(lines(world.home('security.log')).map((one) => [one.command, one.blocked])).toEqual([
      [commands[0], true],
      [commands[1], false],
    ]);
  });

  it('refuses everything when the scanner is gone', async () => {
    const world = await openWorld(turns);
    await world.bash('cp examples/hooks.prod.toml hooks.toml && rm examples/hooks/security/scan-commands.py');
    expect((await world.run(['codex', 'exec', '--json', 'hello'])).filesTouched).toEqual([]);
    expect(readFileSync(path.join(world.codexHome, 'hooks.log'), 'utf8')).toContain(
      'HOOKLINE_SCRIPT_NOT_FOUND',
    );
  });
});
