/** Moving hooks under Hookline and putting them back: what is planned is what is written, and nothing is ever lost. */
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HooklineError } from '@hookline/core/errors';
import { identityOf, readHandlers, trustHash, trustKey } from '@hookline/host-codex/install';
import { describe, expect, it } from 'vitest';
import { cutOff, migrating, type Scope } from './migrating.ts';

const SCOPES: readonly Scope[] = ['user', 'project'];
const command = (line: string, more: object = {}) => ({ type: 'command', command: line, ...more });
const THEIRS = {
  description: 'mine',
  hooks: {
    PreToolUse: [
      { matcher: 'Bash', note: 'kept', hooks: [command('first'), command('second', { timeout: 5, x: [1] })] },
      { hooks: [command('third')] },
    ],
    Stop: [{ hooks: [command('last')] }],
  },
};
const ODD = `{ "hooks" : {"SessionStart":[ {"matcher":"startup",  "hooks":[{"type":"command","command":"true","note":"kept"} ]}
   ],\t"Stop" : [ ], "PreToolUse":[{"matcher":null},{"hooks":[ {"command":"a \\u0041","type":"command"},{"type":"mcp_tool","server":"s","tool":"t","input":{"n":1.5}}]}]},
  "description":"odd"}`;
const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
const HOOK_FILES: readonly (readonly [string, string])[] = [
  ['two spaces', JSON.stringify(THEIRS, null, 2)],
  ['four spaces and a last line end', `${JSON.stringify(THEIRS, null, 4)}\n`],
  ['no space at all', JSON.stringify(THEIRS)],
  ['tabs and CRLF', crlf(JSON.stringify(THEIRS, null, '\t'))],
  ['odd layout', ODD],
  ['odd layout and CRLF', crlf(ODD)],
  [
    'an event that nobody knows',
    JSON.stringify({ hooks: { ...THEIRS.hooks, Notification: [{ hooks: [command('x')] }] } }, null, 2),
  ],
];

const commandsIn = (text: string | undefined): Record<string, readonly unknown[]> => {
  const { hooks } = JSON.parse(text ?? '{"hooks":{}}') as { hooks: Record<string, never> };
  return hooks;
};
const ours = (event: string) => ({
  hooks: [
    expect.objectContaining({ command: expect.stringContaining(`hook --host codex --event ${event}`) }),
  ],
});

describe.each(SCOPES)('moving the hooks of a %s', (scope) => {
  it.each(HOOK_FILES)('from a file with %s, twice, and back byte for byte', (_, text) => {
    const one = migrating(scope);
    one.write(one.hooksFile, text);
    one.write(one.configFile, '# mine\nmodel = "x"\n');
    one.review();
    const before = one.files();
    const hooks = readHandlers(one.hooksFile, text);
    const ran = one.runs();
    expect(Object.keys(ran)).toHaveLength(hooks.length);

    one.migrate();
    expect(one.own().every((handler) => handler.ours && one.isTrusted(handler))).toBe(true);
    expect(readHandlers(one.movedFile, one.text(one.movedFile), 'hookline').map(identityOf)).toEqual(
      hooks.map(identityOf),
    );
    expect(one.runs()).toEqual(ran);
    const after = one.files();
    expect(one.plan().changes).toEqual([]);
    const events = [...new Set(hooks.map(({ event }) => event))];
    expect(one.planInstall({ events }).changes).toEqual([]);
    expect(one.files()).toEqual(after);

    one.back();
    expect(one.files()).toEqual(before);
    expect(one.planBack().changes).toEqual([]);
  });

  it('takes every byte back that an earlier installation wrote, too', () => {
    const one = migrating(scope);
    one.write(one.hooksFile, THEIRS);
    const original = one.files();
    one.install({ events: ['PreToolUse', 'SessionEnd'] });
    const later = JSON.parse(one.text(one.hooksFile) ?? '');
    later.hooks.PreToolUse.push({ hooks: [command('behind ours')] });
    one.write(one.hooksFile, later);
    one.review((handler) => !handler.ours);
    const installed = one.files();
    const ran = one.runs();
    expect(Object.keys(ran)).toHaveLength(5);
    one.migrate({ trust: false });
    // Its own handlers moved up, and their trust with them; the one for Stop is new and nobody has reviewed it.
    expect(one.own().map((handler) => [handler.event, handler.group, one.isTrusted(handler)])).toEqual([
      ['PreToolUse', 0, true],
      ['Stop', 0, false],
      ['SessionEnd', 0, true],
    ]);
    one.back();
    expect(one.files()).toEqual(installed);
    expect(one.runs()).toEqual(ran);
    one.write(one.hooksFile, original[one.hooksFile.slice(one.root.length + 1)] ?? '');
    one.uninstall();
    expect(commandsIn(one.text(one.hooksFile))).toEqual(THEIRS.hooks);
  });
});

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

describe('putting hooks back', () => {
  const moved = (scope: Scope = 'user') => {
    const one = migrating(scope);
    one.write(one.hooksFile, THEIRS);
    one.review();
    const before = one.files();
    const ran = one.runs();
    one.migrate();
    return { one, before, ran };
  };
  const edit = (one: ReturnType<typeof migrating>, file: string, change: (content: never) => void): void => {
    const content = JSON.parse(one.text(file) ?? '');
    change(content as never);
    one.write(file, content);
  };
  const FOURTH = command('fourth');

  it('keeps what Codex wrote into config.toml in the meantime', () => {
    const { one, ran, before } = moved();
    one.write(one.configFile, `${one.text(one.configFile)}\n[tui]\ntheme = "dark"\n`);
    one.back();
    expect(one.runs()).toEqual(ran);
    expect(one.text(one.hooksFile)).toBe(before['home/.codex/hooks.json']);
    expect(one.text(one.configFile)).toContain('[tui]\ntheme = "dark"\n');
    expect(one.text(one.configFile)?.match(/trusted_hash/g)).toHaveLength(4);
  });

  it('puts every hook at the end when hooks.json was edited, each with its trust', () => {
    const { one, ran } = moved();
    edit(one, one.hooksFile, (content: typeof THEIRS) => {
      content.hooks.PreToolUse.push({ hooks: [FOURTH] });
    });
    one.review(({ handler }) => handler.command === 'fourth');
    const [fourth = ''] = Object.keys(one.runs()).filter((identity) => identity.includes('fourth'));
    one.back();
    expect(commandsIn(one.text(one.hooksFile))).toEqual({
      PreToolUse: [{ hooks: [FOURTH] }, ...THEIRS.hooks.PreToolUse],
      Stop: THEIRS.hooks.Stop,
    });
    expect(one.runs()).toEqual({ ...ran, [fourth]: 1 });
    expect(one.text(one.movedFile)).toBeUndefined();
    expect(one.planBack().changes).toEqual([]);
    expect(Object.keys(one.files()).filter((file) => file.includes('installs'))).toEqual([]);
  });

  it('trusts what is as it was, and not what was changed under Hookline or came there', () => {
    const { one, ran } = moved();
    edit(one, one.movedFile, (content: typeof THEIRS) => {
      const [group] = content.hooks.PreToolUse;
      Object.assign(group?.hooks[0] ?? {}, { command: 'changed' });
      group?.hooks.push(FOURTH as never);
    });
    one.back();
    expect(one.own().map((handler) => [handler.handler.command, one.isTrusted(handler)])).toEqual([
      ['changed', false],
      ['second', true],
      ['fourth', false],
      ['third', true],
      ['last', true],
    ]);
    expect(Object.keys(one.runs())).toEqual(Object.keys(ran).filter((hook) => !hook.includes('"first"')));
  });

  it('does without a record', () => {
    const { one } = moved();
    rmSync(join(one.request.home, '.hookline'), { recursive: true });
    const own = one.own();
    one.back();
    expect(commandsIn(one.text(one.hooksFile))).toEqual({
      PreToolUse: [ours('PreToolUse'), ...THEIRS.hooks.PreToolUse],
      Stop: [ours('Stop'), ...THEIRS.hooks.Stop],
    });
    expect(one.text(one.movedFile)).toBeUndefined();
    // Nobody knows whether others had been installed before: they stay, and stay trusted.
    expect(one.own().filter((handler) => handler.ours && one.isTrusted(handler))).toHaveLength(own.length);
  });

  it('does without a hooks.json, and with a file that was written by hand', () => {
    const one = migrating('project');
    one.write(one.movedFile, { $schema: 'x', hooks: THEIRS.hooks });
    one.back();
    expect(JSON.parse(one.text(one.hooksFile) ?? '')).toEqual({ hooks: THEIRS.hooks });
    expect(one.moved()).toBeUndefined();
    expect(one.text(one.movedFile)).toBeUndefined();
  });

  it('leaves to Hookline what would make Codex drop the whole file, and keeps calling it for that', () => {
    const { one, ran } = moved();
    edit(one, one.movedFile, (content: typeof THEIRS) => {
      content.hooks.PreToolUse[0]?.hooks.push(command('half', { timeout: 0.5 }) as never);
      content.hooks.Stop.push({ hooks: [{ type: 'webhook', url: 'http://x' } as never] });
    });
    expect(one.planBack().left).toBe(2);
    one.back();
    expect(commandsIn(one.text(one.movedFile))).toEqual({
      PreToolUse: [{ matcher: 'Bash', note: 'kept', hooks: [command('half', { timeout: 0.5 })] }],
      Stop: [{ hooks: [{ type: 'webhook', url: 'http://x' }] }],
    });
    expect(one.runs()).toMatchObject(ran);
    expect(Object.keys(one.runs())).toHaveLength(6);
    expect(one.planBack().changes).toEqual([]);
  });

  it('takes back only its own part when Hookline was installed for more in the meantime', () => {
    const { one, before } = moved();
    one.install({ events: ['PreToolUse', 'Stop', 'SessionStart'] });
    one.back();
    expect(commandsIn(one.text(one.hooksFile))).toEqual({
      ...THEIRS.hooks,
      SessionStart: [ours('SessionStart')],
    });
    expect(one.own().every(one.isTrusted)).toBe(true);
    one.uninstall();
    expect(one.text(one.hooksFile)).toBe(before['home/.codex/hooks.json']);
    expect(Object.keys(one.files())).not.toContain(expect.stringContaining('installs'));
  });

  it('knows the way to before the first move when more hooks were moved later', () => {
    const { one, ran } = moved();
    edit(one, one.hooksFile, (content: typeof THEIRS) => {
      content.hooks.PreToolUse.push({ hooks: [FOURTH] });
    });
    one.review(({ handler }) => handler.command === 'fourth');
    one.migrate();
    expect(commandsIn(one.text(one.movedFile))['PreToolUse']).toEqual([
      ...THEIRS.hooks.PreToolUse,
      { hooks: [FOURTH] },
    ]);
    one.back();
    expect(Object.keys(one.runs()).sort()).toEqual(
      [...Object.keys(ran), identityOf({ event: 'PreToolUse', handler: FOURTH } as never)].sort(),
    );
    expect(one.own().filter((handler) => handler.ours)).toEqual([]);
    expect(one.text(one.movedFile)).toBeUndefined();
  });

  it('brings back the hooks of a file that a branch took away, and of one that a branch brought back', () => {
    const gone = moved();
    rmSync(gone.one.movedFile);
    gone.one.back();
    expect(gone.one.files()).toEqual(gone.before);
    const twice = moved();
    const after = twice.one.files();
    twice.one.write(twice.one.hooksFile, THEIRS);
    twice.one.migrate();
    expect(twice.one.files()).toEqual(after);
  });

  it('has nothing to do where nothing was moved', () => {
    const one = migrating();
    expect(one.planBack().changes).toEqual([]);
    one.write(one.hooksFile, THEIRS);
    one.install({ events: ['Stop'] });
    expect(one.planBack().changes).toEqual([]);
  });
});

describe('a crash', () => {
  const start = (layout: string) => {
    const one = migrating();
    one.write(one.hooksFile, THEIRS);
    if (layout !== 'alone') one.install({ events: ['PreToolUse', 'SessionEnd'] });
    if (layout === 'between') {
      const content = JSON.parse(one.text(one.hooksFile) ?? '');
      content.hooks.PreToolUse.push({ hooks: [command('behind')] });
      one.write(one.hooksFile, content);
    }
    if (layout === 'appended') one.write(one.movedFile, { hooks: { Stop: [{ hooks: [command('there')] }] } });
    one.review((handler) => !handler.ours);
    return one;
  };
  const LAYOUTS = ['alone', 'behind', 'between', 'appended'];

  it.each(LAYOUTS)('while hooks move leaves each of them running, and both ways open (%s)', (layout) => {
    const done = start(layout);
    const before = done.runs();
    const original = done.files();
    const total = done.plan().writes?.length ?? 0;
    expect(total).toBeGreaterThan(5);
    done.migrate();
    for (let writes = 0; writes <= total; writes += 1) {
      const hit = start(layout);
      cut(hit, writes);
      for (const [hook, count] of Object.entries(before)) {
        expect(hit.runs()[hook] ?? 0, `${hook} after ${writes} writes`).toBeGreaterThanOrEqual(count);
      }
      const broken = hit.files();
      hit.migrate();
      expect(hit.alike(), `again after ${writes} writes`).toEqual(done.alike());
      expect(hit.runs()).toEqual(done.runs());
      hit.back();
      expect(hit.alike(), `back after ${writes} writes`).toEqual(done.alike(original));
      // Of hooks that were never to move nothing is known: those are put back as others are.
      if (writes === 0) continue;
      hit.put(broken);
      hit.back();
      expect(hit.alike(), `straight back after ${writes} writes`).toEqual(done.alike(original));
    }
  });

  it.each([...LAYOUTS, 'edited'])(
    'on the way back leaves each of them running, and both ways open (%s)',
    (layout) => {
      const prepared = () => {
        const one = start(layout);
        const before = one.runs();
        one.migrate();
        if (layout === 'edited') {
          const content = JSON.parse(one.text(one.hooksFile) ?? '');
          content.hooks.Stop.push({ hooks: [command('new')] });
          one.write(one.hooksFile, content);
        }
        return { one, before };
      };
      const { one: done } = prepared();
      const total = done.planBack().writes?.length ?? 0;
      expect(total).toBeGreaterThan(5);
      done.back();
      for (let writes = 0; writes < total; writes += 1) {
        const { one: hit, before } = prepared();
        cutBack(hit, writes);
        for (const [hook, count] of Object.entries(before)) {
          expect(hit.runs()[hook] ?? 0, `${hook} after ${writes} writes`).toBeGreaterThanOrEqual(count);
        }
        const broken = hit.files();
        hit.back();
        expect(hit.alike(), `back after ${writes} writes`).toEqual(done.alike());
        hit.put(broken);
        hit.migrate();
        expect(Object.keys(hit.runs())).toEqual(expect.arrayContaining(Object.keys(before)));
        expect(new Set(Object.values(hit.runs()))).toEqual(new Set([1]));
        hit.back();
        expect(hit.alike(), `back at last after ${writes} writes`).toEqual(done.alike());
      }
    },
  );
});

describe('moving hooks is refused', () => {
  const failing = (prepare: (one: ReturnType<typeof migrating>) => void, scope: Scope = 'user') => {
    const one = migrating(scope);
    prepare(one);
    const before = one.files();
    let thrown: unknown;
    try {
      one.migrate();
    } catch (error) {
      thrown = error;
    }
    expect(one.files()).toEqual(before);
    expect(thrown).toMatchObject({ code: 'HOOKLINE_HOST_FILE_INVALID' });
    return (thrown as HooklineError).details;
  };

  it.each([
    ['what is no JSON', '{ "hooks": ', 'It is not JSON.'],
    [
      'a byte order mark, which Codex cannot read either',
      `\ufeff${JSON.stringify(THEIRS)}`,
      'It is not JSON.',
    ],
    ['an empty file', '', 'It is not JSON.'],
    ['a list', '[]', 'It is not a JSON object.'],
    ['an unknown top-level key', '{"hooks":{},"version":1}', 'unknown top-level key "version"'],
    [
      'a handler of an unknown type',
      '{"hooks":{"Stop":[{"hooks":[{"type":"http"}]}]}}',
      'a "type" that is none of',
    ],
    [
      'a null in the input of a tool',
      '{"hooks":{"Stop":[{"hooks":[{"type":"mcp_tool","server":"s","tool":"t","input":{"a":[null]}}]}]}}',
      '"input" that is not an object without null',
    ],
    ['an event twice', '{"hooks":{"Stop":[],"Stop":[]}}', 'The key "Stop" is there twice.'],
    [
      'a list of handlers twice',
      '{"hooks":{"Stop":[{"hooks":[{"type":"command","command":"a"}],"hooks":[{"type":"command","command":"b"}]}]}}',
      'In "hooks.Stop[0]" the key "hooks" is there twice.',
    ],
    [
      'a whole number with a point, which Codex takes for none',
      '{"hooks":{"Stop":[{"hooks":[{"type":"command","command":"a","timeout":5.0}]}]}}',
      'written as 5.0',
    ],
    [
      'a number that no program keeps',
      '{"hooks":{"Stop":[{"hooks":[{"type":"command","command":"a","x":1e999}]}]}}',
      undefined,
    ],
  ])('for %s', (_, text, why) => {
    if (why === undefined) {
      // Moved as it stands it stays what it is; into another file it could not be written.
      const one = migrating();
      one.write(one.hooksFile, text);
      one.migrate();
      expect(one.text(one.movedFile)).toBe(text);
    }
    const thrown = failing((one) => {
      one.write(one.hooksFile, text);
      if (why === undefined) one.write(one.movedFile, '{"hooks":{}}');
    });
    expect(thrown.why).toContain(why ?? 'written in a form that cannot be edited');
  });

  it('when Hookline’s own file is broken, a link or a folder', () => {
    const broken = failing((one) => {
      one.write(one.hooksFile, THEIRS);
      one.write(one.movedFile, '{');
    });
    expect(broken.where).toMatch(/hookline-hooks\.json$/);
    const linked = failing((one) => {
      one.write(one.hooksFile, THEIRS);
      symlinkSync(join(one.root, 'elsewhere'), one.movedFile);
    });
    expect(linked.why).toContain('a symbolic link');
    const folder = failing((one) => {
      one.write(one.hooksFile, THEIRS);
      mkdirSync(one.movedFile);
    });
    expect(folder.why).toContain('a folder');
  });

  it('when hooks.json is a link, or its folder is', () => {
    const linked = failing((one) => {
      one.write(join(one.root, 'dotfile.json'), THEIRS);
      symlinkSync(join(one.root, 'dotfile.json'), one.hooksFile);
    });
    expect(linked.why).toContain('a symbolic link');
    const folder = failing((one) => {
      renameSync(join(one.request.projectDir, '.codex'), join(one.root, 'elsewhere'));
      symlinkSync(join(one.root, 'elsewhere'), join(one.request.projectDir, '.codex'));
      one.write(one.hooksFile, THEIRS);
    }, 'project');
    expect(folder.why).toContain('a symbolic link');
  });

  it('when the trust is written in a form that is not edited', () => {
    const thrown = failing((one) => {
      one.write(one.hooksFile, THEIRS);
      const key = trustKey(one.hooksFile, 'Stop', 0, 0);
      one.write(one.configFile, `[hooks.state]\n"${key}" = { trusted_hash = "x" }\n`);
    });
    expect(thrown.where).toMatch(/config\.toml$/);
  });

  it('when a file was changed after the plan was made, in either direction', async () => {
    const one = migrating();
    one.write(one.hooksFile, THEIRS);
    const { applyPlan } = await import('@hookline/host-codex/install');
    const plan = one.plan();
    one.write(one.movedFile, { hooks: {} });
    const before = one.files();
    expect(() => applyPlan(plan)).toThrow(/cannot be edited safely/);
    expect(one.files()).toEqual(before);
    one.migrate();
    const back = one.planBack();
    one.write(one.configFile, `${one.text(one.configFile)}# more\n`);
    const moved = one.files();
    expect(() => applyPlan(back)).toThrow(/cannot be edited safely/);
    expect(one.files()).toEqual(moved);
  });

  it.skipIf(process.getuid?.() === 0)('when the folder may not be written', () => {
    const thrown = failing((one) => {
      one.write(one.hooksFile, THEIRS);
      chmodSync(one.request.codexHome, 0o500);
    });
    expect(thrown.why).toContain('cannot be written');
  });

  it('when the last file cannot be written, and puts back those before it', async () => {
    const one = migrating();
    one.write(one.hooksFile, THEIRS);
    one.review();
    const before = one.files();
    const { applyPlan } = await import('@hookline/host-codex/install');
    const plan = one.plan();
    const blocked = join(one.root, 'home', '.codex', 'hooks.json', 'nowhere');
    for (let at = 0; at <= (plan.writes?.length ?? 0); at += 1) {
      const writes = [...(plan.writes ?? [])];
      writes.splice(at, 0, { path: blocked, text: 'x' });
      expect(() => applyPlan({ ...plan, writes })).toThrow(/cannot be edited safely/);
      expect(one.files()).toEqual(before);
    }
  });

  it('where there is nothing to move', () => {
    const one = migrating();
    expect(one.plan().changes).toEqual([]);
    one.write(one.hooksFile, '{}');
    expect(one.plan().changes).toEqual([]);
    one.install({ events: ['Stop'] });
    expect(one.plan().changes).toEqual([]);
  });
});

function cut(one: ReturnType<typeof migrating>, writes: number): void {
  one.apply(cutOff(one.plan(), writes));
}

function cutBack(one: ReturnType<typeof migrating>, writes: number): void {
  one.apply(cutOff(one.planBack(), writes));
}
