import { fileURLToPath } from 'node:url';
import { tomlString } from './codex-config.ts';

/** The file of the echo server, to be run by `node`. */
export const MCP_ECHO_FILE: string = fileURLToPath(new URL('./mcp-echo.ts', import.meta.url));

/** Builds the lines of a `config.toml` that give the agent the echo server under a name, its tools approved. */
export function mcpEchoConfig(name = 'echo', env: Readonly<Record<string, string>> = {}): string {
  return [
    `[mcp_servers.${name}]`,
    `command = ${tomlString(process.execPath)}`,
    `args = [${tomlString(MCP_ECHO_FILE)}]`,
    'default_tools_approval_mode = "approve"',
    ...(Object.keys(env).length > 0 ? [`[mcp_servers.${name}.env]`] : []),
    ...Object.entries(env).map(([key, value]) => `${key} = ${tomlString(value)}`),
  ].join('\n');
}
