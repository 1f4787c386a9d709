// Each configuration is right as it stands, runs what it names, and the three environments differ in what they refuse.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { project } from './project.ts';

const CONFIGURATIONS = ['hooks.toml', 'hooks.dev.toml', 'hooks.staging.toml', 'hooks.prod.toml'];

describe.each(CONFIGURATIONS)('examples/%s', (config) => {
  it('has nothing wrong with it', async () => {
    const run = await project(config).hookline(['validate'], {
      env: { SLACK_WEBHOOK_URL: 'https://slack.test/x' },
    });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(/^ok {2}hooks\.toml: \d+ hooks, 0 plugins\n$/);
  });

  it('says in its first lines how it is put to use', () => {
    const at = project(config);
    const text = readFileSync(join(at.repo, 'hooks.toml'), 'utf8');
    expect(text).toMatch(new RegExp(`^#   cp examples/${config} (?:\\./)?hooks\\.toml$`, 'm'));
  });

  it('runs every hook of a session without a failure', async () => {
    const at = project(config);
    const refused = { 'hooks.dev.toml': 0, 'hooks.toml': 0 }[config] ?? 1;
    await at.emit('session_start');
    await at.emit('exec.before', { command: 'ls' });
    await at.emit('exec.after', { command: 'ls', exitCode: 0, duration: 1 });
    expect((await at.emit('exec.before', { command: 'rm -rf /' })).code).toBe(refused);
    await at.emit('task_complete', { success: true });
    await at.emit('session_end', { duration: 1 });
    expect(at.lines('session.log')).toHaveLength(2);
    expect(at.records('security.log').map((one) => one.risk_level)).toEqual(['low', 'high']);
    const { stdout } = await at.hookline(['trace', '--json']);
    expect(stdout).toContain('exec.before');
    expect(stdout).not.toContain('HOOKLINE_SCRIPT_FAILED');
  });
});

describe('the examples', () => {
  it('are all named by a configuration, except what a script reads', () => {
    const at = project();
    const folder = join(at.repo, 'examples/hooks');
    const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(?:sh|py|js)$/.test(name),
    );
    const texts = CONFIGURATIONS.map((name) => readFileSync(join(at.repo, 'examples', name), 'utf8')).join();
    expect(scripts.filter((name) => !texts.includes(`./examples/hooks/${name}`))).toEqual([
      'security/shell_line.py',
    ]);
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    expect(scripts.filter((name) => !readme.includes(name))).toEqual([]);
  });
});
