/** Says what is worth a line in each event. The prompt is not: a log of a session is not a record of its talk. */
import { type Decision, reasonTexts } from './decision.ts';
import { entryOfSession } from './entry-of-session.ts';
import { entryOfTool } from './entry-of-tool.ts';
import type { EntryOptions, LogEntry, LoggedPayload } from './log-entry.ts';

/** What the log says about an event. */
export function entryOf(event: LoggedPayload, options: EntryOptions): LogEntry {
  const entry = 'toolName' in event ? entryOfTool(event, options) : entryOfSession(event, options);
  // The beginning and the end name the session as what they are about. Elsewhere it comes last, where nothing that an
  // event brings can stand behind it: by it the lines of a session are found.
  const isAboutSession = event.type === 'session_start' || event.type === 'session_end';
  const decision = quotable(event, options);
  return {
    ...entry,
    details: [
      ...entry.details,
      ...(decision ? reasonTexts(decision) : []),
      ...(isAboutSession ? [] : [`session ${event.sessionId}`]),
    ],
    fields: {
      ...entry.fields,
      decision: decision?.kind,
      reasons: decision?.reasons,
    },
  };
}

/** A reason may quote the command that it is about. */
function quotable(event: LoggedPayload, { commands, decision }: EntryOptions): Decision | undefined {
  if (decision === undefined || commands || !('toolName' in event)) return decision;
  return { ...decision, reasons: decision.reasons.map(({ by }) => ({ by })) };
}
