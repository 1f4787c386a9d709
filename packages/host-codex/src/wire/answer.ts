/** The literal answers that Codex takes. Key names and order are pinned by tests. */
import type { HostReply } from '@hookline/core/engine';
import type { NativeEventName } from './native-events.ts';

/** Everything that may stand in an answer. Which of it an event takes is in the table of native events. */
export interface NativeAnswer {
  continue?: false;
  stopReason?: string;
  decision?: 'block';
  reason?: string;
  systemMessage?: string;
  hookSpecificOutput?: {
    hookEventName: NativeEventName;
    permissionDecision?: 'allow' | 'deny';
    permissionDecisionReason?: string;
    updatedInput?: Readonly<Record<string, unknown>>;
    additionalContext?: string;
    decision?: { behavior: 'allow' } | { behavior: 'deny'; message: string };
  };
}

/** No answer: the agent goes on. */
export const SILENCE: HostReply = Object.freeze({ stdout: '', stderr: '', exitCode: 0 });

/**
 * One JSON object, or nothing for an empty answer. Half a surrogate pair becomes U+FFFD, in keys too: Codex's
 * parser refuses the whole answer for one, which would let the action pass.
 */
export function toReply(answer: NativeAnswer): HostReply {
  if (Object.keys(answer).length === 0) return SILENCE;
  const json = JSON.stringify(answer).replaceAll(/\\\\|\\ud[89a-f][0-9a-f]{2}/g, (found) =>
    found === '\\\\' ? found : '\\ufffd',
  );
  return { stdout: json, stderr: '', exitCode: 0 };
}

/** The refusal of a guarded event in the form of that event. */
export function refusal(native: NativeEventName, reason: string): NativeAnswer {
  switch (native) {
    case 'PreToolUse':
      return {
        hookSpecificOutput: {
          hookEventName: native,
          permissionDecision: 'deny',
          permissionDecisionReason: reason,
        },
      };
    case 'PermissionRequest':
      return {
        hookSpecificOutput: { hookEventName: native, decision: { behavior: 'deny', message: reason } },
      };
    default:
      return { decision: 'block', reason };
  }
}
