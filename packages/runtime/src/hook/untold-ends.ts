/**
 * Tells the ends of tool calls that the agent does not tell. A call is remembered when it goes to its tool and
 * forgotten when its end is told; what is left over when it must have ended is looked up. Costs nothing where nobody
 * listens to ends, and one look into a folder where no call is open.
 */
import type { LifecycleEvent, Outcome } from '@hookline/core';
import type { DecodedPayload, HostAdapter, ResolvedConfig } from '@hookline/core/engine';
import { listensTo } from '../plugins/build-lifecycle.ts';
import { endCall, noteCall, openCalls } from '../state/open-calls.ts';
import { storedEvent } from '../state/stored-event.ts';

const ENDS = ['exec.after', 'patch.after', 'mcp.after', 'tool.after', 'error.occurred'];

/** What the telling needs. */
export interface UntoldSources {
  readonly adapter: HostAdapter;
  readonly hooklineHome: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Whether anybody would hear of an end. */
export function hearsEnds({ settings, plugins, entries }: ResolvedConfig): boolean {
  return (
    settings.enabled &&
    (plugins.some(({ events }) => listensTo(events, ENDS)) ||
      entries.some(({ events }) => listensTo(events, ENDS)))
  );
}

/** Forgets the call whose end this payload tells. */
export function forgetEnded({ call, events }: DecodedPayload, hooklineHome: string): void {
  if (call?.phase === 'ends') endCall(hooklineHome, events[0].sessionId, call.id);
}

/** Remembers the call that this payload begins, with the input that it goes to its tool with. */
export function rememberBegun(
  { call }: DecodedPayload,
  outcome: Outcome,
  hooklineHome: string,
  redact: (text: string) => string,
): void {
  if (call?.phase !== 'begins' || isRefused(outcome)) return;
  noteCall(hooklineHome, call.id, storedEvent(outcome.event, redact));
}

/** The events of the ends that were not told until now, each given to one caller only. */
export function untoldEnds(
  { settles, events: [primary], native }: DecodedPayload,
  { adapter, hooklineHome, env }: UntoldSources,
): readonly LifecycleEvent[] {
  if (settles === undefined) return [];
  const at = { native, settles, taskId: primary.taskId, now: new Date(primary.timestamp), env };
  return openCalls(hooklineHome, primary.sessionId).flatMap(({ id, event }) => {
    if (settles === 'agent' && event.agent?.id !== primary.agent?.id) return [];
    const ends = adapter.unreported(event, at);
    return ends !== undefined && endCall(hooklineHome, primary.sessionId, id) ? ends : [];
  });
}

const isRefused = ({ verdict, halt }: Outcome): boolean =>
  halt !== undefined || (verdict !== undefined && verdict.kind !== 'allow');
