// The script to start from has a handler for each event of the tables, and puts nothing into the conversation.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { project, script } from './project.ts';

const SCRIPT = script('templates/basic-script.sh');
const patch = '*** Begin Patch\n*** Add File: a.txt\n+x\n*** End Patch';

const hookOf = (event: string, mode = 'sync'): string =>
  `[[hooks.${event.split(/[._]/)[0]}]]\nevent = "${event}"\ncommand = ["${SCRIPT}"]\nmode = "${mode}"\n`;

describe('the script to start from', () => {
  it.each([
    ['session_start', { model: 'gpt-5.5' }, 'INFO', 'Session started (model gpt-5.5)'],
    ['session_end', { duration: 1500 }, 'INFO', 'Session ended after 1500 ms'],
    ['task_start', { prompt: 'x', taskId: 't' }, 'INFO', 'Task t started'],
    [
      'task_complete',
      { success: true, taskId: 't', duration: 9 },
      'INFO',
      'Task t completed: success=true, 9 ms',
    ],
    ['exec.before', { command: 'ls -la' }, 'INFO', 'About to run ["ls","-la"]'],
    ['exec.after', { command: 'ls', exitCode: 2, duration: 7 }, 'INFO', 'Ran ["ls"]: exit code 2, 7 ms'],
    ['patch.before', { patch }, 'INFO', 'About to change a.txt'],
    ['patch.after', { patch, success: true }, 'INFO', 'Changed a.txt: success=true'],
    ['error.occurred', { error: 'a\n[x] b', source: 'tool', context: 'ls' }, 'ERROR', 'a [x] b (ls)'],
    ['mcp.before', { server: 's', tool: 't' }, 'ERROR', 'There is no handler for the event mcp.before'],
  ])('logs %s and says nothing', async (event, data, level, message) => {
    const at = project();
    writeFileSync(join(at.repo, 'hooks.toml'), hookOf(event));
    const args = ['emit', event, '--json', '--data', JSON.stringify(data)];
    const run = await at.hookline(args);
    expect(run.code, run.stderr).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ runs: [{ status: 'ok' }], context: [], messages: [] });
    // Hookline's own lines are there as well.
    const lines = at.lines('hooks.log').filter((line) => line.includes('] [basic-script.sh] '));
    expect(lines).toEqual([
      expect.stringMatching(/^\[\d{4}-\d\d-\d\dT[\d:.]+Z\] \[\w+\] \[basic-script\.sh\] /),
    ]);
    expect(lines[0]).toContain(`[${level}] [basic-script.sh] ${message}`);
    expect(statSync(join(at.codexHome, 'hooks.log')).mode & 0o777).toBe(0o600);
  });

  it('says how it is run, when it is run without an event', async () => {
    const run = await project().run([SCRIPT]);
    expect(run).toEqual({
      code: 1,
      stdout: '',
      stderr: 'CODEX_EVENT_TYPE is not set: this script is run by a hook.\n',
    });
  });

  it('refuses with the reason, as its comment shows', async () => {
    const at = project();
    const text = readFileSync(join(at.repo, SCRIPT), 'utf8').replace('# For example: ', '');
    writeFileSync(join(at.repo, 'my-hook.sh'), text, { mode: 0o755 });
    writeFileSync(join(at.repo, 'hooks.toml'), hookOf('exec.before').replace(SCRIPT, './my-hook.sh'));
    const run = await at.hookline(['emit', 'exec.before', '--data', '{"command": "rm production.db"}']);
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('Work on a copy of production.db.');
    expect(at.lines('hooks.log').join()).toContain('Refused: Work on a copy of production.db.');
    const other = await at.hookline(['emit', 'exec.before', '--data', '{"command": "rm copy.db"}']);
    expect(other.code).toBe(0);
  });
});
