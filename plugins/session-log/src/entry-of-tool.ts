/** The entries of tool calls: what was run, what was refused, what was asked. What a tool was given or answered is left out. */
import type { PatchFile } from '@hookline/core';
import type { Decision } from './decision.ts';
import { type EntryOptions, known, type LogEntry, type LoggedPayload } from './log-entry.ts';

type OfTool = Extract<LoggedPayload, { readonly toolName: string }>;

/** What the log says about a tool call. */
export function entryOfTool(event: OfTool, { commands, decision }: EntryOptions): LogEntry {
  const { noun, subject, details, fields } = calledTool(event, commands);
  switch (event.type) {
    case 'exec.before':
    case 'patch.before':
    case 'mcp.before':
    case 'tool.before':
      return { ...judged(noun, decision), subject, details, fields: { ...fields, ...refusedBy(decision) } };
    case 'permission.request':
      return {
        level: decision?.kind === 'deny' ? 'WARN' : 'INFO',
        title: `Permission ${permitted(decision)}`,
        subject,
        details,
        fields: { ...fields, ...refusedBy(decision) },
      };
    default: {
      const { success, duration } = event;
      const exitCode = event.type === 'exec.after' ? event.exitCode : undefined;
      const failed = success === false || (exitCode !== undefined && exitCode !== 0);
      return {
        level: failed ? 'WARN' : 'INFO',
        title: `${noun} ${failed ? 'failed' : DONE[event.type]}`,
        subject,
        details: [...(exitCode === undefined ? [] : [`exit code ${exitCode}`]), ...details],
        durationMs: duration,
        fields: { ...fields, exit_code: exitCode, success },
      };
    }
  }
}

const DONE = {
  'exec.after': 'run',
  'patch.after': 'applied',
  'mcp.after': 'called',
  'tool.after': 'run',
} as const;

interface CalledTool extends Pick<LogEntry, 'subject' | 'details' | 'fields'> {
  readonly noun: string;
}

function calledTool(event: OfTool, commands: boolean): CalledTool {
  switch (event.type) {
    case 'exec.before':
    case 'exec.after': {
      const command = commands ? event.command : undefined;
      return { noun: 'Command', subject: command, details: [], fields: { command } };
    }
    case 'patch.before':
    case 'patch.after':
      return { noun: 'Patch', ...patched(event.files) };
    case 'mcp.before':
    case 'mcp.after': {
      const { server, tool } = event;
      return { noun: 'MCP tool', subject: `${server}.${tool}`, details: [], fields: { server, tool } };
    }
    case 'tool.before':
    case 'tool.after': {
      const { toolName } = event;
      return { noun: 'Tool', subject: toolName, details: [], fields: { tool: toolName } };
    }
    case 'permission.request': {
      const { toolName } = event;
      const command = commands ? event.command : undefined;
      const subject = known(toolName, command).join(': ');
      return { noun: 'Permission', subject, details: [], fields: { tool: toolName, command } };
    }
  }
}

function judged(noun: string, decision: Decision | undefined): Pick<LogEntry, 'level' | 'title'> {
  switch (decision?.kind) {
    case 'ask':
      return { level: 'WARN', title: `${noun} needs approval` };
    case 'rewrite':
      return { level: 'INFO', title: `${noun} changed` };
    default:
      return { level: 'WARN', title: `${noun} refused` };
  }
}

const permitted = (decision: Decision | undefined): string =>
  decision?.kind === 'deny' ? 'refused' : decision?.kind === 'allow' ? 'given' : 'asked';

const refusedBy = (decision: Decision | undefined): { refused: true | undefined } => ({
  refused: decision?.kind === 'deny' || decision?.kind === 'halt' || undefined,
});

/** Files that a line of text names. */
const SHOWN_FILES = 5;
/** Files that a JSON line names; `files_total` says how many there were. */
const LISTED_FILES = 100;

function patched(files: readonly PatchFile[]): Pick<LogEntry, 'subject' | 'details' | 'fields'> {
  const shown = files
    .slice(0, SHOWN_FILES)
    .map(({ path, movedTo }) => (movedTo ? `${path} -> ${movedTo}` : path));
  const more = files.length - SHOWN_FILES;
  const names = [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
  const sum = (side: 'added' | 'removed'): number => files.reduce((total, file) => total + file[side], 0);
  return {
    subject: names || undefined,
    details: [`+${sum('added')} -${sum('removed')}`],
    fields: {
      files: files
        .slice(0, LISTED_FILES)
        .map(({ path, kind, movedTo }) => ({ path, kind, moved_to: movedTo })),
      files_total: files.length > LISTED_FILES ? files.length : undefined,
    },
  };
}
