import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempProject } from './temp-project.ts';

const load = async (text: string) => {
  const project = tempProject({ 'hooks.toml': text });
  const loaded = await project.load();
  expect(loaded.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return { project, entries: loaded.config.entries };
};

describe('an entry', () => {
  it('is complete: kind, mode, timeout, priority, folder and origin', async () => {
    const { project, entries } = await load(
      '[hooks]\ntimeout_seconds = 4\n[[hooks.exec]]\nevent = "PreToolUse"\ncommand = ["echo", "${X}"]\ncwd = "sub"\n',
    );
    expect(entries).toEqual([
      {
        id: 'hooks.toml:hooks.exec[0]',
        name: 'echo ${X}',
        events: ['exec.before', 'patch.before', 'mcp.before', 'tool.before'],
        type: 'script',
        fields: { command: ['echo', '${X}'] },
        required: false,
        timeoutMs: 4000,
        mode: 'sync',
        priority: 'normal',
        environment: {},
        conditions: [],
        baseDir: project.root,
        cwd: join(project.root, 'sub'),
        origin: {
          file: join(project.root, 'hooks.toml'),
          line: 3,
          column: 1,
          path: 'hooks.exec[0]',
          layer: 'project',
        },
      },
    ]);
  });

  it.each([
    ['event = "session_start"', 'async'],
    ['event = "session.start"\nrequired = true', 'sync'],
    ['event = "task_start"', 'sync'],
    ['event = "task_start"\nmode = "async"', 'async'],
    ['event = "task_start"\nmode = "fire_and_forget"', 'async'],
    ['event = "session_start"\nmode = "blocking"', 'sync'],
    ['event = ["session_start", "task_start"]', 'sync'],
  ])('with %j runs %s', async (lines, mode) => {
    const { entries } = await load(`[[hooks.session]]\n${lines}\ncommand = ["x"]\n`);
    expect(entries).toMatchObject([{ mode }]);
  });

  it('has its conditions parsed, the text form after the table', async () => {
    const { entries } = await load(
      '[[hooks.exec]]\nevent = "exec.after"\ncommand = ["x"]\ncondition = "success == false"\n[hooks.exec.conditions]\nstage = ["dev", "test"]\nexit_code = { not = 0 }\n"env.CI" = { matches = "^t" }\ntool = { contains = "x" }\nteam = "a"\n',
    );
    expect(entries[0]?.conditions).toEqual([
      { key: 'stage', op: 'any', values: ['dev', 'test'] },
      { key: 'exit_code', op: 'none', values: [0] },
      { key: 'env.CI', op: 'matches', pattern: '^t' },
      { key: 'tool', op: 'contains', value: 'x' },
      { key: 'team', op: 'any', values: ['a'] },
      { key: 'success', op: 'any', values: ['false'] },
    ]);
  });

  it('keeps references in its fields, and still gets the defaults of its kind', async () => {
    const { entries } = await load('[[hooks.task]]\nevent = "task_complete"\nurl = "${ADDRESS}"\n');
    expect(entries[0]?.fields).toEqual({ url: '${ADDRESS}', method: 'POST', retry_count: 3 });
  });

  it('that is switched off does not run', async () => {
    const { entries } = await load(
      '[[hooks.exec]]\nevent = "exec.before"\ncommand = ["x"]\nenabled = false\n',
    );
    expect(entries).toEqual([]);
  });
});
