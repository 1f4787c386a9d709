/** Events of one session, by hand after the payload types. */
import type {
  AgentStartEvent,
  AgentStopEvent,
  CompactEvent,
  ErrorOccurredEvent,
  EventBase,
  ExecAfterEvent,
  ExecBeforeEvent,
  McpAfterEvent,
  PatchAfterEvent,
  PermissionRequestEvent,
  SessionEndEvent,
  SessionStartEvent,
  TaskCompleteEvent,
  TaskInterruptedEvent,
  TaskStartEvent,
  ToolAfterEvent,
} from '@hookline/core';

const base: EventBase = {
  id: 'session-1:x',
  timestamp: '2026-11-21T10:00:00.000Z',
  sessionId: 'session-1',
  cwd: '/repo',
  host: { name: 'codex' },
  raw: {},
  model: 'gpt-5.5',
  taskId: 'task-1',
};
const tool = { toolName: 'Bash', input: {} };

export const sessionStart: SessionStartEvent = { ...base, type: 'session_start', source: 'startup' };
export const sessionEnd: SessionEndEvent = {
  ...base,
  type: 'session_end',
  reason: 'exit',
  duration: 303_000,
};
export const taskStart: TaskStartEvent = { ...base, type: 'task_start', prompt: 'my private prompt' };
export const taskComplete: TaskCompleteEvent = {
  ...base,
  type: 'task_complete',
  success: true,
  duration: 5_000,
  resumed: false,
};
export const execAfter: ExecAfterEvent = {
  ...base,
  ...tool,
  type: 'exec.after',
  command: 'npm test',
  exitCode: 0,
  success: true,
  duration: 1_234.4,
};
export const patchAfter: PatchAfterEvent = {
  ...base,
  ...tool,
  type: 'patch.after',
  toolName: 'apply_patch',
  patch: '*** Begin Patch',
  files: [
    { path: 'src/a.ts', kind: 'update', added: 10, removed: 3 },
    { path: 'src/b.ts', kind: 'update', movedTo: 'src/c.ts', added: 1, removed: 0 },
  ],
  success: true,
};
export const permissionRequest: PermissionRequestEvent = {
  ...base,
  ...tool,
  type: 'permission.request',
  command: 'rm -rf build',
};
export const errorOccurred: ErrorOccurredEvent = {
  ...base,
  type: 'error.occurred',
  error: 'stream disconnected',
  source: 'model',
  context: 'request 3',
};

export const execBefore: ExecBeforeEvent = { ...base, ...tool, type: 'exec.before', command: 'npm publish' };
export const compactBefore: CompactEvent<'compact.before'> = {
  ...base,
  type: 'compact.before',
  trigger: 'auto',
};
export const compactAfter: CompactEvent<'compact.after'> = {
  ...base,
  type: 'compact.after',
  trigger: 'auto',
};
export const mcpAfter: McpAfterEvent = {
  ...base,
  ...tool,
  type: 'mcp.after',
  toolName: 'mcp__docs__search',
  server: 'docs',
  tool: 'search',
  arguments: { query: 'my private question' },
  success: true,
  duration: 20,
};
export const toolAfter: ToolAfterEvent = { ...base, ...tool, type: 'tool.after', toolName: 'update_plan' };
export const taskInterrupted: TaskInterruptedEvent = { ...base, type: 'task.interrupted' };
const agent = { id: 'agent-1', type: 'explorer' };
export const agentStart: AgentStartEvent = { ...base, type: 'agent.start', agent };
export const agentStop: AgentStopEvent = { ...base, type: 'agent.stop', agent, resumed: false };
