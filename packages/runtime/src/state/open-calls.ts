/**
 * The tool calls of a session that have begun and not ended. A file for each: calls run at the same time, in hooks of
 * their own, and whoever removes the file is the only one to tell of the end.
 */
import { readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { LifecycleEvent } from '@hookline/core';
import { readJson, writeWhole } from './private-file.ts';
import { safeName, sessionFolder } from './session-state.ts';

/** A session that leaves more than this behind has an agent that is not understood; more are not remembered. */
const MOST_OPEN = 200;

const folderOf = (hooklineHome: string, sessionId: string): string =>
  join(sessionFolder(hooklineHome, sessionId), 'calls');
const fileOf = (hooklineHome: string, sessionId: string, id: string): string =>
  join(folderOf(hooklineHome, sessionId), `${safeName(id)}.json`);

/** Remembers a call as it goes to the tool. */
export function noteCall(hooklineHome: string, id: string, event: LifecycleEvent): void {
  if (names(hooklineHome, event.sessionId).length >= MOST_OPEN) return;
  writeWhole(fileOf(hooklineHome, event.sessionId, id), JSON.stringify({ id, event }));
}

/** Forgets a call. True for the one caller who may tell of its end. */
export function endCall(hooklineHome: string, sessionId: string, id: string): boolean {
  try {
    unlinkSync(fileOf(hooklineHome, sessionId, id));
    return true;
  } catch {
    return false;
  }
}

/** A call that has begun: the event of its beginning, under the agent's id of it. */
export interface OpenCall {
  readonly id: string;
  readonly event: LifecycleEvent;
}

/** The calls that have begun, oldest first; what cannot be read is left out. */
export function openCalls(hooklineHome: string, sessionId: string): readonly OpenCall[] {
  return names(hooklineHome, sessionId)
    .map((name) => readJson(join(folderOf(hooklineHome, sessionId), name)))
    .filter(isOpenCall)
    .sort((a, b) => (a.event.timestamp < b.event.timestamp ? -1 : 1));
}

function names(hooklineHome: string, sessionId: string): readonly string[] {
  try {
    return readdirSync(folderOf(hooklineHome, sessionId)).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
}

function isOpenCall(value: unknown): value is OpenCall {
  const { id, event } = (value ?? {}) as Partial<Record<'id' | 'event', unknown>>;
  return (
    typeof id === 'string' &&
    typeof event === 'object' &&
    event !== null &&
    typeof (event as LifecycleEvent).timestamp === 'string' &&
    typeof (event as LifecycleEvent).sessionId === 'string'
  );
}
