/**
 * Which kind of tool call a native tool name is, and where its input holds what is judged.
 *
 * A patch that a shell command carries in a heredoc stays a shell command, as Codex has it: its files are not
 * parsed out, so that nobody takes the list for complete.
 */
import { isObject, type Payload, required, text } from './payload.ts';

/** One call of a tool, sorted and checked. */
export type NativeToolCall =
  | { readonly kind: 'exec'; readonly name: string; readonly input: Payload; readonly command: string }
  | { readonly kind: 'patch'; readonly name: string; readonly input: Payload; readonly patch: string }
  | {
      readonly kind: 'mcp';
      readonly name: string;
      readonly input: Payload;
      readonly server: string;
      readonly tool: string;
    }
  | { readonly kind: 'tool'; readonly name: string; readonly input: Payload };

/** Codex calls its shell `Bash`; the others are its names for the model, seen in older versions. */
const SHELLS: ReadonlySet<string> = new Set(['Bash', 'shell', 'exec_command', 'local_shell']);

/** Keys that hold the command line or the patch, the current one first. */
const EXEC_KEYS = ['command', 'cmd'] as const;
const PATCH_KEYS = ['command', 'patch', 'input'] as const;

/** Sorts a call. Throws HOOKLINE_HOST_PAYLOAD_INVALID where the input lacks what must be judged. */
export function toolCall(payload: Payload): NativeToolCall {
  const name = required(text(payload, 'tool_name'), 'tool_name', 'a text');
  const given = payload['tool_input'];
  if (SHELLS.has(name)) {
    const input = required(isObject(given) ? given : undefined, 'tool_input', 'an object');
    return { kind: 'exec', name, input, command: required(commandOf(input), 'tool_input.command', 'a text') };
  }
  if (name === 'apply_patch') {
    const input = required(isObject(given) ? given : undefined, 'tool_input', 'an object');
    return { kind: 'patch', name, input, patch: required(patchOf(input), 'tool_input.command', 'a text') };
  }
  // A tool without arguments may come with null.
  const input = required(isObject(given) ? given : given == null ? {} : undefined, 'tool_input', 'an object');
  const mcp = /^mcp__(.+?)__(.+)$/s.exec(name);
  if (mcp?.[1] && mcp[2]) return { kind: 'mcp', name, input, server: mcp[1], tool: mcp[2] };
  return { kind: 'tool', name, input };
}

/** The command line of a shell tool's input; an argument list is joined so that a person can read it. */
export function commandOf(input: Payload): string | undefined {
  const value = input[keyOf(input, EXEC_KEYS)];
  if (typeof value === 'string') return value;
  if (!Array.isArray(value) || value.length === 0 || !value.every((part) => typeof part === 'string')) {
    return undefined;
  }
  return shellScript(value) ?? value.map(quoted).join(' ');
}

/** The patch text of an apply_patch input. */
export function patchOf(input: Payload): string | undefined {
  const value = input[keyOf(input, PATCH_KEYS)];
  return typeof value === 'string' ? value : undefined;
}

/** The input with another command line, in the form that the input had. */
export function withCommand(input: Payload, command: string): Payload {
  const key = keyOf(input, EXEC_KEYS);
  const value = input[key];
  if (!Array.isArray(value)) return { ...input, [key]: command };
  const shell = shellScript(value) === undefined ? ['bash', '-lc'] : value.slice(0, 2);
  return { ...input, [key]: [...shell, command] };
}

/** The input with another patch text. */
export function withPatch(input: Payload, patch: string): Payload {
  return { ...input, [keyOf(input, PATCH_KEYS)]: patch };
}

function keyOf(input: Payload, keys: readonly [string, ...string[]]): string {
  return keys.find((key) => Object.hasOwn(input, key)) ?? keys[0];
}

/** The script of `[".../bash", "-lc", script]`. */
function shellScript(args: readonly string[]): string | undefined {
  const [program, flag, script] = args;
  const isShell = args.length === 3 && /(?:^|[\\/])(?:ba|z|da)?sh$/.test(program ?? '');
  return isShell && (flag === '-c' || flag === '-lc') ? script : undefined;
}

const quoted = (part: string): string =>
  /^[\w@%+=:,./-]+$/.test(part) ? part : `'${part.replaceAll("'", "'\\''")}'`;
