// Hooks of the agent's own, without Hookline: an observer that keeps what each hook is sent, and hooks that answer with fixed
// text. They show what the agent does by itself, the ground that Hookline stands on.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Sandbox } from './sandbox.ts';

/** The lifecycle events of the agent, by its own names. */
export const NATIVE_EVENTS = [
  'SessionStart',
  'UserPromptSubmit',
  'PreModelRequest',
  'PostModelRequest',
  'PreToolUse',
  'PermissionRequest',
  'PostToolUse',
  'PreCompact',
  'PostCompact',
  'SubagentStart',
  'SubagentStop',
  'Stop',
  'Interrupt',
  'SessionEnd',
] as const;

/** A lifecycle event of the agent. */
export type NativeEvent = (typeof NATIVE_EVENTS)[number];

/** The part below `hooks` of a `hooks.json`. */
export type CodexHooks = Partial<Record<NativeEvent, readonly CodexHookGroup[]>>;

/** Handlers under one matcher. */
export interface CodexHookGroup {
  readonly matcher?: string;
  readonly hooks: readonly CodexHookHandler[];
}

/** A command of a `hooks.json`; the timeout is in seconds. */
export interface CodexHookHandler {
  readonly type: 'command';
  readonly command: string;
  readonly timeout?: number;
}

/** What one hook was sent. */
export interface HookPayload {
  readonly hook_event_name: NativeEvent;
  readonly [field: string]: unknown;
}

/** Hooks that watch and say nothing. */
export interface Observer {
  readonly hooks: CodexHooks;
  /** What the hooks were sent, in the order in which they finished. A hook that was killed is not in it. */
  payloads(): HookPayload[];
  /** The names of the events, in the same order. */
  events(): NativeEvent[];
}

/** Makes hooks that keep what they are sent in the sandbox, outside its repository. */
export function createObserver(sandbox: Sandbox, events: readonly NativeEvent[] = NATIVE_EVENTS): Observer {
  const folder = path.join(sandbox.root, 'observed');
  const order = path.join(folder, 'order');
  mkdirSync(folder, { recursive: true });
  // Each payload goes into a file of its own, since a long one is written in several pieces; the name, which is short
  // enough to be appended in one, then gives the order.
  const command = `f=$(mktemp '${folder}/XXXXXXXX') && cat > "$f" && echo "$f" >> '${order}'`;
  const payloads = () =>
    (existsSync(order) ? readFileSync(order, 'utf8').split('\n').filter(Boolean) : []).map(
      (file) => JSON.parse(readFileSync(file, 'utf8')) as HookPayload,
    );
  return {
    hooks: Object.fromEntries(events.map((event) => [event, [commandHook(command, 3)]])),
    payloads,
    events: () => payloads().map((payload) => payload.hook_event_name),
  };
}

/** Makes a group of one command; the timeout is in seconds. */
export function commandHook(command: string, timeout = 30, matcher?: string): CodexHookGroup {
  const group = { hooks: [{ type: 'command', command, timeout }] } as const;
  return matcher === undefined ? group : { matcher, ...group };
}

/** Makes a group of one command that prints an answer. */
export function answeringHook(answer: unknown): CodexHookGroup {
  const text = JSON.stringify(answer).replaceAll("'", `'\\''`);
  return commandHook(`printf '%s' '${text}'`);
}

/** Writes the user's `hooks.json`; the hooks of several parts stand one after the other. */
export function writeHooks(sandbox: Sandbox, ...parts: readonly CodexHooks[]): void {
  const hooks = Object.fromEntries(
    NATIVE_EVENTS.flatMap((event) => {
      const groups = parts.flatMap((part) => part[event] ?? []);
      return groups.length > 0 ? [[event, groups]] : [];
    }),
  );
  sandbox.files({ 'hooks.json': { hooks } }, sandbox.codexHome);
}
