/**
 * Secrets planted in everything that reaches Hookline, and looked for in everything that leaves it: all files, all requests,
 * all that is printed. Where they may be is said by `EXCEPTED` and by nothing else.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { installInRepo, runCodex, runOnStage, type Sandbox, type Stage } from '../src/index.ts';
import { CANARIES, canariesBelow, canariesIn, ENV_SECRET, PLANTED } from './canaries.ts';
import { type CanaryServer, canaryServer } from './canary-server.ts';
import { callHook, type HookResult, payload, readAnswer } from './direct.ts';
import { expectNoProcess } from './failures.ts';
import { stageFor } from './stage.ts';

const ENV = { SERVICE_TOKEN: ENV_SECRET };

/** A script that judges what it is told: it keeps its stdin, and quotes it in its refusal. */
const GATE = `#!/bin/sh
cat > "$HOOKLINE_HOME/../gate-stdin"
cat "$PLANTED" >&2
exit 2
`;
/** Says all of it, in two writes with the border in the middle of a secret. */
const CHATTY = `#!/usr/bin/env node
const { readFileSync } = require('node:fs');
const text = readFileSync(process.env.PLANTED, 'utf8');
const middle = text.indexOf('zqCanaryToken') + 5;
process.stderr.write(text.slice(0, middle), () => setImmediate(() => {
  process.stderr.write(text.slice(middle));
  process.stdout.write(process.argv[2] === 'json' ? JSON.stringify({ systemMessage: text }) : text);
  process.exitCode = process.argv[2] === 'fail' ? 1 : 0;
}));
`;
/** A plugin that is as careless as a plugin can be. */
const PLUGIN = `import { definePlugin } from '@hookline/core';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
const text = readFileSync(process.env.PLANTED, 'utf8');
export default definePlugin({
  name: 'careless',
  events: ['exec.before', 'exec.after', 'task_start'],
  setup({ on }) {
    on('exec.before').observe((event, ctx) => {
      console.log(text);
      console.error(text);
      for (const level of ['debug', 'info', 'warn', 'error']) ctx.log[level](text);
      ctx.appendLine(join(ctx.places.codexHome, 'analytics', 'commands.log'), JSON.stringify({ command: event.command, text }));
      ctx.emit('integration.careless', { text, password: text.match(/--password (\\w+)/)[1], [text]: 1 });
      throw new Error(text);
    });
    on('exec.after').contribute((event, ctx) => ctx.context(text));
    on('task_start').gate((event, ctx) => ctx.deny(text));
  },
});
`;

const config = ({ url }: CanaryServer): string => `[hooks]
debug = true
timeout_seconds = 10

[plugins.session-log]
[plugins."./careless.mjs"]

[[hooks.exec]]
event = "exec.before"
command = ["./gate.sh"]
description = "Gate"

[[hooks.exec]]
event = ["exec.before", "mcp.before"]
command = ["./chatty.cjs", "fail"]
description = "Fails"
priority = "high"

[[hooks.exec]]
event = ["exec.after", "mcp.after", "session_start"]
command = ["./chatty.cjs", "json"]
mode = "sync"
description = "Speaks"

[[hooks.exec]]
event = ["exec.before", "task_complete"]
command = ["./chatty.cjs", "fail"]
mode = "async"
description = "Fails later"

[[hooks.error]]
event = "error.occurred"
type = "webhook"
url = "${url}/error?what=\${error}"
retry_count = 0
mode = "async"

[[hooks.exec]]
event = ["exec.before", "exec.after", "mcp.before", "mcp.after", "task_start", "integration.careless"]
type = "webhook"
url = "${url}/hook?session=\${sessionId}"
retry_count = 0
mode = "async"

[[hooks.exec]]
event = "exec.before"
type = "webhook"
url = "${url}/gate/\${command}"
priority = "high"

[[hooks.exec]]
event = "exec.before"
type = "mcp_tool"
server = { url = "${url}/mcp" }
tool = "scan"
arguments = { command = "\${command}", all = "\${raw}" }
priority = "high"

[[hooks.exec]]
event = "exec.before"
type = "mcp_tool"
server = { command = ["sh", "-c", "cat $PLANTED >&2; exit 3"], env = { PLANTED = "\${PLANTED}" } }
tool = "scan"
`;

/** Where a secret may be: what was planted, and what the gate was told. */
const EXCEPTED = ['planted', 'gate-stdin'];

async function arranged(): Promise<{ stage: Stage; server: CanaryServer; env: Record<string, string> }> {
  const server = await canaryServer();
  const stage = await stageFor([]);
  const { sandbox } = stage;
  writeFileSync(path.join(sandbox.root, 'planted'), PLANTED);
  mkdirSync(path.join(sandbox.root, 'tmp'));
  installInRepo(stage, ['session-log']);
  sandbox.files({
    'hooks.toml': config(server),
    'gate.sh': GATE,
    'chatty.cjs': CHATTY,
    'careless.mjs': PLUGIN,
  });
  return {
    stage,
    server,
    env: { ...ENV, PLANTED: path.join(sandbox.root, 'planted'), TMPDIR: path.join(sandbox.root, 'tmp') },
  };
}

const isExcepted = (sandbox: Sandbox) => (file: string) =>
  EXCEPTED.includes(path.relative(sandbox.root, file));

const LONG = `${'x '.repeat(150)}${PLANTED}\n${'y '.repeat(8_000)}${PLANTED}`;

/** What the agent says at each moment, with secrets in all that it may hold. */
const PAYLOADS = (sandbox: Sandbox): readonly (readonly [string, string])[] => {
  const mcp = { tool_input: { text: PLANTED, password: 'zqcanarypassword', [PLANTED]: 'a name' } };
  return [
    ['SessionStart', payload(sandbox, 'SessionStart')],
    ['UserPromptSubmit', payload(sandbox, 'UserPromptSubmit', { prompt: LONG })],
    ['PreToolUse', payload(sandbox, 'PreToolUse.Bash', { tool_input: { command: LONG } })],
    [
      'PostToolUse',
      payload(sandbox, 'PostToolUse.Bash', { tool_input: { command: PLANTED }, tool_response: LONG }),
    ],
    ['PreToolUse', payload(sandbox, 'PreToolUse.mcp', mcp)],
    [
      'PostToolUse',
      payload(sandbox, 'PostToolUse.mcp', {
        ...mcp,
        tool_response: { content: [{ type: 'text', text: PLANTED }] },
      }),
    ],
    ['PreToolUse', payload(sandbox, 'PreToolUse.apply_patch', { tool_input: { command: PLANTED } })],
    ['PostModelRequest', payload(sandbox, 'PostModelRequest.failed', { error: PLANTED })],
    ['Stop', payload(sandbox, 'Stop', { last_assistant_message: PLANTED })],
    // Not JSON, so that its words are all that there is to say.
    ['PreToolUse', PLANTED],
    ['SessionEnd', payload(sandbox, 'SessionEnd')],
  ];
};

/** Commands that leave something behind, and those that only show what there is. */
const RAISING: readonly (readonly string[])[] = [
  ['emit', 'exec.before', '--data', JSON.stringify({ command: PLANTED })],
  ['emit', 'exec.before', '--json', '--data', JSON.stringify({ command: PLANTED })],
  ['emit', 'exec.before', '--data', PLANTED],
  ['emit', 'integration.careless', '--no-wait', '--data', JSON.stringify({ text: PLANTED })],
];
const SHOWING: readonly (readonly string[])[] = [
  ['spool', 'list'],
  ['spool', 'list', '--json'],
  ['trace', '--all'],
  ['trace', '--all', '--json'],
  ['list'],
  ['list', '--json'],
  ['config'],
  ['config', '--json'],
  ['validate', '--run-code'],
  ['no-such-command', PLANTED],
];

const spoken = ({ stdout, stderr }: Pick<HookResult, 'stdout' | 'stderr'>): string => `${stdout}\n${stderr}`;

describe('the search', () => {
  it('finds each secret that was put somewhere on purpose, in every writing', () => {
    for (const { kind, core } of CANARIES) {
      for (const written of [
        core,
        JSON.stringify({ core }),
        JSON.stringify(JSON.stringify(core)),
        encodeURIComponent(core),
        ...['', 'a', 'ab'].map((before) => Buffer.from(`${before}${core}`).toString('base64')),
      ])
        expect(canariesIn(`before ${written} after`).join(), written).toContain(kind);
    }
    expect(canariesIn('nothing is in here')).toEqual([]);
  });
});

describe('a planted secret', () => {
  it('is nowhere after hooks of all kinds have seen it, failed at it and spoken of it', async () => {
    const { stage, server, env } = await arranged();
    const { sandbox } = stage;
    const printed: string[] = [];
    let refusal: HookResult | undefined;
    for (const [event, stdin] of PAYLOADS(sandbox)) {
      const result = await callHook(sandbox, { event, stdin, env });
      readAnswer(result);
      printed.push(spoken(result));
      if (stdin.includes('"Bash"') && event === 'PreToolUse') refusal = result;
    }
    // The gate was told every word, and its refusal arrived, without them.
    expect(canariesIn(readFileSync(path.join(sandbox.root, 'gate-stdin'), 'utf8')).length).toBeGreaterThan(
      CANARIES.length,
    );
    expect(readAnswer(refusal ?? { ...NOTHING }).verdict).toBe('refuses');
    expect(spoken(refusal ?? NOTHING)).toContain('[redacted');
    for (const commands of [RAISING, [['spool', 'flush']], SHOWING]) {
      const type = (command: readonly string[]) => runOnStage(stage, ['hookline', ...command], { env });
      printed.push(...(await Promise.all(commands.map(type))).map(spoken));
    }
    await expectNoProcess(sandbox.root);

    // All of it was there to be found.
    expect(readdirSync(path.join(sandbox.hooklineHome, 'spool', 'dead')).length).toBeGreaterThan(3);
    for (const file of ['hooks.log', 'session.log', 'analytics/commands.log'])
      expect(readFileSync(path.join(sandbox.codexHome, file), 'utf8')).toContain('[redacted');
    const asked = new Set(server.requests.map((request) => /^\/\w+/.exec(request)?.[0]));
    expect([...asked].sort()).toEqual(['/error', '/gate', '/hook', '/mcp']);

    expect(canariesIn(server.requests.join('\n'))).toEqual([]);
    expect(canariesIn(printed.join('\n'))).toEqual([]);
    expect(canariesBelow(sandbox.root, isExcepted(sandbox))).toEqual([]);
    expect(readdirSync(path.join(sandbox.root, 'tmp'))).toEqual([]);
  }, 120_000);

  it('is nowhere after a turn of the agent but in what the agent itself keeps and says', async () => {
    const { stage: arrangement, server, env } = await arranged();
    const files = readSources(arrangement.sandbox);
    const stage = await stageFor([
      { type: 'shell', command: `cat <<'END' > /dev/null\n${PLANTED}\nEND` },
      { type: 'message', text: 'done' },
    ]);
    const { sandbox } = stage;
    installInRepo(stage, ['session-log']);
    // The prompt is let through, so that there is a command to be judged.
    sandbox.files({
      ...files,
      'careless.mjs': `${files['careless.mjs']}`.replace('=> ctx.deny(text)', '=> undefined'),
    });
    const run = await runCodex(stage, { program: ['hookline', 'codex'], prompt: PLANTED, env });
    expect(run.exitCode, run.stderr).toBe(0);
    await runOnStage(stage, ['hookline', 'spool', 'flush'], { env });
    await expectNoProcess(sandbox.root);
    const log = readFileSync(path.join(sandbox.codexHome, 'hooks.log'), 'utf8');
    expect(log).toContain('[redacted');
    expect([...run.toolOutputs.values()].join()).toMatch(/blocked by PreToolUse hook[\s\S]*\[redacted/);
    expect(server.requests.some((request) => request.startsWith('/gate'))).toBe(true);
    expect(canariesIn(server.requests.join('\n'))).toEqual([]);
    const isAgents = (file: string): boolean => {
      const [top, name = ''] = path.relative(sandbox.root, file).split(path.sep);
      return top === 'codex-home' && !/^(?:hooks|session|security)\.log|^analytics/.test(name);
    };
    expect(canariesBelow(sandbox.root, (file) => isExcepted(sandbox)(file) || isAgents(file))).toEqual([]);
  }, 60_000);
});

const NOTHING = { exitCode: 0, signal: null, stdout: '', stderr: '', peakBytes: 0 };

function readSources({ repo }: Sandbox): Record<string, string> {
  return Object.fromEntries(
    ['hooks.toml', 'gate.sh', 'chatty.cjs', 'careless.mjs']
      .filter((name) => existsSync(path.join(repo, name)))
      .map((name) => [name, readFileSync(path.join(repo, name), 'utf8')]),
  );
}
