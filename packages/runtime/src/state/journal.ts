/** `$HOOKLINE_HOME/journal/<day>.jsonl`: one redacted line an event: what fired, who ran, what was decided. */
import { join } from 'node:path';
import type { LifecycleEvent, Outcome } from '@hookline/core';
import { appendTo } from './append-line.ts';

/** One line of the journal. */
export interface JournalLine {
  readonly time: string;
  readonly session_id: string;
  readonly event: string;
  readonly native?: string;
  readonly task_id?: string;
  readonly cwd: string;
  /** The command, the file, the tool, the prompt: one line of what it was about, cut. */
  readonly subject?: string;
  /** What the agent was told: `deny`, `rewrite`, `context`, … ; `pass` when nothing. */
  readonly decision: string;
  readonly reasons: readonly string[];
  readonly hooks: readonly {
    readonly by: string;
    readonly lane: string;
    readonly status: string;
    readonly ms: number;
    readonly answered?: readonly string[];
    readonly why?: string;
  }[];
  readonly failures?: readonly { readonly by: string; readonly code: string; readonly message: string }[];
  /** Milliseconds from the start of the process to the answer. */
  readonly ms: number;
}

const SUBJECT_LENGTH = 300;
/** Characters that are looked at for a subject: a command may have megabytes. */
const LOOKED_AT = 16_384;

const cut = (text: string): string =>
  text.length > SUBJECT_LENGTH ? `${text.slice(0, SUBJECT_LENGTH)}…` : text;

/** What an event was about, in a few words. Redacted before it is cut: half a secret would not be known as one. */
export function subjectOf(
  event: LifecycleEvent,
  redact: (text: string) => string = (text) => text,
): string | undefined {
  const short = (text: string): string =>
    text.length > SUBJECT_LENGTH ? cut(redact(text.slice(0, LOOKED_AT))) : text;
  const fields = event as unknown as Record<string, unknown>;
  const files = fields['files'];
  if (Array.isArray(files)) return short(files.map((file: { path: string }) => file.path).join(', '));
  for (const name of ['command', 'prompt', 'error', 'reason', 'source', 'trigger']) {
    const value = fields[name];
    if (typeof value === 'string') return short(value);
  }
  if (typeof fields['server'] === 'string') return short(`${fields['server']}.${String(fields['tool'])}`);
  return typeof fields['toolName'] === 'string' ? fields['toolName'] : undefined;
}

/** One word for what came of an event. */
export function decisionOf(outcome: Outcome): string {
  if (outcome.halt) return 'halt';
  const parts = [
    outcome.verdict?.kind,
    outcome.rewrite ? 'rewrite' : undefined,
    outcome.context.length > 0 ? 'context' : undefined,
  ].filter((part) => part !== undefined);
  return parts.join('+') || 'pass';
}

/** Appends the line of one event. False when it could not be written. */
export function journal(
  hooklineHome: string,
  outcome: Outcome,
  redact: (text: string) => string,
  ms: number,
): boolean {
  const { event } = outcome;
  const line: JournalLine = {
    // Whoever raises an event by hand may give it any time; the journal is in the order in which things happened.
    time: event.host.name === 'hookline' ? new Date().toISOString() : event.timestamp,
    session_id: event.sessionId,
    event: event.type,
    native: event.host.event,
    task_id: event.taskId,
    cwd: event.cwd,
    subject: subjectOf(event, redact),
    decision: decisionOf(outcome),
    reasons: [
      ...(outcome.verdict?.reasons ?? []).map(({ by, text }) => `${by}: ${text}`),
      ...(outcome.halt ? [`${outcome.halt.by}: ${outcome.halt.text}`] : []),
    ],
    hooks: outcome.runs.map((run) => ({
      by: run.by,
      lane: run.lane,
      status: run.status,
      ms: run.durationMs,
      answered: run.answered.length > 0 ? run.answered : undefined,
      why: run.why,
    })),
    failures:
      outcome.failures.length > 0
        ? outcome.failures.map(({ by, code, message }) => ({ by, code, message }))
        : undefined,
    ms: Math.round(ms * 10) / 10,
  };
  return appendJournal(hooklineHome, line, redact);
}

let isBegun = false;

/** Whether this process has begun a file of the journal: a new day, or after a full one. */
export const journalBegan = (): boolean => isBegun;

/** Appends a line made elsewhere. Strings are redacted before they become JSON, so the line stays one. */
export function appendJournal(
  hooklineHome: string,
  line: JournalLine,
  redact: (text: string) => string,
): boolean {
  let text = JSON.stringify(line);
  // Mostly there is nothing to hide, and one look at the whole line tells. Escapes could hide a secret from that look.
  if (text.includes('\\') || text.includes('-----END ') || redact(text) !== text) {
    text = JSON.stringify(line, (_, value: unknown) => (typeof value === 'string' ? redact(value) : value));
  }
  const how = appendTo(join(hooklineHome, 'journal', `${line.time.slice(0, 10)}.jsonl`), text);
  if (how === 'first') isBegun = true;
  return how !== undefined;
}
