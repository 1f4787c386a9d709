/** What a plan to move hooks says and does to everything around them. */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trustHash, trustKey } from '@hookline/host-codex/install';
import { describe, expect, it } from 'vitest';
import { migrating } from './migrating.ts';
import { command, commandsIn, ODD, ours, THEIRS } from './moved-hooks.ts';

describe('a plan to move hooks', () => {
  it('shows every line first, in one file after the other', () => {
    const one = migrating();
    one.write(one.hooksFile, THEIRS);
    one.review();
    const before = one.files();
    const plan = one.plan();
    expect(one.files()).toEqual(before);
    expect(plan.changes.map(({ path, summary }) => [path.replace(one.root, ''), summary])).toEqual([
      ['/home/.codex/hookline-hooks.json', 'create: the hooks that Hookline runs'],
      ['/home/.codex/hooks.json', 'edit: the hooks that Codex calls'],
      ['/home/.codex/config.toml', 'edit: trust in these hooks'],
      [expect.stringMatching(/codex-\w+\.json$/), 'create: how to undo the installation'],
      [expect.stringMatching(/codex-\w+-moved\.json$/), 'create: how to put the hooks back'],
    ]);
    const [moved, hooks, config] = plan.changes;
    expect(moved?.lines.map((line) => line.slice(2)).join('\n')).toBe(moved?.after);
    expect(hooks?.lines).toContain('-             "command": "first"');
    expect(config?.lines).toContain(`- [hooks.state."${trustKey(one.hooksFile, 'PreToolUse', 0, 1)}"]`);
    expect(plan.commands.map(({ event }) => event)).toEqual(['PreToolUse', 'Stop']);
    expect(plan.moved.map(({ handler, untrusted }) => [handler.command, untrusted])).toEqual([
      ['first', undefined],
      ['second', undefined],
      ['third', undefined],
      ['last', undefined],
    ]);
  });

  it('keeps the file as it is where it is only moved, so that one sees it was', () => {
    const one = migrating();
    one.write(one.hooksFile, ODD.replace(', "PreToolUse":[{"matcher":null},', ', "PreToolUse":['));
    const text = one.text(one.hooksFile);
    one.migrate();
    // All that is not there any more is an event without hooks.
    expect(one.text(one.movedFile)).toBe(text?.replace(',\t"Stop" : [ ]', ''));
  });

  it('goes behind what is in the file already', () => {
    const one = migrating();
    const there = { hooks: { PreToolUse: [{ hooks: [command('there', { timeout: 0.5 })] }] } };
    one.write(one.movedFile, there);
    one.write(one.hooksFile, THEIRS);
    const before = one.files();
    one.migrate();
    expect(commandsIn(one.text(one.movedFile))).toEqual({
      PreToolUse: [...there.hooks.PreToolUse, ...THEIRS.hooks.PreToolUse],
      Stop: THEIRS.hooks.Stop,
    });
    one.back();
    expect(one.files()).toEqual(before);
  });

  it('calls Hookline for what the configuration needs, for the moved hooks, and for what it was called for', () => {
    const one = migrating();
    one.write(one.movedFile, { hooks: { SubagentStop: [{ hooks: [command('there')] }] } });
    one.write(one.hooksFile, THEIRS);
    one.install({ events: ['Interrupt'] });
    one.migrate({ events: ['SessionStart'] });
    expect(Object.keys(commandsIn(one.text(one.hooksFile))).sort()).toEqual([
      'Interrupt',
      'PreToolUse',
      'SessionStart',
      'Stop',
      'SubagentStop',
    ]);
  });

  it('puts its own handler where it hears everything, when it stood under a matcher', () => {
    const one = migrating();
    one.install({ events: ['PreToolUse'] });
    const [own] = commandsIn(one.text(one.hooksFile))['PreToolUse'] as [{ hooks: object[] }];
    one.write(one.hooksFile, {
      hooks: { PreToolUse: [{ matcher: 'Bash', hooks: [...own.hooks, command('theirs')] }] },
    });
    one.migrate();
    expect(commandsIn(one.text(one.hooksFile))).toEqual({ PreToolUse: [ours('PreToolUse')] });
    expect(commandsIn(one.text(one.movedFile))).toEqual({
      PreToolUse: [{ matcher: 'Bash', hooks: [command('theirs')] }],
    });
    expect(one.own().every(one.isTrusted)).toBe(true);
  });

  it('leaves with Codex what Hookline could not run, and its trust with it', () => {
    const one = migrating();
    one.write(one.hooksFile, THEIRS);
    one.review();
    const before = one.files();
    const cannotRun = ({ handler }: { handler: { command?: string } }) =>
      handler.command === 'second' ? 'because' : undefined;
    const ran = one.runs();
    const { staying } = one.plan({ cannotRun });
    expect(staying).toMatchObject([{ handler: { command: 'second' }, why: 'because' }]);
    one.migrate({ cannotRun });
    expect(commandsIn(one.text(one.hooksFile))['PreToolUse']).toEqual([
      { matcher: 'Bash', note: 'kept', hooks: [THEIRS.hooks.PreToolUse[0]?.hooks[1]] },
      ours('PreToolUse'),
    ]);
    expect(one.runs()).toEqual(ran);
    expect(one.plan({ cannotRun }).changes).toEqual([]);
    one.back();
    expect(one.files()).toEqual(before);
  });

  it('without --trust says at which events a person has to review the line of Hookline', () => {
    const one = migrating('user', { trust: false });
    one.write(one.hooksFile, THEIRS);
    one.review();
    expect(one.plan().unreviewed).toEqual(['PreToolUse', 'Stop']);
    one.migrate();
    expect(one.text(one.configFile)?.trim()).toBe('');
    expect(one.runs()).toEqual({});
    one.review();
    expect(Object.values(one.runs())).toEqual([1, 1, 1, 1]);
  });

  it('tells the hooks that Codex has not been running, and why', () => {
    const one = migrating();
    one.write(one.hooksFile, THEIRS);
    one.review(({ handler }) => handler.command !== 'third');
    const text = one.text(one.configFile) ?? '';
    const key = (group: number, index: number, event: 'PreToolUse' | 'Stop' = 'PreToolUse') =>
      trustKey(one.hooksFile, event, group, index);
    one.write(
      one.configFile,
      text
        .replace(`${key(0, 1)}"]`, `${key(0, 1)}"]\nenabled = false`)
        .replace(/(stop:0:0"\]\ntrusted_hash = "sha256:)\w/, '$1x'),
    );
    const before = one.files();
    expect(one.plan().moved.map(({ handler, untrusted }) => [handler.command, untrusted])).toEqual([
      ['first', undefined],
      ['second', 'off'],
      ['third', 'untrusted'],
      ['last', 'modified'],
    ]);
    one.migrate();
    one.back();
    expect(one.files()).toEqual(before);
  });

  it('tells them all in a project that Codex does not trust', () => {
    const one = migrating('project');
    one.write(one.hooksFile, THEIRS);
    one.review();
    expect(new Set(one.plan().moved.map(({ untrusted }) => untrusted))).toEqual(new Set(['project']));
    one.write(
      one.configFile,
      `${one.text(one.configFile)}\n[projects."${one.request.projectDir}"]\ntrust_level = "trusted"\n`,
    );
    expect(new Set(one.plan().moved.map(({ untrusted }) => untrusted))).toEqual(new Set([undefined]));
  });

  it('knows the trust of a linked CODEX_HOME under both of its names', () => {
    const one = migrating();
    const link = join(one.root, 'link');
    symlinkSync(one.request.codexHome, link);
    const linked = { ...one.request, codexHome: link };
    one.write(one.hooksFile, THEIRS);
    const [first] = one.own();
    const hash = first ? trustHash(first.event, first.matcher, first.handler) : '';
    one.write(
      one.configFile,
      `[hooks.state."${trustKey(join(link, 'hooks.json'), 'PreToolUse', 0, 0)}"]\ntrusted_hash = "${hash}"\n`,
    );
    const before = one.files();
    expect(one.plan(linked).moved.map(({ untrusted }) => untrusted)).toEqual([
      undefined,
      'untrusted',
      'untrusted',
      'untrusted',
    ]);
    one.migrate(linked);
    expect(one.text(one.configFile)?.match(/pre_tool_use:0:0/g)).toHaveLength(2);
    one.back();
    expect(one.files()).toEqual(before);
  });

  it('says what is different for hooks that answer later, for MCP tools and for unknown events', () => {
    const one = migrating('project');
    one.write(one.hooksFile, {
      hooks: {
        Stop: [
          {
            hooks: [
              command('a', { async: true, timeout: 700, additionalContextLimit: 0 }),
              { type: 'mcp_tool', server: 's', tool: 't' },
            ],
          },
        ],
        Notification: [],
      },
    });
    expect(one.plan().notes).toEqual([
      expect.stringContaining('keep it out of version control'),
      expect.stringContaining('no event Notification'),
      expect.stringContaining('"async"'),
      expect.stringContaining('"mcp_tool"'),
      expect.stringContaining('more than 590 seconds'),
      expect.stringContaining('"additionalContextLimit"'),
    ]);
    mkdirSync(join(one.request.projectDir, '.git/worktrees/side'), { recursive: true });
    expect(one.plan().notes[1]).toContain('In the worktrees side Hookline reads');
    rmSync(join(one.request.projectDir, '.git'), { recursive: true });
    writeFileSync(join(one.request.projectDir, '.git'), 'gitdir: /main/.git/worktrees/repo\n');
    expect(one.plan().notes[0]).toContain('git worktree');
  });
});
