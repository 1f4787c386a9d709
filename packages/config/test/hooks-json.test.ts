import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lines, tempProject } from './temp-project.ts';

const command = (line: string, more: object = {}) => ({ type: 'command', command: line, ...more });
const PLACE = '.codex/hookline-hooks.json';

describe('a file in the format of hooks.json', () => {
  it('gives one entry a handler, in the order of the file, with the rules of the agent', async () => {
    const project = tempProject({
      [PLACE]: {
        hooks: {
          SessionStart: [
            {
              matcher: 'startup|resume',
              hooks: [command('python3 ~/.codex/hooks/session_start.py', { statusMessage: 'Loading' })],
            },
          ],
          PreToolUse: [
            {
              matcher: 'Bash',
              hooks: [command('/usr/bin/python3 "$(git rev-parse --show-toplevel)/.codex/hooks/policy.py"')],
            },
            {
              hooks: [
                command('./second | cat', { timeoutSec: 7 }),
                command('third', { timeout: 9, timeoutSec: 7, async: true }),
              ],
            },
          ],
          SessionEnd: [{ hooks: [command('a'), command('b', { timeout: 60 })] }],
        },
      },
    });
    const loaded = await project.load();
    expect(lines(loaded, project.root)).toEqual([]);
    expect(
      loaded.config.entries.map(({ name, native, events, matcher, timeoutMs, mode, type }) => ({
        name,
        native,
        events: events.length,
        matcher,
        timeoutMs,
        mode,
        type,
      })),
    ).toEqual([
      {
        name: 'session_start.py',
        native: 'SessionStart',
        events: 1,
        matcher: 'startup|resume',
        timeoutMs: 600_000,
        mode: 'sync',
        type: 'command',
      },
      {
        name: 'policy.py',
        native: 'PreToolUse',
        events: 4,
        matcher: 'Bash',
        timeoutMs: 600_000,
        mode: 'sync',
        type: 'command',
      },
      {
        name: 'second',
        native: 'PreToolUse',
        events: 4,
        matcher: undefined,
        timeoutMs: 7_000,
        mode: 'sync',
        type: 'command',
      },
      {
        name: 'third',
        native: 'PreToolUse',
        events: 4,
        matcher: undefined,
        timeoutMs: 9_000,
        mode: 'async',
        type: 'command',
      },
      {
        name: 'a',
        native: 'SessionEnd',
        events: 1,
        matcher: undefined,
        timeoutMs: 1_000,
        mode: 'sync',
        type: 'command',
      },
      {
        name: 'b',
        native: 'SessionEnd',
        events: 1,
        matcher: undefined,
        timeoutMs: 3_000,
        mode: 'sync',
        type: 'command',
      },
    ]);
    expect(loaded.config.entries[1]?.origin).toMatchObject({
      file: join(project.root, PLACE),
      path: 'hooks.PreToolUse[0].hooks[0]',
    });
  });

  it('takes no seconds as one, as the agent does', async () => {
    const hooks = { Stop: [{ hooks: [command('./check', { timeout: 0 })] }] };
    const { config, problems } = await tempProject({ [PLACE]: { hooks } }).load();
    expect(problems).toEqual([]);
    expect(config.entries).toMatchObject([{ timeoutMs: 1_000, fields: { command: './check' } }]);
  });

  it('is read at both levels, and in every folder down to the working one, beside a hooks.toml', async () => {
    const one = (name: string) => ({ hooks: { Stop: [{ hooks: [command(name)] }] } });
    const project = tempProject({
      [PLACE]: one('of-root'),
      [`inner/${PLACE}`]: one('of-inner'),
      'hooks.toml': '[[hooks.session]]\nevent = "session_start"\ncommand = ["true"]\n',
      '.codex/hooks.json': one('of-the-agent'),
    });
    project.writeHome(PLACE, one('of-user'));
    project.writeHome('.codex/hooks.json', one('of-the-agent-too'));
    const names = async (options: object) =>
      (await project.load({ cwd: join(project.root, 'inner'), ...options })).config.entries.map(
        ({ name }) => name,
      );
    expect(await names({})).toEqual(['of-user', 'of-root', 'true', 'of-inner']);
    expect(await names({ agentHooks: true })).toEqual([
      'of-the-agent-too',
      'of-user',
      'of-the-agent',
      'of-root',
      'true',
      'of-inner',
    ]);
  });

  it('leaves out the handlers of Hookline itself, which would go round in a circle', async () => {
    const own = "'/usr/bin/node' '/opt/hookline.cjs' hook --host codex --event Stop || exit 1";
    const project = tempProject({
      '.codex/hooks.json': { hooks: { Stop: [{ hooks: [command(own), command('theirs')] }] } },
    });
    const { config } = await project.load({ agentHooks: true });
    expect(config.entries.map(({ name }) => name)).toEqual(['theirs']);
  });

  it('keeps a hook that only mentions a line of Hookline, and refuses one that calls it', async () => {
    const mentions = 'echo no >&2; exit 2 # not: hookline hook --host codex --event Stop';
    const calls = [
      'hookline hook --event Stop',
      'npx -y hookline hook',
      'cd x && ./bin/hookline hook',
      "node '/x/hookline.cjs' hook",
    ];
    const project = tempProject({
      [PLACE]: { hooks: { Stop: [{ hooks: [mentions, ...calls].map((line) => command(line)) }] } },
    });
    const { config } = await project.load();
    expect(config.entries.map(({ fields }) => 'problem' in fields)).toEqual([false, true, true, true, true]);
  });

  it('runs a hook with a broken matcher where the agent does not look at it', async () => {
    const groups = [{ matcher: '(', hooks: [command('guard')] }];
    const project = tempProject({ [PLACE]: { hooks: { UserPromptSubmit: groups, Stop: groups } } });
    const { config, problems } = await project.load();
    expect(problems).toEqual([]);
    expect(config.entries.map(({ fields }) => 'problem' in fields)).toEqual([false, false]);
  });

  it('is read as one when it is said to be one, whatever it looks like', async () => {
    const project = tempProject({
      'a.json': '{"hooks": {"PreTooluse": []}}',
      'b.json': '{"PreToolUse": []}',
      'c.toml': '[hooks]\n',
      'd.json': ' ',
    });
    const said = async (file: string) => {
      const options = { file: join(project.root, file), only: true, asHooksJson: true };
      return lines(await project.load(options), project.root);
    };
    expect(await said('a.json')).toEqual([
      'warning a.json:1:12 The event "PreTooluse" is not known, so its hooks never run.',
    ]);
    expect(await said('b.json')).toEqual([
      'error b.json:1:16 "PreToolUse" stands beside "hooks" and not in it.',
    ]);
    expect(await said('c.toml')).toEqual([expect.stringContaining('A hooks.json is written in JSON.')]);
    expect(await said('d.json')).toEqual([expect.stringContaining('The file is empty.')]);
  });

  it('may be named, or extended by a configuration', async () => {
    const project = tempProject({
      'guards.json': { hooks: { PreToolUse: [{ hooks: [command('guard')] }] } },
    });
    const file = join(project.root, 'guards.json');
    expect((await project.load({ file, only: true })).config.entries).toMatchObject([{ name: 'guard' }]);
    project.write('hooks.toml', '[hooks]\nextends = ["./guards.json"]\n');
    expect((await project.load()).config.entries).toMatchObject([
      { name: 'guard', origin: { layer: 'preset ./guards.json' } },
    ]);
  });

  it('refuses a handler that it cannot run, and that one alone, with the place and what to do', async () => {
    const project = tempProject({
      [PLACE]: {
        hooks: {
          PreToolUse: [
            {
              hooks: [
                { type: 'http', url: 'https://example.com' },
                { type: 'prompt', prompt: 'Is it safe?' },
                { type: 'comand', command: 'x' },
                { type: 'command' },
                command('x', { timeout: '10' }),
                command('works'),
              ],
            },
            { matcher: '(', hooks: [command('never-selected')] },
          ],
        },
      },
    });
    const loaded = await project.load();
    expect(loaded.broken).toBe(false);
    expect(loaded.problems.map(({ message, fix, code }) => `${message} ${fix ?? ''} ${code}`)).toEqual([
      'The type of this handler is the text "http", which is not known, so it is not run. Use "type": "command" with a "command". HOOKLINE_COMMAND_REFUSED',
      'Handlers of the type "prompt" are not run, here and by the agent. Use "type": "command" with a "command". HOOKLINE_COMMAND_REFUSED',
      'The type of this handler is the text "comand", which is not known, so it is not run. Did you mean "command"? HOOKLINE_COMMAND_REFUSED',
      'A command handler needs a "command", as a text, so this one is not run.  HOOKLINE_COMMAND_REFUSED',
      '"timeout" is the text "10", not a number of seconds, so this handler is not run.  HOOKLINE_COMMAND_REFUSED',
      'The matcher cannot be read, so its hooks are not run: /(/: Unterminated group.  HOOKLINE_COMMAND_REFUSED',
    ]);
    expect(loaded.problems.every(({ line, column }) => line !== undefined && column !== undefined)).toBe(
      true,
    );
    // They stay in the list, so that each says at its event that it did not run.
    expect(loaded.config.entries.map(({ name, fields }) => [name, 'problem' in fields])).toEqual([
      ['http', true],
      ['prompt', true],
      ['x', true],
      ['command', true],
      ['x', true],
      ['works', false],
      ['never-selected', true],
    ]);
  });

  it('hands a handler of a kind that a plugin provides to that kind', async () => {
    const project = tempProject({
      [PLACE]: {
        hooks: { Stop: [{ hooks: [{ type: 'webhook', url: 'https://example.com', timeout: 3 }] }] },
      },
    });
    const loaded = await project.load();
    expect(loaded.config.entries).toMatchObject([
      { type: 'webhook', fields: { url: 'https://example.com' }, timeoutMs: 3_000 },
    ]);
  });

  it('passes the fields of the payload on to an MCP tool by the names of the event', async () => {
    const input = {
      command: '${tool_input.command}',
      whole: '${tool_input}',
      who: '${session_id}',
      last: 'x ${last_assistant_message}',
    };
    const project = tempProject({
      [PLACE]: { hooks: { PreToolUse: [{ hooks: [{ type: 'mcp_tool', server: 's', tool: 't', input }] }] } },
    });
    const { config } = await project.load();
    expect(config.entries[0]).toMatchObject({
      name: 's.t',
      type: 'mcp_tool',
      fields: {
        server: 's',
        tool: 't',
        arguments: {
          command: '${input.command}',
          whole: '${input}',
          who: '${session_id}',
          last: 'x ${lastMessage}',
        },
      },
    });
  });

  it.each([
    [
      '{"hooks": {"PreToolUse": {}}}',
      'error .codex/hookline-hooks.json:1:26 "PreToolUse" is a list of groups.',
    ],
    [
      '{"hooks": []}',
      'error .codex/hookline-hooks.json:1:11 "hooks" is an object: the events, each with a list of groups.',
    ],
    [
      '{"hooks": {"Stop": [{"matcher": "x"}]}}',
      'error .codex/hookline-hooks.json:1:21 A group needs "hooks", a list of handlers.',
    ],
    [
      '{"hooks": {"Stop": [{"hooks": ["x"]}]}}',
      'error .codex/hookline-hooks.json:1:32 A handler is an object with "type".',
    ],
    [
      '{"hooks": {"Stop": [{"hooks"',
      'error .codex/hookline-hooks.json:1:29 This is not well-formed JSON: colon expected.',
    ],
    [
      '{"hooks": {"Stopp": []}}',
      'warning .codex/hookline-hooks.json:1:12 The event "Stopp" is not known, so its hooks never run.',
    ],
    [
      '{"hoks": {}, "hooks": {}}',
      'warning .codex/hookline-hooks.json:1:2 The key "hoks" is not known and has no effect.',
    ],
  ])('that is wrong is reported with its place: %s', async (text, line) => {
    const project = tempProject({ [PLACE]: text });
    expect(lines(await project.load(), project.root)).toEqual([line]);
  });

  it('is told from a configuration in JSON by its form', async () => {
    const project = tempProject({
      '.hooklinerc.json': { hooks: { session: [{ event: 'session_start', command: ['true'] }] } },
    });
    expect((await project.load()).config.entries).toMatchObject([{ type: 'script' }]);
  });
});
