/** Says what is worth a line in each event. The prompt is not: a log of a session is not a record of its talk. */
import type { EventOf, PatchFile } from '@hookline/core';
import type { LoggedEvent } from './events.ts';

/** Any event that gets a line. */
export type LoggedPayload = { [N in LoggedEvent]: EventOf<N> }[LoggedEvent];

/** What a line says. Nothing in it is redacted or made safe yet. */
export interface LogEntry {
  readonly level: 'INFO' | 'WARN' | 'ERROR';
  /** What happened, in fixed words. */
  readonly title: string;
  /** What it happened to. */
  readonly subject?: string;
  /** In parentheses, in this order. */
  readonly details: readonly string[];
  readonly durationMs?: number;
  /** The fields of a JSON line. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What an entry depends on besides the event. */
export interface EntryOptions {
  /** Whether commands are named. */
  readonly commands: boolean;
  /** Whether a hook refused. */
  readonly refused: boolean;
}

const known = (...texts: readonly (string | undefined)[]): string[] =>
  texts.filter((text) => text !== undefined && text !== '') as string[];

const session = (event: LoggedPayload): string => `session ${event.sessionId}`;

const FILES_SHOWN = 5;

const fileNames = (files: readonly PatchFile[]): string => {
  const shown = files
    .slice(0, FILES_SHOWN)
    .map(({ path, movedTo }) => (movedTo ? `${path} -> ${movedTo}` : path));
  return [...shown, ...(files.length > FILES_SHOWN ? [`and ${files.length - FILES_SHOWN} more`] : [])].join(
    ', ',
  );
};

const sum = (files: readonly PatchFile[], side: 'added' | 'removed'): number =>
  files.reduce((total, file) => total + file[side], 0);

/** What the log says about an event. */
export function entryOf(event: LoggedPayload, { commands, refused }: EntryOptions): LogEntry {
  switch (event.type) {
    case 'session_start': {
      const { model, cwd, source } = event;
      const how = source === 'startup' ? undefined : source;
      return {
        level: 'INFO',
        title: 'Session started',
        subject: event.sessionId,
        details: known(model && `model ${model}`, cwd, how),
        fields: { model, cwd, source },
      };
    }
    case 'session_end':
      return {
        level: 'INFO',
        title: 'Session ended',
        subject: event.sessionId,
        details: known(event.reason),
        durationMs: event.duration,
        fields: { reason: event.reason },
      };
    case 'task_start':
      return {
        level: refused ? 'WARN' : 'INFO',
        title: refused ? 'Task refused' : 'Task started',
        subject: event.taskId,
        details: [session(event)],
        fields: { refused: refused || undefined },
      };
    case 'task_complete':
      return {
        level: event.success ? 'INFO' : 'WARN',
        title: event.success ? 'Task completed' : 'Task failed',
        subject: event.taskId,
        details: [session(event)],
        durationMs: event.duration,
        fields: { success: event.success },
      };
    case 'exec.after': {
      const { exitCode, success, duration } = event;
      const failed = success === false || (exitCode !== undefined && exitCode !== 0);
      const command = commands ? event.command : undefined;
      return {
        level: failed ? 'WARN' : 'INFO',
        title: failed ? 'Command failed' : 'Command run',
        subject: command,
        details: known(exitCode === undefined ? undefined : `exit code ${exitCode}`, session(event)),
        durationMs: duration,
        fields: { command, exit_code: exitCode, success },
      };
    }
    case 'patch.after': {
      const { files, success } = event;
      const failed = success === false;
      return {
        level: failed ? 'WARN' : 'INFO',
        title: failed ? 'Patch failed' : 'Patch applied',
        subject: fileNames(files) || undefined,
        details: [`+${sum(files, 'added')} -${sum(files, 'removed')}`, session(event)],
        durationMs: event.duration,
        fields: {
          files: files.map(({ path, kind, movedTo }) => ({ path, kind, moved_to: movedTo })),
          success,
        },
      };
    }
    case 'permission.request': {
      const command = commands ? event.command : undefined;
      return {
        level: refused ? 'WARN' : 'INFO',
        title: refused ? 'Permission refused' : 'Permission asked',
        subject: command === undefined ? event.toolName : `${event.toolName}: ${command}`,
        details: [session(event)],
        fields: { tool: event.toolName, command, refused: refused || undefined },
      };
    }
    case 'error.occurred': {
      const context = commands ? event.context : undefined;
      return {
        level: 'ERROR',
        title: `Error of a ${event.source}`,
        subject: event.error,
        details: known(context, session(event)),
        fields: { error: event.error, source: event.source, context },
      };
    }
  }
}
