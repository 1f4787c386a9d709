/**
 * Completes what a person types of a payload of the agent: every field that the agent sends with an event is there,
 * so that a hook that is tried by hand reads what it will read. What is given stays as it is.
 */
import { randomUUID } from 'node:crypto';

type Fields = Readonly<Record<string, unknown>>;

/** Events that belong to no turn. */
const WITHOUT_TURN = ['SessionStart', 'SessionEnd'];
/** Events that do not tell the permission mode. */
const WITHOUT_MODE = ['SessionEnd', 'PreCompact', 'PostCompact', 'PreModelRequest', 'PostModelRequest'];

const OWN: Readonly<Record<string, Fields>> = {
  SessionStart: { source: 'startup' },
  SessionEnd: { reason: 'other' },
  Stop: { stop_hook_active: false, last_assistant_message: null },
  SubagentStart: { agent_id: 'agent-by-hand', agent_type: 'default' },
  SubagentStop: {
    agent_id: 'agent-by-hand',
    agent_type: 'default',
    stop_hook_active: false,
    last_assistant_message: null,
    agent_transcript_path: null,
  },
  PostToolUse: { tool_response: '' },
  PostModelRequest: { status: 'completed', error: null, token_usage: null },
  PreCompact: { trigger: 'manual' },
  PostCompact: { trigger: 'manual' },
};

const isObject = (value: unknown): value is Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** A payload of the event `native` with the fields of `given` over what can be said without an agent. */
export function completedPayload(
  native: string,
  given: Fields,
  { sessionId, cwd }: { readonly sessionId: string; readonly cwd: string },
): Fields {
  const input = given['tool_input'];
  const isShell = isObject(input) && typeof input['command'] === 'string';
  return {
    session_id: sessionId,
    ...(!WITHOUT_TURN.includes(native) && { turn_id: `turn-${randomUUID()}` }),
    transcript_path: null,
    cwd,
    hook_event_name: native,
    // Every event but the last names a model; here there is none.
    ...(native !== 'SessionEnd' && { model: 'unknown' }),
    ...(!WITHOUT_MODE.includes(native) && { permission_mode: 'default' }),
    ...OWN[native],
    ...(/ToolUse$/.test(native) && {
      ...(isShell && { tool_name: 'Bash' }),
      tool_use_id: `call-${randomUUID()}`,
    }),
    ...given,
  };
}
