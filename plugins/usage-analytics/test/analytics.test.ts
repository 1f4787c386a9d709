import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from './folder.ts';

const at = { session: 's1', task: 't1', model: 'gpt-5.5', project: 'shop' };
const run = (program: string, exit_code: number, duration_ms: number, more: object = {}) => ({
  ...at,
  event: 'exec.after',
  program,
  exit_code,
  success: exit_code === 0,
  duration_ms,
  ...more,
});
const asked = (total_tokens: number, more: object = {}) => ({
  ...at,
  event: 'model.after',
  success: true,
  input_tokens: total_tokens - 100,
  cached_input_tokens: 50,
  output_tokens: 100,
  reasoning_output_tokens: 10,
  total_tokens,
  ...more,
});

function twoDays() {
  const place = makeFolder();
  place.write(
    'usage-2026-11-19.jsonl',
    { ...at, event: 'session_start' },
    run('npm', 1, 4_000),
    run('npm', 0, 2_000),
    run('git', 0, 10),
    asked(1_000),
    { ...at, event: 'task_complete', success: false, duration_ms: 5_000 },
    // A hook has sent the agent back to work: it is one task, and it ended well.
    { ...at, event: 'task_complete', success: true, duration_ms: 9_000 },
    { ...at, event: 'session_end', duration_ms: 60_000 },
  );
  const later = { session: 's2', task: 't2', model: 'mini', project: 'lib' };
  place.write(
    'usage-2026-11-21.jsonl',
    run('ls', 0, 5, later),
    { ...later, event: 'exec.after' },
    { ...later, event: 'patch.after', success: true, files: 1, lines_added: 7, lines_removed: 2 },
    { ...later, event: 'mcp.after', server: 'echo', tool: 'say', success: false },
    asked(2_000, later),
    { ...later, event: 'error.occurred', error_source: 'tool' },
    { ...later, event: 'task.interrupted' },
    { ...later, event: 'task_complete', success: false },
    { ...later, task: 't3', event: 'task_complete', success: false },
  );
  return place;
}

describe('hookline analytics --json', () => {
  it('sums everything up', () => {
    const { code, stdout, stderr } = twoDays().report(['--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const json = JSON.parse(stdout);
    expect(json).toMatchObject({
      since: '2026-11-08',
      until: '2026-11-21',
      unreadable_lines: 0,
      unreadable_files: [],
    });
    expect(json.total).toMatchObject({
      sessions: 2,
      session_ms: 60_000,
      tasks: { count: 3, failed: 1, interrupted: 1, duration_ms: { total: 9_000 } },
      commands: { count: 5, failed: 1, failure_rate: 0.25 },
      patches: { count: 1, lines_added: 7, lines_removed: 2 },
      mcp_calls: { count: 1, failed: 1 },
      model_requests: { count: 2, failed: 0 },
      tokens: { input: 2_800, cached_input: 100, output: 200, reasoning_output: 20, total: 3_000 },
      errors: { tool: 1 },
    });
    expect(
      json.days.map(({ day, commands }: { day: string; commands: { count: number } }) => [
        day,
        commands.count,
      ]),
    ).toEqual([
      ['2026-11-19', 3],
      ['2026-11-21', 2],
    ]);
    expect(
      json.programs.map(({ program, count, failed }: Record<string, unknown>) => [program, count, failed]),
    ).toEqual([
      ['npm', 2, 1],
      ['(other)', 1, 0],
      ['git', 1, 0],
      ['ls', 1, 0],
    ]);
    expect(json.models.map(({ model }: { model: string }) => model)).toEqual(['mini', 'gpt-5.5']);
    expect(json.projects.map(({ project }: { project: string }) => project)).toEqual(['lib', 'shop']);
    expect(json.tools).toMatchObject([{ tool: 'echo/say', count: 1, failed: 1 }]);
  });

  it('leaves out what no line says', () => {
    const place = makeFolder();
    place.write('usage-2026-11-21.jsonl', { event: 'exec.after' });
    const { total } = JSON.parse(place.report(['--json']).stdout);
    for (const key of ['tokens', 'session_ms']) expect(total).not.toHaveProperty(key);
    expect(total.commands).toEqual({ count: 1, failed: 0 });
  });

  it('begins where it is told to', () => {
    const place = twoDays();
    const days = (...args: string[]): string[] =>
      JSON.parse(place.report([...args, '--json']).stdout).days.map(({ day }: { day: string }) => day);
    expect(days('--days', '1')).toEqual(['2026-11-21']);
    expect(days('--days=3')).toEqual(['2026-11-19', '2026-11-21']);
    expect(days('--since', '2026-11-20')).toEqual(['2026-11-21']);
    expect(days('--since', '2030-01-01')).toEqual([]);
  });
});

describe('hookline analytics', () => {
  it('shows bars, days, programs, tools and models', () => {
    const { code, stdout } = twoDays().report([]);
    expect(code).toBe(0);
    expect(stdout.split('\n').map((line) => line.replaceAll(/ +/g, ' '))).toEqual([
      'Usage, 2026-11-08 to 2026-11-21 (days in UTC)',
      '',
      'sessions 2 █·█ 1 m 0 s in all',
      'tasks 3 ▄·█ 1 failed, 1 interrupted, half within 9.0 s',
      'commands 5 █·▆ 1 failed (25 %), p50 10 ms, p95 4.0 s',
      'patches 1 ··█ +7 -2 lines',
      'MCP calls 1 ··█ 1 failed',
      'model requests 2 █·█',
      'tokens 3k ▄·█ 2.8k in (100 cached), 200 out (20 reasoning)',
      'errors 1 ··█ 1 of a tool',
      '',
      'day sessions tasks failed commands failed p50 p95 patches MCP requests tokens errors',
      '2026-11-19 1 1 0 3 1 2.0 s 4.0 s 0 0 1 1k 0',
      '2026-11-21 1 2 1 2 0 5 ms 5 ms 1 1 1 2k 1',
      '',
      'program runs failed rate p50 p95 total',
      'npm 2 1 50 % 2.0 s 4.0 s 6.0 s',
      '(other) 1 0 - - - -',
      'git 1 0 0 % 10 ms 10 ms 10 ms',
      'ls 1 0 0 % 5 ms 5 ms 5 ms',
      '',
      'MCP tool runs failed rate p50 p95 total',
      'echo/say 1 1 100 % - - -',
      '',
      'model sessions tasks failed commands failed p50 p95 patches MCP requests tokens errors',
      'mini 1 2 1 2 0 5 ms 5 ms 1 1 1 2k 1',
      'gpt-5.5 1 1 0 3 1 2.0 s 4.0 s 0 0 1 1k 0',
      '',
      'project sessions tasks failed commands failed p50 p95 patches MCP requests tokens errors',
      'lib 1 2 1 2 0 5 ms 5 ms 1 1 1 2k 1',
      'shop 1 1 0 3 1 2.0 s 4.0 s 0 0 1 1k 0',
      '',
    ]);
  });

  it.each(['day', 'model', 'project', 'program'])('shows one table by %s', (by) => {
    const { stdout } = twoDays().report(['--by', by]);
    expect(
      stdout
        .split('\n')
        .filter((line) => /^(?:day|model|project|program|MCP tool) +(?:sessions|runs)/.test(line)),
    ).toEqual([expect.stringMatching(new RegExp(`^${by} `))]);
  });

  it('fits a narrow terminal, and one that shows ASCII only', () => {
    const lines = twoDays()
      .report(['--by', 'day'], { columns: 60, env: { TERM: 'dumb' } })
      .stdout.split('\n');
    const days = lines.slice(lines.findIndex((line) => line.startsWith('day')));
    for (const line of days) expect(line.length).toBeLessThanOrEqual(60);
    expect(lines.join('')).toMatch(/^[\x20-\x7e]*$/);
    expect(lines.join('\n')).toMatch(/commands +5 {2}@\.\*/);
  });

  it('uses colour where there is colour, and none elsewhere', () => {
    const place = twoDays();
    const sign = '\u001b';
    expect(place.report([]).stdout).not.toContain(sign);
    const coloured = place.report([], { color: true }).stdout;
    expect(coloured).toContain(sign);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is taken out.
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '').replaceAll(/ +$/gm, '')).toBe(place.report([]).stdout);
  });

  it('shows no character that a terminal obeys', () => {
    const place = makeFolder();
    place.write(
      'usage-2026-11-21.jsonl',
      run('a\u001b[2J\nb\u202ec', 0, 1, { model: `m\u009b31m${'x'.repeat(300)}` }),
    );
    const { stdout } = place.report([]);
    for (const char of '\u001b\u009b\u202e') expect(stdout).not.toContain(char);
    expect(stdout).toContain('a?[2J?b?c');
  });

  it('says what to do where nothing was counted', () => {
    const place = makeFolder();
    for (const codexHome of [place.codexHome, join(place.codexHome, 'nowhere')]) {
      const { code, stdout, stderr } = place.report([], { codexHome });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('Nothing was counted since 2026-11-08');
      expect(stdout).toContain('[plugins.usage-analytics]');
    }
  });

  it('helps', () => {
    expect(makeFolder().report(['--help'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('--since YYYY-MM-DD'),
    });
  });
});

describe('an argument that is not taken', () => {
  it.each([
    [['--dyas', '3'], 'There is no option "--dyas".', 'Did you mean --days?'],
    [['--constructor'], 'There is no option "--constructor".', 'Options are --days'],
    [['-x'], 'There is no option "-x".', 'Options are'],
    [['today'], 'It takes no "today".', 'Options are'],
    [['\u001b[2J'], 'It takes no "\\u001b[2J".', 'Options are'],
    [['--days'], '--days has no value.', 'See --help.'],
    [['--days', '0'], '"0" is no number of days.', '--days 30'],
    [['--days', '1e3'], '"1e3" is no number of days.', '--days 30'],
    [['--since', '2026-02-30'], '"2026-02-30" is no day.', '--since 2026-01-31'],
    [['--since', 'yesterday'], '"yesterday" is no day.', '--since 2026-01-31'],
    [['--days', '3', '--since', '2026-01-01'], '--days and --since both', 'Leave one of them out.'],
    [['--by', 'modle'], 'There is no table by "modle".', 'Did you mean --by model?'],
    [['--json=yes'], '--json takes no value.', 'Write --json alone.'],
  ])('%j is told', (args, what, fix) => {
    expect(() => makeFolder().report(args)).toThrow(
      expect.objectContaining({
        code: 'HOOKLINE_USAGE',
        message: expect.stringContaining(what),
        details: expect.objectContaining({ fix: expect.stringContaining(fix) }),
      }),
    );
  });
});

describe('what is no usage', () => {
  it('is passed over and counted', () => {
    const place = makeFolder();
    const path = place.write(
      'usage-2026-11-21.jsonl',
      run('ls', 0, 1),
      'not JSON',
      '[]',
      'null',
      '{"event":7}',
      '',
      `{"event":"exec.after","program":"${'x'.repeat(100_000)}"}`,
      { event: 'exec.after', exit_code: '1', duration_ms: -5, program: ['x'], constructor: 'x' },
    );
    writeFileSync(path, '{"event":"exec.af', { flag: 'a' });
    const { code, stdout, stderr } = place.report(['--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const json = JSON.parse(stdout);
    expect(json.unreadable_lines).toBe(6);
    expect(json.total.commands).toMatchObject({ count: 2, failed: 0, duration_ms: { total: 1 } });
    expect(place.report([]).stderr).toBe('6 lines could not be read.\n');
  });

  it('is not looked for in files of another name', () => {
    const place = makeFolder();
    place.write('usage-2026-13-41.jsonl', run('ls', 0, 1));
    place.write('performance-2026-11-21.jsonl', run('ls', 0, 1));
    place.write('usage-summary.json', run('ls', 0, 1));
    expect(place.report([]).stdout).toContain('Nothing was counted');
  });

  it('is a link, a folder, or a file that may not be read: it is told, and the rest is shown', () => {
    const place = makeFolder();
    const path = place.write('usage-2026-11-20.jsonl', run('ls', 0, 1));
    symlinkSync(path, join(place.folder, 'usage-2026-11-21.jsonl'));
    const { code, stdout, stderr } = place.report([]);
    expect(code).toBe(1);
    expect(stdout).toContain('2026-11-20');
    expect(stderr).toContain('usage-2026-11-21.jsonl could not be read: ELOOP');
  });

  it.skipIf(process.getuid?.() === 0)('is a folder that may not be read', () => {
    const place = makeFolder();
    chmodSync(place.folder, 0o000);
    expect(() => place.report([])).toThrow(expect.objectContaining({ code: 'HOOKLINE_STATE_UNAVAILABLE' }));
    chmodSync(place.folder, 0o700);
  });

  it('is a file in place of the folder', () => {
    const place = makeFolder();
    const codexHome = join(place.codexHome, 'other');
    writeFileSync(codexHome, '');
    expect(() => place.report([], { codexHome })).toThrow(
      expect.objectContaining({ code: 'HOOKLINE_STATE_UNAVAILABLE' }),
    );
  });
});

it('reads what was moved aside when a file grew too large, and the lines of the example script', () => {
  const place = makeFolder();
  place.write('usage-2026-11-21.jsonl.1', run('old', 0, 1), {
    ...at,
    event: 'task_complete',
    success: false,
  });
  place.write(
    'usage-2026-11-21.jsonl',
    { ...at, event: 'task_complete', success: true },
    {
      timestamp: '2026-11-21T05:00:00.000Z',
      event: 'exec.after',
      session: 'x',
      exit_code: 2,
      duration_ms: 7,
    },
  );
  const { total } = JSON.parse(place.report(['--json']).stdout);
  expect(total.commands).toMatchObject({ count: 2, failed: 1 });
  expect(total.tasks).toMatchObject({ count: 1, failed: 0 });
});

it('keeps no more names apart than a table can be about', () => {
  const place = makeFolder();
  place.write(
    'usage-2026-11-21.jsonl',
    ...Array.from({ length: 3_000 }, (_, index) => run(`p${index}`, 0, 1)),
  );
  const { programs } = JSON.parse(place.report(['--json']).stdout);
  expect(programs).toHaveLength(2_001);
  expect(programs[0]).toMatchObject({ program: '(other)', count: 1_000 });
});
