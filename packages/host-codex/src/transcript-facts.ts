/** What Codex's hooks do not say and its transcript does: how a tool call ended, when a turn began. */
import { findLastLine } from './transcript.ts';
import { isObject, type Payload } from './wire/payload.ts';

/** How a tool call ended. Durations are milliseconds. */
export interface ToolEnd {
  readonly exitCode?: number;
  readonly duration?: number;
  readonly success?: boolean;
}

/** The end of a tool call; empty while the transcript does not have it. */
export function readToolEnd(path: string | undefined, toolUseId: string | undefined): ToolEnd {
  if (toolUseId === undefined) return {};
  return (
    findLastLine(path, JSON.stringify(toolUseId), (line) => {
      const payload = eventPayload(line, 'item_completed');
      const item = payload?.['item'];
      return isObject(item) && item['id'] === toolUseId ? toolEnd(item) : undefined;
    }) ?? {}
  );
}

/** When a turn began, in milliseconds since the epoch. */
export function readTurnStart(path: string | undefined, turnId: string | undefined): number | undefined {
  if (turnId === undefined) return undefined;
  return findLastLine(path, '"task_started"', (line) => {
    if (eventPayload(line, 'task_started')?.['turn_id'] !== turnId || !isObject(line)) return undefined;
    const at = typeof line['timestamp'] === 'string' ? Date.parse(line['timestamp']) : Number.NaN;
    return Number.isNaN(at) ? undefined : at;
  });
}

function eventPayload(line: unknown, type: string): Payload | undefined {
  const payload = isObject(line) ? line['payload'] : undefined;
  return isObject(payload) && payload['type'] === type ? payload : undefined;
}

function toolEnd(item: Payload): ToolEnd {
  const { exit_code: exitCode, status, result } = item;
  const code = typeof exitCode === 'number' && Number.isInteger(exitCode) ? exitCode : undefined;
  const failed = isObject(result) && result['isError'] === true;
  const byStatus =
    status === 'completed'
      ? !failed
      : typeof status === 'string' && status !== 'in_progress'
        ? false
        : undefined;
  return {
    exitCode: code,
    duration: duration(item['duration']),
    success: code === undefined ? byStatus : code === 0,
  };
}

function duration(value: unknown): number | undefined {
  if (!isObject(value)) return undefined;
  const { secs, nanos } = value;
  if (typeof secs !== 'number' || typeof nanos !== 'number') return undefined;
  return Math.round(secs * 1000 + nanos / 1e6);
}
