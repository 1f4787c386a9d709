/** The entries of what is no call of a tool: the session, its tasks, its sub-agents, what went wrong. */
import { type EntryOptions, known, type LogEntry, type LoggedPayload } from './log-entry.ts';

type OfSession = Exclude<LoggedPayload, { readonly toolName: string }>;

/** What the log says about such an event. */
export function entryOfSession(event: OfSession, { commands, decision }: EntryOptions): LogEntry {
  const kind = decision?.kind;
  const isRefused = kind === 'deny' || kind === 'halt';
  switch (event.type) {
    case 'session_start': {
      const { model, cwd, source } = event;
      const how = source === 'startup' ? undefined : source;
      return {
        level: kind === 'halt' ? 'WARN' : 'INFO',
        title: 'Session started',
        subject: event.sessionId,
        details: known(model && `model ${model}`, cwd, how),
        fields: { model, cwd, source },
      };
    }
    case 'session_end':
      return {
        level: 'INFO',
        title: 'Session ended',
        subject: event.sessionId,
        details: known(event.reason),
        durationMs: event.duration,
        fields: { reason: event.reason },
      };
    case 'task_start':
      return {
        level: isRefused ? 'WARN' : 'INFO',
        title: isRefused ? 'Task refused' : 'Task started',
        subject: event.taskId,
        details: [],
        fields: { refused: isRefused || undefined },
      };
    case 'task_complete': {
      const { success, duration } = event;
      const title = success ? 'Task completed' : 'Task failed';
      return {
        level: success ? 'INFO' : 'WARN',
        title: kind === 'resume' ? 'Task sent back to work' : title,
        subject: event.taskId,
        details: [],
        durationMs: duration,
        fields: { success },
      };
    }
    case 'task.interrupted':
      return { level: 'WARN', title: 'Task interrupted', subject: event.taskId, details: [], fields: {} };
    case 'agent.start':
    case 'agent.stop': {
      const { id, type } = event.agent ?? {};
      const ended = kind === 'resume' ? 'Sub-agent sent back to work' : 'Sub-agent ended';
      return {
        level: 'INFO',
        title: event.type === 'agent.start' ? 'Sub-agent started' : ended,
        subject: id,
        details: known(type),
        fields: { agent_id: id, agent_type: type },
      };
    }
    case 'compact.before':
    case 'compact.after': {
      const { trigger } = event;
      return {
        level: isRefused ? 'WARN' : 'INFO',
        title: isRefused ? 'Compaction refused' : 'Conversation compacted',
        details: known(trigger),
        fields: { trigger, refused: isRefused || undefined },
      };
    }
    case 'error.occurred': {
      const context = commands ? event.context : undefined;
      return {
        level: 'ERROR',
        title: `Error of a ${event.source}`,
        subject: event.error,
        details: known(context),
        fields: { error: event.error, source: event.source, context },
      };
    }
  }
}
