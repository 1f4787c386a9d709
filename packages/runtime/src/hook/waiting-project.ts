/** What a hook says of a project that waits for review: to the model where it refuses, to the person once a session. */
import { type WaitingProject, waitingRequires, waitingSubject } from '@hookline/config/trust';
import type { DecodedPayload, HostAdapter, Settings } from '@hookline/core/engine';
import { sessionState } from '../state/session-state.ts';

/** Whether an event is refused because a required gate of the project may not run. */
export function isHeldBack(
  waiting: WaitingProject,
  { untrusted }: Settings,
  { native, events: [{ type }] }: DecodedPayload,
  adapter: HostAdapter,
): boolean {
  return untrusted !== 'skip' && adapter.guards(native) && waitingRequires(waiting, type);
}

const fact = (waiting: WaitingProject): string => {
  const several = waiting.count > 1;
  const what =
    waiting.approvedAt !== undefined
      ? `changed and ${several ? 'wait' : 'waits'} for review`
      : `${several ? 'wait' : 'waits'} for review`;
  return `${waitingSubject(waiting)} ${what}`;
};

/** What is found in a deeper folder is shown there only. */
const inFolder = ({ folder }: WaitingProject): string => (folder === '.' ? '' : ` (in ${folder})`);

/** The reason for a refusal. */
export function heldBack(waiting: WaitingProject): string {
  return `The project's hook configuration has a required check that may not run: ${fact(waiting)}. Ask the user to run "npx hookline trust" in the project.`;
}

/** What the person is told. */
export interface WaitingNotice {
  readonly text: string;
  /** Remembers that it was said. */
  told(): void;
}

/** The word to the person; undefined when this session has had it, for this state of the project. */
export function waitingNotice(
  hooklineHome: string,
  sessionId: string,
  waiting: WaitingProject,
): WaitingNotice | undefined {
  const state = sessionState(hooklineHome, sessionId, 'trust');
  // A change after the next approval is news again.
  const told = [waiting.root, waiting.approvedAt ?? ''].join(' ');
  if (state.get('told') === told) return undefined;
  return {
    text: `No hook of this project runs: ${fact(waiting)}. To look at it and approve it: npx hookline trust${inFolder(waiting)}`,
    told: () => void state.set('told', told),
  };
}
