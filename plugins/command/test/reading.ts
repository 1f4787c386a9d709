/** Reads the end of a command for an event of the agent, as the handler does. */
import type { HandlerAnswer, LifecycleEvent } from '@hookline/core';
import { HooklineError } from '@hookline/core/errors';
import { answerOf, type CommandOutput } from '../src/answer.ts';

const TYPES = {
  SessionStart: 'session_start',
  SubagentStart: 'agent.start',
  UserPromptSubmit: 'task_start',
  PreToolUse: 'exec.before',
  PermissionRequest: 'permission.request',
  PostToolUse: 'exec.after',
  PreCompact: 'compact.before',
  PostCompact: 'compact.after',
  Stop: 'task_complete',
  SubagentStop: 'agent.stop',
  Interrupt: 'task.interrupted',
  SessionEnd: 'session_end',
  PreModelRequest: 'model.before',
} as const;

export type Native = keyof typeof TYPES;

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** The answer, or the coded error. Anything else that is thrown is thrown on. */
export function read(
  native: Native,
  output: Partial<CommandOutput>,
): HandlerAnswer | HooklineError | undefined {
  const event = {
    id: 'e',
    timestamp: '2026-01-01T00:00:00.000Z',
    sessionId: 's',
    cwd: '/repo',
    raw: {},
    host: { name: 'codex', event: native },
    type: TYPES[native],
    toolName: 'Bash',
    input: { command: 'ls' },
    command: 'ls',
  } as LifecycleEvent;
  const scope = { name: 'hook', event, native, where: 'hooks.json:1:1', log: silent };
  try {
    return answerOf({ exitCode: 0, stdout: '', stderr: '', ...output }, scope);
  } catch (thrown) {
    if (thrown instanceof HooklineError) return thrown;
    throw thrown;
  }
}
