/**
 * One handler of a `hooks.json`: what it runs, or why it cannot be run. The agent drops the whole file for one handler
 * that it does not understand; here only that handler is refused, and says so whenever it would have run.
 */
import type { ResolvedEntry } from '@hookline/core';
import { nearest } from '@hookline/core/errors';
import type { Kinds } from '../entries/kinds.ts';
import type { Finding } from '../report/report.ts';
import { shown } from '../schema/wanted.ts';
import { handlerName } from './handler-name.ts';
import { withEventFields } from './template.ts';

type Table = Readonly<Record<string, unknown>>;

/** A finding about one key of a handler; an empty key is the handler itself. */
export interface HandlerFinding extends Finding {
  readonly key: string;
}

/** What is known of a handler without its group. */
export interface ReadHandler extends Pick<ResolvedEntry, 'name' | 'type' | 'fields' | 'mode'> {
  /** Seconds. */
  readonly timeout?: number;
  readonly findings: readonly HandlerFinding[];
}

const COMMON_KEYS = ['type', 'timeout', 'timeoutSec', 'statusMessage', 'async', 'additionalContextLimit'];
const OWN_KEYS: Readonly<Record<string, readonly string[]>> = {
  command: ['command', 'commandWindows'],
  mcp_tool: ['server', 'tool', 'input'],
};
/** Types that the agent parses and does not run yet. */
const NOT_YET = ['prompt', 'agent'];

/** `hookline hook` as a command of the line: from under Hookline it would call itself without end. */
const CALLS_ITSELF =
  /(?:^|[;&|(\n]|\b(?:npx|exec|env|then|do)\s)\s*(?:-\S+\s+|\w+=\S*\s+)*(?:['"]?[^\s'"]*node['"]?\s+)?['"]?(?:[^\s'";&|]*\/)?hookline(?:\.cjs)?['"]?\s+hook(?:\s|$)/;

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

class HandlerReader {
  readonly #value: Table;
  readonly #kinds: Kinds;
  readonly #findings: HandlerFinding[] = [];
  #problem: string | undefined;

  constructor(value: Table, kinds: Kinds) {
    this.#value = value;
    this.#kinds = kinds;
  }

  read(): ReadHandler {
    const { type } = this.#value;
    const known = typeof type === 'string' && (Object.hasOwn(OWN_KEYS, type) || this.#kinds.has(type));
    if (!known) this.#refuse('type', this.#typeProblem(type), this.#typeFix(type));
    const fields = known ? this.#fields(String(type)) : {};
    const timeout = this.#seconds();
    if (known && Object.hasOwn(OWN_KEYS, String(type))) this.#unknownKeys(String(type));
    const isRefused = this.#problem !== undefined;
    return {
      name: this.#name(fields),
      type: isRefused || !known ? 'command' : String(type),
      fields: isRefused ? { problem: this.#problem } : fields,
      mode: this.#value['async'] === true ? 'async' : 'sync',
      ...(timeout !== undefined && { timeout }),
      findings: this.#findings,
    };
  }

  #refuse(key: string, message: string, fix?: string): void {
    this.#problem ??= message;
    this.#findings.push({
      key,
      severity: 'warning',
      code: 'HOOKLINE_COMMAND_REFUSED',
      message,
      ...(fix !== undefined && { fix }),
    });
  }

  #typeProblem(type: unknown): string {
    if (type === undefined) return 'A handler without "type" is not run.';
    if (NOT_YET.includes(String(type)))
      return `Handlers of the type "${type}" are not run, here and by the agent.`;
    return `The type of this handler is ${shown(type)}, which is not known, so it is not run.`;
  }

  #typeFix(type: unknown): string {
    const known = [...Object.keys(OWN_KEYS), ...this.#kinds.keys()];
    const meant = typeof type === 'string' ? nearest(type, known) : undefined;
    return meant ? `Did you mean "${meant}"?` : 'Use "type": "command" with a "command".';
  }

  #fields(type: string): Table {
    const { command, commandWindows, statusMessage, server, tool, input } = this.#value;
    if (type === 'command') {
      if (!isText(command))
        this.#refuse('command', 'A command handler needs a "command", as a text, so this one is not run.');
      else if (command.includes('\0'))
        this.#refuse('command', 'A command cannot hold a NUL, so this handler is not run.');
      else if (CALLS_ITSELF.test(command))
        this.#refuse(
          'command',
          'This line calls "hookline hook", which runs this hook again, so it is not run.',
          'Take it out: Hookline runs these hooks by itself.',
        );
      return {
        command,
        ...(isText(commandWindows) && { commandWindows }),
        ...(isText(statusMessage) && { statusMessage }),
      };
    }
    if (type === 'mcp_tool') {
      if (!isText(server))
        this.#refuse('server', 'An mcp_tool handler needs the name of a "server", so this one is not run.');
      if (!isText(tool))
        this.#refuse('tool', 'An mcp_tool handler needs the name of a "tool", so this one is not run.');
      return { server, tool, arguments: withEventFields(input ?? {}) };
    }
    return Object.fromEntries(Object.entries(this.#value).filter(([key]) => !COMMON_KEYS.includes(key)));
  }

  /** `timeoutSec` is the second seed's other word for it, which the agent itself does not read. */
  #seconds(): number | undefined {
    for (const key of ['timeout', 'timeoutSec']) {
      const value = this.#value[key];
      if (value === undefined) continue;
      if (typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= 2_147_483)
        return value;
      this.#refuse(key, `"${key}" is ${shown(value)}, not a number of seconds, so this handler is not run.`);
    }
    return undefined;
  }

  #unknownKeys(type: string): void {
    const known = [...COMMON_KEYS, ...(OWN_KEYS[type] ?? [])];
    for (const key of Object.keys(this.#value)) {
      if (known.includes(key)) continue;
      const meant = nearest(key, known);
      this.#findings.push({
        key,
        severity: 'warning',
        message: `The key "${key}" is not known and has no effect.`,
        ...(meant !== undefined && { fix: `Did you mean "${meant}"?` }),
      });
    }
  }

  #name(fields: Table): string {
    const { command, tool, server, type } = { ...this.#value, ...fields };
    if (isText(command)) return handlerName(command);
    if (isText(tool)) return isText(server) ? `${server}.${tool}` : tool;
    return isText(type) ? type : 'handler';
  }
}

/** Reads one handler. */
export function readHandler(value: Table, kinds: Kinds): ReadHandler {
  return new HandlerReader(value, kinds).read();
}
