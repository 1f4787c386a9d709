/** A server that the entry itself describes. Its references are filled from the environment, never from the event. */
import { isAbsolute, resolve } from 'node:path';
import type { ResolvedEntry } from '@hookline/core';
import { ADDRESS_FIX, addressProblem, entryFolder, interpolate, originText } from '@hookline/core/entry';
import { HooklineError } from '@hookline/core/errors';
import { serverEnvironment } from './environment.ts';
import type { ServerPlan } from './plan.ts';
import { findServerProgram } from './program.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Texts = Readonly<Record<string, string>>;

/** The table of an entry, as the schema leaves it. */
export interface InlineServer {
  readonly command?: string | readonly string[];
  readonly args?: readonly string[];
  readonly env?: Texts;
  readonly cwd?: string;
  readonly url?: string;
  readonly headers?: Texts;
  readonly allow_insecure?: boolean;
}

/**
 * How the server of an entry is reached.
 *
 * @throws HooklineError `HOOKLINE_ENTRY_VARIABLE_UNSET`, `HOOKLINE_MCP_SERVER_FAILED`
 */
export function inlinePlan(
  server: InlineServer,
  entry: ResolvedEntry,
  workDir: string,
  env: Environment,
): ServerPlan {
  const where = originText(entry);
  const fill = (text: string): string => interpolate(text, { env });
  const fillAll = (texts: Texts = {}): Record<string, string> =>
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, fill(text)]));
  if (server.url !== undefined) {
    const url = URL.parse(fill(server.url));
    const problem = addressProblem(url, server.allow_insecure === true);
    if (url === null || problem !== undefined) {
      throw new HooklineError('HOOKLINE_MCP_SERVER_FAILED', {
        what: 'The address of this MCP server is not one that may be called.',
        why: problem,
        where,
        fix: ADDRESS_FIX,
      });
    }
    return { kind: 'address', name: url.origin, url, headers: fillAll(server.headers) };
  }
  const [name = '', ...args] = [server.command ?? []]
    .flat()
    .concat(server.args ?? [])
    .map(fill);
  const { baseDir } = entry;
  const cwd = server.cwd === undefined ? entryFolder(entry, env) : fill(server.cwd);
  return {
    kind: 'program',
    name,
    program: findServerProgram(name, { baseDir, workDir, path: env['PATH'], where }),
    args,
    env: serverEnvironment(env, {
      allow: entry.environmentAllow,
      added: { ...fillAll(entry.environment), ...fillAll(server.env) },
    }),
    cwd: isAbsolute(cwd) ? cwd : resolve(baseDir, cwd),
  };
}
