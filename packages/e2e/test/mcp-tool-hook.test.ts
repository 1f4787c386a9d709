/** Tools of MCP servers as hooks of the real agent: what they answer decides, and what goes wrong is told. */
import { describe, expect, it } from 'vitest';
import { MCP_ECHO_FILE, mcpEchoConfig, tomlString } from '../src/index.ts';
import { expectRefused, play, SETTINGS, TOUCH } from './failures.ts';

const entry = (server: string, tool: string, more = ''): string =>
  `${SETTINGS}
[[hooks.exec]]
event = "exec.before"
type = "mcp_tool"
server = ${server}
tool = "${tool}"
description = "Scanner"
required = true
timeout = 20
${more}
[hooks.exec.arguments]
command = "\${command}"
severity = "high"
`;

const named = '"scanner"';
const own = `{ command = [${tomlString(process.execPath)}, ${tomlString(MCP_ECHO_FILE)}], env = { GATE_OUT = "\${GATE_OUT}" } }`;

const DENY =
  '{"hookSpecificOutput":{"permissionDecision":"deny","permissionDecisionReason":"Not with this scanner."}}';
const REWRITE = '{"hookSpecificOutput":{"updatedInput":{"command":"echo safe > safe.txt"}}}';
const CONTEXT = '{"hookSpecificOutput":{"additionalContext":"The scanner has seen it."}}';

describe.each([
  ['of the agent, by its name', named],
  ['of the entry', own],
])('a tool of a server %s', (_, server) => {
  const scene = (answer: string) =>
    play({
      config: entry(server, 'gate'),
      run: { env: { GATE_OUT: answer } },
      prepare: ({ sandbox }) => sandbox.appendConfig(mcpEchoConfig('scanner', { GATE_OUT: answer })),
    });

  it('refuses', async () => {
    const { run, told } = await scene(DENY);
    expect(run.filesTouched).toEqual([]);
    expect(told).toContain('Not with this scanner.');
  });

  it('rewrites', async () => {
    const { run } = await scene(REWRITE);
    expect(run.filesTouched).toEqual(['safe.txt']);
  });

  it('adds context', async () => {
    const { run, stage } = await scene(CONTEXT);
    expect(run.filesTouched).toEqual(['ran.txt']);
    expect(JSON.stringify(stage.model.requests.at(-1))).toContain('The scanner has seen it.');
  });
});

describe('a required tool', () => {
  it.each([
    [
      'that does not exist',
      named,
      'gaet',
      /HOOKLINE_MCP_TOOL_FAILED.*has no tool "gaet".*Did you mean "gate"/,
    ],
    ['that answers with an error', named, 'fail', /HOOKLINE_MCP_TOOL_FAILED.*mcp failure/],
    [
      'of a server that nobody knows',
      '"scaner"',
      'gate',
      /HOOKLINE_MCP_SERVER_UNKNOWN.*Did you mean "scanner"/,
    ],
    [
      'of a server that dies',
      '{ command = ["sh", "-c", "echo no database >&2; exit 3"] }',
      'gate',
      /HOOKLINE_MCP_SERVER_FAILED.*exit code 3.*no database/,
    ],
    [
      'of a server whose variable is not set',
      '{ command = ["sh", "${NOT_SET}"] }',
      'gate',
      /HOOKLINE_ENTRY_VARIABLE_UNSET.*NOT_SET/,
    ],
  ])('%s refuses, and the log says why', async (_, server, tool, logged) => {
    const played = await play({
      config: entry(server, tool),
      prepare: ({ sandbox }) => sandbox.appendConfig(mcpEchoConfig('scanner')),
    });
    expectRefused(played);
    expect(played.log).toMatch(logged);
  });

  it('of a server that never answers refuses at its deadline and leaves no process', async () => {
    const server =
      '{ command = ["sh", "-c", "trap : TERM; setsid sleep 600 & while :; do sleep 600; done"] }';
    const played = await play({ config: entry(server, 'gate').replace('timeout = 20', 'timeout = 2') });
    expectRefused(played);
    expect(played.log).toMatch(/HOOKLINE_HANDLER_TIMEOUT.*within 2 s/);
  });

  it('that fails lets it pass where it is not required, and says so', async () => {
    const { run, log } = await play({
      config: entry('"nowhere"', 'gate').replace('required = true', 'required = false'),
      turns: [TOUCH],
    });
    expect(run.filesTouched).toEqual(['ran.txt']);
    expect(log).toMatch(/\[WARN\] \[Scanner\] HOOKLINE_MCP_SERVER_UNKNOWN/);
  });
});
