// Every handler kind through the built `hookline hook`: there each is a bundle of its own, loaded in another way than by
// the other commands.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { person } from './person.ts';

const payload = readFileSync(
  new URL('../../host-codex/test/recorded/PreToolUse.Bash.json', import.meta.url),
  'utf8',
);
const refusal = JSON.stringify({ decision: 'block', reason: 'not this one' });
const scanner = fileURLToPath(new URL('../../../plugins/mcp-tool/test/server.mjs', import.meta.url));

/** A policy server that refuses everything. */
async function policyServer(): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(refusal);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const entries: Readonly<Record<string, () => Promise<string>>> = {
  script: async () => `command = ["sh", "-c", 'echo not this one >&2; exit 2']`,
  command: async () => `type = "command"\ncommand = "echo not this one >&2; exit 2"`,
  webhook: async () => `url = "${await policyServer()}"`,
  mcp_tool: async () =>
    [
      'tool = "scan_command"',
      `server = { command = ["${process.execPath}", "${scanner}"], env = { ANSWER = '${refusal}' } }`,
      'arguments = { command = "${command}" }',
    ].join('\n'),
};

it.each(Object.keys(entries))(
  'a hook of the kind %s decides when the agent calls, cold and warm',
  async (kind) => {
    const someone = person({
      'hooks.toml': `[[hooks.exec]]\nevent = "exec.before"\ndescription = "Guard"\n${await entries[kind]?.()}\n`,
    });
    const stdin = JSON.stringify({ ...JSON.parse(payload), cwd: someone.project });
    for (const time of ['first', 'second']) {
      const { stdout, stderr } = await someone.hookline(['hook', '--event', 'PreToolUse'], { stdin });
      const said = `${time}: ${stderr} ${someone.files()['home/.codex/hooks.log'] ?? ''}`;
      expect(JSON.parse(stdout || '{}'), said).toMatchObject({
        hookSpecificOutput: {
          permissionDecision: 'deny',
          permissionDecisionReason: 'Refused by Guard: not this one',
        },
      });
    }
  },
);
