/** The command by its module, as Hookline runs it: on the lines that the plugin wrote. */
import { appendFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import usageAnalytics from '@hookline/plugin-usage-analytics';
import { testCommand, testPlugin } from '@hookline/testkit';
import { expect, it } from 'vitest';
import command from '../src/analytics-command.ts';
import { makeFolder } from './folder.ts';

it('shows what the events of a session left', async () => {
  const { codexHome, folder } = makeFolder();
  const places = { codexHome };
  const plugin = await testPlugin(usageAnalytics, { places });
  for (const name of usageAnalytics.events) {
    for (const { file, line } of (await plugin.run(name)).lines) {
      appendFileSync(join(folder, basename(file)), `${line}\n`);
    }
  }
  const { code, stdout, stderr } = await testCommand(command, {
    args: ['--since', '2026-11-21', '--json'],
    places,
    schema: usageAnalytics.options,
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({
    total: {
      sessions: 1,
      tasks: { count: 1, failed: 0, interrupted: 1 },
      commands: { count: 1 },
      patches: { count: 1 },
      mcp_calls: { count: 1 },
      model_requests: { count: 1, failed: 0 },
      tokens: { total: 15 },
    },
    models: [{ model: 'gpt-5.5' }],
    unreadable_lines: 0,
  });
  const shown = await testCommand(command, { args: ['--since', '2026-11-21'], places });
  for (const line of shown.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

it('refuses what it does not take, and helps', async () => {
  const places = { codexHome: makeFolder().codexHome };
  await expect(testCommand(command, { args: ['--jsn'], places })).rejects.toMatchObject({
    code: 'HOOKLINE_USAGE',
    details: { fix: 'Did you mean --json?' },
  });
  expect(await testCommand(command, { args: ['-h'], places })).toMatchObject({ code: 0, stderr: '' });
});
