/**
 * A server by its name in the agent's own `$CODEX_HOME/config.toml`, with that file's meaning. It belongs to the
 * user, not to the project: it runs in `$CODEX_HOME` unless it names a folder, so that neither a relative path nor
 * `npx` takes code out of the repository that the agent happens to work in.
 */
import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { addressProblem } from '@hookline/core/entry';
import { errorText, HooklineError, nearest } from '@hookline/core/errors';
import { serverEnvironment } from './environment.ts';
import type { ServerLimits, ServerPlan } from './plan.ts';
import { findServerProgram } from './program.ts';

type Table = Readonly<Record<string, unknown>>;

/** What a name is looked up in. */
export interface CodexScope {
  /** Absolute. */
  readonly codexHome: string;
  /** The folder that the agent works in. */
  readonly workDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `environment_allow` of the entry. */
  readonly allow?: readonly string[] | undefined;
  /** The place in the hook configuration that names the server. */
  readonly where: string;
  /** What is to be called: a tool that the agent may not use is none of a hook's either. */
  readonly tool: string;
}

const isTable = (value: unknown): value is Table =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';

const texts = (value: unknown): Record<string, string> =>
  isTable(value)
    ? Object.fromEntries(Object.entries(value).filter((pair): pair is [string, string] => isText(pair[1])))
    : {};

/**
 * How a server of the agent is reached.
 *
 * @throws HooklineError `HOOKLINE_MCP_SERVER_UNKNOWN`, `HOOKLINE_MCP_SERVER_FAILED`, `HOOKLINE_MCP_TOOL_FAILED`
 */
export async function codexPlan(name: string, scope: CodexScope): Promise<ServerPlan> {
  const { codexHome, workDir, env, where } = scope;
  const server = await readServer(name, scope);
  const file = join(codexHome, 'config.toml');
  const broken = (what: string): HooklineError =>
    new HooklineError('HOOKLINE_MCP_SERVER_FAILED', {
      what: `The MCP server "${name}" ${what}`,
      where,
      fix: `Correct [mcp_servers.${name}] in ${file}.`,
    });
  const off = switchedOffBy(server, scope.tool);
  if (off !== undefined) {
    throw new HooklineError('HOOKLINE_MCP_TOOL_FAILED', {
      what: `The tool "${scope.tool}" of the MCP server "${name}" is switched off by "${off}" in ${file}.`,
      where,
      fix: `Change "${off}" in [mcp_servers.${name}], or call another tool.`,
    });
  }
  const limits = limitsOf(server);
  if (isText(server['url'])) {
    const url = URL.parse(server['url']);
    const problem = addressProblem(url, true);
    if (url === null || problem !== undefined)
      throw broken(`has an address that cannot be called. ${problem}`);
    return { kind: 'address', name, limits, url, headers: headersOf(server, env, broken) };
  }
  const { command, args, cwd } = server;
  if (!isText(command)) throw broken('has neither "command" nor "url".');
  if (/[\\/]/.test(command) && !isAbsolute(command)) throw broken('has a relative path as its command.');
  if (isText(cwd) && !isAbsolute(cwd)) throw broken('has a relative path as its folder.');
  const names = Array.isArray(server['env_vars']) ? server['env_vars'] : [];
  return {
    kind: 'program',
    name,
    limits,
    program: findServerProgram(command, { baseDir: codexHome, workDir, path: env['PATH'], where }),
    args: Array.isArray(args) ? args.map(String) : [],
    env: serverEnvironment(env, {
      allow: scope.allow,
      names: names.map((one) => String(isTable(one) ? one['name'] : one)),
      added: texts(server['env']),
    }),
    cwd: isText(cwd) ? cwd : codexHome,
  };
}

/** The key that takes a tool away, as the agent reads the two lists. */
function switchedOffBy(server: Table, tool: string): 'enabled_tools' | 'disabled_tools' | undefined {
  const { enabled_tools: enabled, disabled_tools: disabled } = server;
  if (Array.isArray(enabled) && !enabled.includes(tool)) return 'enabled_tools';
  return Array.isArray(disabled) && disabled.includes(tool) ? 'disabled_tools' : undefined;
}

function limitsOf(server: Table): ServerLimits {
  const duration = (key: string, unit: number): number | undefined => {
    const value = Number(server[key] ?? Number.NaN) * unit;
    return Number.isFinite(value) && value > 0 ? value : undefined;
  };
  return {
    startupMs: duration('startup_timeout_sec', 1_000) ?? duration('startup_timeout_ms', 1),
    toolMs: duration('tool_timeout_sec', 1_000),
  };
}

async function readServer(name: string, { codexHome, where }: CodexScope): Promise<Table> {
  const file = join(codexHome, 'config.toml');
  const unknown = (what: string, fix: string): HooklineError =>
    new HooklineError('HOOKLINE_MCP_SERVER_UNKNOWN', { what, where, fix });
  const { parse } = await import('smol-toml');
  let document: Table = {};
  try {
    document = parse(readFileSync(file, 'utf8'));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') {
      // The first line alone: the rest quotes the file.
      throw unknown(`${file} could not be read: ${errorText(thrown).split('\n')[0]}`, 'Repair the file.');
    }
  }
  const servers = isTable(document['mcp_servers']) ? document['mcp_servers'] : {};
  const server = Object.hasOwn(servers, name) ? servers[name] : undefined;
  if (!isTable(server)) {
    const meant = nearest(name, Object.keys(servers));
    throw unknown(
      `There is no MCP server "${name}" in ${file}.`,
      meant
        ? `Did you mean "${meant}"?`
        : `Run: codex mcp add ${name} -- <command>, or describe the server in the entry.`,
    );
  }
  if (server['enabled'] === false) {
    throw unknown(`The MCP server "${name}" is switched off in ${file}.`, 'Take "enabled = false" out.');
  }
  return server;
}

function headersOf(
  server: Table,
  env: CodexScope['env'],
  broken: (what: string) => HooklineError,
): Record<string, string> {
  const headers = texts(server['http_headers']);
  for (const [header, variable] of Object.entries(texts(server['env_http_headers']))) {
    const value = env[variable];
    if (value) headers[header] = value;
  }
  const { bearer_token_env_var: variable } = server;
  if (isText(variable)) {
    const token = env[variable];
    if (!token) throw broken(`needs the variable ${variable}, which is not set.`);
    headers['Authorization'] = `Bearer ${token}`;
  }
  return headers;
}
