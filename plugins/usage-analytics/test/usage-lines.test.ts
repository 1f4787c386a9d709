/** What is written: by the public entry, on the events that the agent really sent. */
import usageAnalytics from '@hookline/plugin-usage-analytics';
import { expectNoOpinion, type RunResult, testPlugin } from '@hookline/testkit';
import { describe, expect, it } from 'vitest';

const FILE = '/home/user/.codex/analytics/usage-2026-11-21.jsonl';

interface Tested {
  run(name: (typeof usageAnalytics.events)[number], fields?: object): Promise<RunResult>;
}

async function recordOf(plugin: Tested, ...run: Parameters<Tested['run']>): Promise<Record<string, unknown>> {
  const { lines } = await plugin.run(...run);
  expect(lines).toHaveLength(1);
  expect(lines[0]?.file).toBe(FILE);
  return JSON.parse(lines[0]?.line ?? '');
}

// Nothing is removed: the folders of the testkit are not there.
const counting = (options: object = {}, more: object = {}): Promise<Tested> =>
  testPlugin(usageAnalytics, {
    options: { keep_days: 0, ...options },
    ...more,
  }) as unknown as Promise<Tested>;

describe('a line of usage', () => {
  it('is left by each event, which is not influenced', async () => {
    const plugin = await counting();
    for (const name of usageAnalytics.events) {
      const result = await plugin.run(name);
      expectNoOpinion(result);
      expect(result.lines, name).toHaveLength(1);
      expect(JSON.parse(result.lines[0]?.line ?? '')).toMatchObject({
        timestamp: '2026-11-21T05:00:00.000Z',
        event: name,
        session: '01a1fc55-9032-7b02-85e0-3c944d7e6c9e',
        project: 'project',
      });
      expect(result.lines[0]?.line.length, name).toBeLessThan(500);
    }
  });

  it('names the program of a command and nothing else of it', async () => {
    const command = 'CI=1 npm publish --otp 123456 --registry https://me:pass@example.org';
    const fields = { command, exitCode: 1, success: false, duration: 1_234.4 };
    const plugin = await counting();
    const { lines } = await plugin.run('exec.after', fields);
    expect(lines[0]?.line).not.toMatch(/publish|otp|123456|example|pass/);
    expect(JSON.parse(lines[0]?.line ?? '')).toMatchObject({
      program: 'npm',
      exit_code: 1,
      success: false,
      duration_ms: 1_234,
    });
    expect(await recordOf(await counting({ commands: 'none' }), 'exec.after', fields)).not.toHaveProperty(
      'program',
    );
  });

  it('has no field for what the agent did not send', async () => {
    const record = await recordOf(await counting(), 'exec.after', {
      exitCode: undefined,
      success: undefined,
      duration: undefined,
    });
    for (const key of ['exit_code', 'success', 'duration_ms']) expect(record).not.toHaveProperty(key);
    const asked = await recordOf(await counting(), 'model.after', { usage: undefined });
    expect(Object.keys(asked).filter((key) => key.endsWith('_tokens'))).toEqual([]);
  });

  it('has the tokens of a request, as the agent counts them', async () => {
    expect(await recordOf(await counting(), 'model.after')).toMatchObject({
      model: 'gpt-5.5',
      success: true,
      input_tokens: 10,
      cached_input_tokens: 0,
      output_tokens: 5,
      reasoning_output_tokens: 0,
      total_tokens: 15,
    });
  });

  it('has of a patch how much it changed, and no file name', async () => {
    const { lines } = await (await counting()).run('patch.after', {
      files: [
        { path: '/secret/plan.txt', kind: 'add', added: 3, removed: 0 },
        { path: 'b', kind: 'update', added: 1, removed: 2 },
      ],
    });
    expect(lines[0]?.line).not.toContain('plan');
    expect(JSON.parse(lines[0]?.line ?? '')).toMatchObject({ files: 2, lines_added: 4, lines_removed: 2 });
  });

  it('never holds a prompt, an answer, or the words of an error', async () => {
    const plugin = await counting();
    const secretive = [
      ['task_complete', { lastMessage: 'the secret word' }],
      ['error.occurred', { error: 'the secret word', context: 'the secret word' }],
      ['mcp.after', { arguments: { text: 'the secret word' }, output: 'the secret word' }],
    ] as const;
    for (const [name, fields] of secretive) {
      const { lines } = await plugin.run(name, fields);
      expect(lines[0]?.line).not.toContain('secret word');
    }
  });

  it('is one line and bounded, whatever stands in an id, and without secrets', async () => {
    const sessionId = `a\n"b\u2028\u001b[2J\u202e hunter2hunter2 ${'x'.repeat(100_000)}`;
    const { lines } = await (await counting({}, { secrets: ['hunter2hunter2'] })).run('mcp.after', {
      sessionId,
      server: 'y'.repeat(100_000),
    });
    const line = lines[0]?.line ?? '';
    for (const part of ['\n', '\u001b', '\u202e', 'hunter2']) expect(line).not.toContain(part);
    expect(line.length).toBeLessThan(600);
    expect(JSON.parse(line).session).toMatch(/^a/);
  });
});

it('goes by the day of the event, in UTC', async () => {
  const { lines } = await (await counting()).run('session_start', { timestamp: '2025-01-31T23:59:59.999Z' });
  expect(lines[0]?.file).toMatch(/usage-2025-01-31\.jsonl$/);
});

it('says what is wrong with an option', async () => {
  await expect(counting({ commands: 'all' })).rejects.toThrow('Whole commands are never kept.');
  await expect(counting({ keep_days: -1 })).rejects.toThrow('keep_days: It is a whole number of days');
  await expect(counting({ colour: 1 })).rejects.toThrow('colour');
});
