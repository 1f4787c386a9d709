/** Which of the agent's events a configuration needs to hear of: each one costs the start of a process. */
import type { ResolvedConfig } from '@hookline/core/engine';
import { NATIVE_EVENTS, type NativeEventName } from '@hookline/host-codex';

/**
 * The end of a call: Codex does not tell of those that fail, so the beginning is remembered and looked up when the
 * model has been asked again, or the session ends.
 */
const END_OF_CALL = ['PreToolUse', 'PostToolUse', 'PostModelRequest', 'SessionEnd'] as const;

/** Where each event comes from. What is said of an error or of the end of a task has several sources. */
const SOURCES: Readonly<Record<string, readonly NativeEventName[]>> = {
  session_start: ['SessionStart'],
  // The start is heard too: it says how long the session took.
  session_end: ['SessionEnd', 'SessionStart'],
  task_start: ['UserPromptSubmit'],
  task_complete: ['Stop', 'PostModelRequest', 'Interrupt', 'UserPromptSubmit', 'SessionEnd'],
  'exec.before': ['PreToolUse'],
  'patch.before': ['PreToolUse'],
  'mcp.before': ['PreToolUse'],
  'tool.before': ['PreToolUse'],
  'exec.after': END_OF_CALL,
  'patch.after': END_OF_CALL,
  'mcp.after': END_OF_CALL,
  'tool.after': END_OF_CALL,
  'permission.request': ['PermissionRequest'],
  'agent.start': ['SubagentStart'],
  'agent.stop': ['SubagentStop'],
  'compact.before': ['PreCompact'],
  'compact.after': ['PostCompact'],
  'model.before': ['PreModelRequest'],
  'model.after': ['PostModelRequest'],
  'task.interrupted': ['Interrupt'],
  'error.occurred': END_OF_CALL,
};

/** The agent's events behind a configuration's plugins and hooks, in the agent's order. */
export function neededEvents(config: ResolvedConfig): readonly NativeEventName[] {
  const names = [
    ...config.plugins.flatMap((plugin) => plugin.events),
    ...config.entries.flatMap((entry) => (entry.native === undefined ? entry.events : [])),
  ];
  if (names.includes('*')) return NATIVE_EVENTS;
  const needed = new Set<string | undefined>(names.flatMap((name) => SOURCES[name] ?? []));
  // A hook of a hooks.json runs at its own moment and no other.
  for (const { native } of config.entries) needed.add(native);
  return NATIVE_EVENTS.filter((event) => needed.has(event));
}
