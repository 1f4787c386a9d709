/** One event of every kind, all as of one session. */
import type { LifecycleEvent } from '@hookline/core';
import type { BuiltInEvent } from '@hookline/core/engine';
import * as session from './session.ts';
import * as after from './tool-after.ts';
import * as before from './tool-before.ts';
import * as turn from './turn.ts';

export const RECORDED: Readonly<Record<BuiltInEvent, LifecycleEvent>> = {
  session_start: session.sessionStart,
  session_end: session.sessionEnd,
  task_start: turn.taskStart,
  task_complete: turn.taskComplete,
  'exec.before': before.execBefore,
  'exec.after': after.execAfter,
  'patch.before': before.patchBefore,
  'patch.after': after.patchAfter,
  'mcp.before': before.mcpBefore,
  'mcp.after': after.mcpAfter,
  'tool.before': before.toolBefore,
  'tool.after': after.toolAfter,
  'permission.request': before.permissionRequest,
  'agent.start': session.agentStart,
  'agent.stop': session.agentStop,
  'compact.before': session.compactBefore,
  'compact.after': session.compactAfter,
  'model.before': turn.modelBefore,
  'model.after': turn.modelAfter,
  'task.interrupted': turn.taskInterrupted,
  'error.occurred': turn.errorOccurred,
};
