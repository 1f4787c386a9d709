/** What Codex's hooks do not say and its transcript does: how a tool call ended, when a turn began. */
import { findLastLine } from './transcript.ts';
import { isObject, type Payload, path as pathOf, text } from './wire/payload.ts';

/** How a tool call ended. Durations are milliseconds. */
export interface ToolEnd {
  readonly exitCode?: number;
  readonly duration?: number;
  readonly success?: boolean;
  /** What the transcript says of the failure. */
  readonly failure?: string;
  /** What the tool gave back. */
  readonly output?: unknown;
  /** Codex's name for what ran: `McpToolCall`, `FileChange`, `CommandExecution` … */
  readonly item?: string;
}

/** What a transcript has of a call: how it ended, and what the model was told instead of, or after, that. */
export interface CallRecord {
  readonly end?: ToolEnd;
  readonly told?: string;
}

/** The end of a tool call; empty while the transcript does not have it. */
export function readToolEnd(path: string | undefined, toolUseId: string | undefined): ToolEnd {
  if (toolUseId === undefined) return {};
  return findLastLine(path, JSON.stringify(toolUseId), (line) => itemOf(line, toolUseId)) ?? {};
}

/** Everything about a call that began; empty while the transcript has neither its end nor its answer. */
export function readCall(path: string | undefined, toolUseId: string): CallRecord {
  let told: string | undefined;
  const end = findLastLine(path, JSON.stringify(toolUseId), (line) => {
    const item = itemOf(line, toolUseId);
    if (item) return item;
    const payload = isObject(line) && line['type'] === 'response_item' ? line['payload'] : undefined;
    if (!isObject(payload) || payload['call_id'] !== toolUseId) return undefined;
    // The model's own words for the call come before everything that is of use here.
    if (!String(payload['type']).endsWith('_output')) return {};
    told ??= outputText(payload['output']);
    return undefined;
  });
  return { end: end?.item === undefined ? undefined : end, told };
}

function itemOf(line: unknown, toolUseId: string): ToolEnd | undefined {
  const payload = eventPayload(line, 'item_completed');
  const item = payload?.['item'];
  return payload && isObject(item) && item['id'] === toolUseId ? toolEnd(item, payload) : undefined;
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

/** How a turn ended, when it failed. */
export interface TurnFailure {
  readonly error: string;
  /** Milliseconds. */
  readonly duration?: number;
}

/** The failure of a turn; undefined for one that ended well, or of which the transcript has no end. */
export function readTurnFailure(path: string | undefined, turnId: string): TurnFailure | undefined {
  return findLastLine(path, '"task_complete"', (line) => {
    const payload = eventPayload(line, 'task_complete');
    const error = payload?.['turn_id'] === turnId ? errorOf(payload) : undefined;
    if (payload === undefined || error === undefined) return undefined;
    return { error, duration: milliseconds(payload['duration_ms']) };
  });
}

/** What a turn works with, as the newest one says it. */
export interface TurnContext {
  readonly cwd?: string;
  readonly model?: string;
}

/** The newest turn's folder and model. */
export function readTurnContext(path: string | undefined): TurnContext {
  return (
    findLastLine(path, '"turn_context"', (line) => {
      if (!isObject(line) || line['type'] !== 'turn_context') return undefined;
      const payload = line['payload'];
      return isObject(payload) ? { cwd: pathOf(payload, 'cwd'), model: text(payload, 'model') } : undefined;
    }) ?? {}
  );
}

function eventPayload(line: unknown, type: string): Payload | undefined {
  const payload = isObject(line) ? line['payload'] : undefined;
  return isObject(payload) && payload['type'] === type ? payload : undefined;
}

function toolEnd(item: Payload, payload: Payload): ToolEnd {
  const { exit_code: exitCode, status, result, type } = item;
  const code = Number.isSafeInteger(exitCode) ? (exitCode as number) : undefined;
  const failed = isObject(result) && result['isError'] === true;
  const byStatus =
    status === 'completed'
      ? !failed
      : typeof status === 'string' && status !== 'in_progress'
        ? false
        : undefined;
  return {
    exitCode: code,
    duration: duration(item['duration']) ?? between(payload['started_at_ms'], payload['completed_at_ms']),
    success: code === undefined ? byStatus : code === 0,
    failure: failureOf(item),
    output: result ?? errorOf(item) ?? item['aggregated_output'],
    item: typeof type === 'string' ? type : '',
  };
}

/** The words of a failed MCP call or patch; a command has only its exit code. */
function failureOf(item: Payload): string | undefined {
  const { result, stderr, status } = item;
  const said =
    errorOf(item) ??
    (isObject(result) && result['isError'] === true ? outputText(result['content']) : undefined) ??
    (status === 'failed' && typeof stderr === 'string' ? stderr : undefined);
  return said?.trim() || undefined;
}

function errorOf({ error }: Payload): string | undefined {
  const message = isObject(error) ? error['message'] : undefined;
  return typeof message === 'string' ? message : undefined;
}

/** The text of an output, which is one text or a list of parts. */
function outputText(output: unknown): string | undefined {
  if (typeof output === 'string') return output;
  if (!Array.isArray(output)) return undefined;
  const texts = output.flatMap((part: unknown) =>
    isObject(part) && typeof part['text'] === 'string' ? [part['text']] : [],
  );
  return texts.join('\n');
}

function duration(value: unknown): number | undefined {
  if (!isObject(value)) return undefined;
  const { secs, nanos } = value;
  if (typeof secs !== 'number' || typeof nanos !== 'number') return undefined;
  return milliseconds(secs * 1000 + nanos / 1e6);
}

/** A patch has no duration of its own, but the moments of its beginning and end. */
function between(from: unknown, to: unknown): number | undefined {
  return typeof from === 'number' && typeof to === 'number' ? milliseconds(to - from) : undefined;
}

/** JSON can write numbers that are infinite, and a clock may have been set back: that is no duration. */
function milliseconds(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.round(value) : undefined;
}
