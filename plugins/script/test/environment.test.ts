import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VARIABLE_NAMES } from '../src/environment.ts';
import { type Bench, bareEvent, createBench } from './real-exec.ts';

let bench: Bench;
beforeEach(() => {
  bench = createBench();
  bench.file('show.cjs', SHOW);
});
afterEach(() => bench.close());

const SHOW = `#!/usr/bin/env node
const fs = require('node:fs');
const out = { CODEX: {}, ENV: process.env, args: process.argv.slice(2), stdin: fs.readFileSync(0, 'utf8').length };
for (const name of Object.keys(process.env)) if (name.startsWith('CODEX_')) out.CODEX[name] = process.env[name];
const patch = process.env.CODEX_PATCH_FILE;
if (patch) { out.patch = fs.readFileSync(patch, 'utf8'); out.mode = (fs.statSync(patch).mode & 0o777).toString(8); }
fs.writeFileSync('seen.json', JSON.stringify(out));
`;
const clean = { PATH: process.env['PATH'] };
async function seen(event: object, entry: object = {}, env: Record<string, string | undefined> = clean) {
  await bench.run({ fields: { command: ['./show.cjs'] }, ...entry }, event, env);
  return JSON.parse(readFileSync(join(bench.dir, 'seen.json'), 'utf8'));
}

const common = {
  CODEX_SESSION_ID: 'session-1',
  CODEX_TIMESTAMP: '2026-01-02T03:04:05.678Z',
  CODEX_WORKDIR: '/repo',
  CODEX_HOOK_TYPE: 'script',
  CODEX_HOOKS_ENABLED: 'true',
};
const tool = { toolName: 'Bash', input: {}, taskId: 't1' };
const toolSeen = { CODEX_TOOL_NAME: 'Bash', CODEX_TASK_ID: 't1' };
const files = [
  { path: 'a b.ts', kind: 'update', added: 1, removed: 0 },
  { path: 'c.ts', kind: 'delete', added: 0, removed: 3 },
];
const patchSeen = {
  CODEX_PATCH_FILE: expect.any(String),
  CODEX_TARGET_FILE: 'a b.ts',
  CODEX_TARGET_FILES: '["a b.ts","c.ts"]',
};
const mcp = { ...tool, toolName: 'mcp__s__t', server: 's', tool: 't', arguments: {} };
const mcpSeen = {
  CODEX_TOOL_NAME: 'mcp__s__t',
  CODEX_TASK_ID: 't1',
  CODEX_MCP_SERVER: 's',
  CODEX_MCP_TOOL: 't',
};

describe('the variables of', () => {
  it.each<[string, object, object]>([
    [
      'session_start',
      { model: 'gpt-4', provider: 'openai' },
      { CODEX_MODEL: 'gpt-4', CODEX_PROVIDER: 'openai' },
    ],
    ['session_end', { duration: 5000.4 }, { CODEX_DURATION: '5000' }],
    [
      'task_start',
      { taskId: 't1', prompt: 'line 1\nline 2' },
      { CODEX_TASK_ID: 't1', CODEX_PROMPT: 'line 1\nline 2' },
    ],
    [
      'task_complete',
      { taskId: 't1', success: false, duration: 12, resumed: false },
      { CODEX_TASK_ID: 't1', CODEX_SUCCESS: 'false', CODEX_DURATION: '12' },
    ],
    [
      'exec.before',
      { ...tool, command: 'ls -la' },
      { ...toolSeen, CODEX_COMMAND: '["ls","-la"]', CODEX_COMMAND_LINE: 'ls -la' },
    ],
    [
      'exec.after',
      { ...tool, command: 'ls | wc', exitCode: 0, duration: 0, success: true },
      {
        ...toolSeen,
        CODEX_COMMAND: '["bash","-lc","ls | wc"]',
        CODEX_COMMAND_LINE: 'ls | wc',
        CODEX_EXIT_CODE: '0',
        CODEX_DURATION: '0',
        CODEX_SUCCESS: 'true',
      },
    ],
    ['patch.before', { ...tool, patch: 'P', files }, { ...toolSeen, ...patchSeen }],
    [
      'patch.after',
      { ...tool, patch: 'P', files, success: true },
      { ...toolSeen, ...patchSeen, CODEX_SUCCESS: 'true' },
    ],
    ['mcp.before', mcp, mcpSeen],
    [
      'mcp.after',
      { ...mcp, success: true, duration: 3 },
      { ...mcpSeen, CODEX_SUCCESS: 'true', CODEX_DURATION: '3' },
    ],
    ['tool.before', tool, toolSeen],
    ['tool.after', { ...tool, success: false }, { ...toolSeen, CODEX_SUCCESS: 'false' }],
    [
      'permission.request',
      { ...tool, command: 'id' },
      { ...toolSeen, CODEX_COMMAND: '["id"]', CODEX_COMMAND_LINE: 'id' },
    ],
    [
      'agent.start',
      { agent: { id: 'a', type: 'default' } },
      { CODEX_AGENT_ID: 'a', CODEX_AGENT_TYPE: 'default' },
    ],
    ['agent.stop', { resumed: false }, {}],
    ['compact.before', { trigger: 'auto' }, {}],
    ['compact.after', {}, {}],
    ['model.before', { model: 'm' }, { CODEX_MODEL: 'm' }],
    ['model.after', { success: false, error: 'quota' }, { CODEX_SUCCESS: 'false', CODEX_ERROR: 'quota' }],
    ['task.interrupted', { taskId: 't1' }, { CODEX_TASK_ID: 't1' }],
    [
      'error.occurred',
      { error: 'boom', source: 'tool', context: 'Bash' },
      { CODEX_ERROR: 'boom', CODEX_CONTEXT: 'Bash' },
    ],
    ['integration.deploy', { data: { to: 'prod' } }, { CODEX_DATA: '{"to":"prod"}' }],
    ['integration.none', { data: undefined }, {}],
  ])('%s are those that it knows, and no others', async (type, fields, variables) => {
    expect((await seen(bareEvent({ type, ...fields }))).CODEX).toEqual({
      ...common,
      CODEX_EVENT_TYPE: type,
      ...variables,
    });
  });

  it('an event never include an empty one', async () => {
    const { CODEX } = await seen(bareEvent({ type: 'task_start', prompt: '', model: '', taskId: undefined }));
    expect(Object.keys(CODEX).sort()).toEqual([...Object.keys(common), 'CODEX_EVENT_TYPE'].sort());
  });
});

describe('the environment', () => {
  it('adds those of the entry, with variables of the hook filled in, and they win', async () => {
    const { ENV } = await seen(
      {},
      { environment: { LOG_LEVEL: 'info', KEY: '${SECRET}', CODEX_MODEL: 'mine' } },
      { ...clean, SECRET: 's3 cret' },
    );
    expect(ENV).toMatchObject({ LOG_LEVEL: 'info', KEY: 's3 cret', CODEX_MODEL: 'mine', SECRET: 's3 cret' });
  });

  it('fails when one of them is not set', async () => {
    expect(await bench.failure({ environment: { KEY: '${UNSET_NAME}' } })).toMatchObject({
      code: 'HOOKLINE_ENTRY_VARIABLE_UNSET',
    });
  });

  it('keeps what the user set, and drops what tells of the event around it', async () => {
    const outer = { ...clean, CODEX_PROVIDER: 'azure', CODEX_ERROR: 'old' };
    const event = bareEvent({ type: 'session_start' });
    expect((await seen(event, {}, outer)).CODEX).toMatchObject({
      CODEX_PROVIDER: 'azure',
      CODEX_ERROR: 'old',
    });
    const { CODEX } = await seen(event, {}, { ...outer, HOOKLINE_RUN_ID: 'outer' });
    expect(CODEX).not.toHaveProperty('CODEX_ERROR');
    expect(CODEX).not.toHaveProperty('CODEX_PROVIDER');
  });

  it('has a private patch file that is gone afterwards, also after a failure', async () => {
    const event = { type: 'patch.before', patch: '*** Begin Patch\nü', files };
    const { patch, mode, CODEX } = await seen(event);
    expect([patch, mode]).toEqual([event.patch, '600']);
    expect(existsSync(CODEX.CODEX_PATCH_FILE)).toBe(false);
    await bench.failure(['bash', '-c', 'printf %s "$CODEX_PATCH_FILE" > where; exit 7'], event);
    const left = readFileSync(join(bench.dir, 'where'), 'utf8');
    expect(left).toMatch(/\.patch$/);
    expect(existsSync(left)).toBe(false);
  });
});

describe('what does not fit', () => {
  it('is cut in the variables, named, and whole on stdin', async () => {
    const prompt = 'ü'.repeat(2_500_000);
    const raw = { prompt };
    const { CODEX, stdin } = await seen(bareEvent({ type: 'task_start', prompt, raw }));
    expect(Buffer.byteLength(CODEX.CODEX_PROMPT)).toBe(64 * 1024);
    expect(CODEX.CODEX_TRUNCATED).toBe('CODEX_PROMPT');
    expect(stdin).toBe(JSON.stringify(raw).length);
  });

  it('leaves CODEX_COMMAND well-formed', async () => {
    const command = `echo ${'"x" \0'.repeat(60_000)}`;
    const { CODEX, args } = await seen({ command }, { fields: { command: ['./show.cjs', '${command}'] } });
    expect(JSON.parse(CODEX.CODEX_COMMAND)).toEqual([
      'bash',
      '-lc',
      expect.stringMatching(/^echo "x" \uFFFD/),
    ]);
    expect(CODEX.CODEX_TRUNCATED).toBe('CODEX_COMMAND,CODEX_COMMAND_LINE,command');
    expect(args[0]).toMatch(/^echo "x" \uFFFD/);
  });

  it('lists as many target files as fit', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({
      ...files[0],
      path: `folder/file-${index}.ts`,
    }));
    const { CODEX } = await seen({ type: 'patch.before', patch: 'P', files: many });
    const listed = JSON.parse(CODEX.CODEX_TARGET_FILES);
    expect(listed.length).toBeGreaterThan(1_000);
    expect(CODEX.CODEX_TRUNCATED).toBe('CODEX_TARGET_FILES');
  });

  it('still reaches a gate that refuses', async () => {
    const event = { command: `rm \0${'x'.repeat(300_000)}`, raw: { tool_input: { command: 'rm' } } };
    expect(await bench.run(['bash', '-c', 'cat >/dev/null; echo no >&2; exit 2'], event)).toEqual({
      verdict: { kind: 'deny', reason: 'no' },
    });
  });
});

it('names every variable in the README', () => {
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
  expect(VARIABLE_NAMES.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});
