import type { ZodType } from 'zod';
import type { BuiltInEvent } from '../events/table.ts';
import { agentStart, agentStop } from './agent.ts';
import { compactAfter, compactBefore } from './compact.ts';
import { errorOccurred } from './error.ts';
import { execAfter, execBefore } from './exec.ts';
import { mcpAfter, mcpBefore } from './mcp.ts';
import { modelAfter, modelBefore } from './model.ts';
import { patchAfter, patchBefore } from './patch.ts';
import { sessionEnd, sessionStart } from './session.ts';
import { taskComplete, taskInterrupted, taskStart } from './task.ts';
import { permissionRequest, toolAfter, toolBefore } from './tool.ts';

/** The schema of every built-in event by wire name. */
export const EVENT_SCHEMAS = Object.freeze({
  session_start: sessionStart,
  session_end: sessionEnd,
  task_start: taskStart,
  task_complete: taskComplete,
  'exec.before': execBefore,
  'exec.after': execAfter,
  'patch.before': patchBefore,
  'patch.after': patchAfter,
  'mcp.before': mcpBefore,
  'mcp.after': mcpAfter,
  'tool.before': toolBefore,
  'tool.after': toolAfter,
  'permission.request': permissionRequest,
  'agent.start': agentStart,
  'agent.stop': agentStop,
  'compact.before': compactBefore,
  'compact.after': compactAfter,
  'model.before': modelBefore,
  'model.after': modelAfter,
  'task.interrupted': taskInterrupted,
  'error.occurred': errorOccurred,
}) satisfies Readonly<Record<BuiltInEvent, ZodType>>;
