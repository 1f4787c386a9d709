/**
 * Completes what a person types for `hookline emit`: of a tool call only what it is about has to be given, the rest
 * follows from it. What cannot be derived is left out, and the check of the event says so.
 */
import { parseApplyPatch } from '@hookline/host-codex';

type Fields = Readonly<Record<string, unknown>>;

/** The data of an event with the fields that follow from others; fields that were given stay as they are. */
export function completedByHand(type: string, data: Fields): Fields {
  return { ...derived(type, data), ...data };
}

function derived(type: string, data: Fields): Fields {
  const { command, patch, server, tool } = data;
  switch (type) {
    case 'exec.before':
    case 'exec.after':
      // Also of a command that is missing or wrong: that is then all that the check complains about.
      return { toolName: 'Bash', input: { command } };
    case 'permission.request':
      return typeof command === 'string' ? { toolName: 'Bash', input: { command } } : {};
    case 'patch.before':
    case 'patch.after':
      return {
        toolName: 'apply_patch',
        input: { command: patch },
        files: typeof patch === 'string' ? parseApplyPatch(patch) : [],
      };
    case 'mcp.before':
    case 'mcp.after': {
      const given = data['arguments'] ?? data['input'] ?? {};
      return { toolName: `mcp__${server}__${tool}`, input: given, arguments: given };
    }
    case 'tool.before':
    case 'tool.after':
      return { input: {} };
    case 'task_complete':
    case 'agent.stop':
      // Nobody sends back to work who works by hand.
      return { resumed: false };
    case 'error.occurred':
      // Neither the model nor a tool of the agent failed.
      return { source: 'hook' };
    default:
      return {};
  }
}
