/** What a `matcher` is compared with. */
import type { LifecycleEvent } from '../events/lifecycle-events.ts';
import type { ResolvedEntry } from './resolved-entry.ts';

/** The fields that the agent matches its own hooks on, where the event has no tool (Codex fact, section 2). */
const NATIVE_SUBJECTS = ['source', 'trigger', 'reason'] as const;

const UNMATCHED = new Set(['UserPromptSubmit', 'Stop', 'PreModelRequest', 'PostModelRequest', 'Interrupt']);

/** Whether the agent looks at the matcher of its hooks at this event of its own (second seed: "not supported"). */
export const hasMatcher = (native: string): boolean => !UNMATCHED.has(native);

/**
 * The name of the tool; for a hook of a `hooks.json` also how a session began (`startup`), what made a compaction
 * necessary (`auto`) and the type of a sub-agent. Undefined where the matcher has nothing to say.
 */
export function matcherSubject(entry: ResolvedEntry, event: LifecycleEvent): string | undefined {
  if ('toolName' in event) return String(event.toolName);
  if (entry.native === undefined || !hasMatcher(entry.native)) return undefined;
  const fields = event as LifecycleEvent & Readonly<Record<string, unknown>>;
  if (entry.native.startsWith('Subagent')) return fields.agent?.type;
  const subject = NATIVE_SUBJECTS.map((name) => fields[name]).find((value) => typeof value === 'string');
  return subject as string | undefined;
}
