/**
 * The one table that dispatch reads: which lanes an event has, what its gate may answer, and what the failure of
 * a required hook turns into. Adding an event is one line here, one in `lifecycle-events.ts`, one schema.
 */
import type { EventName, Lane, VerdictKind } from './lifecycle-events.ts';

/**
 * What a failed required hook does to an event:
 * - `deny`: the gate refuses.
 * - `feedback`: the model is told after the fact; nothing can be undone.
 * - `halt`: the turn is ended.
 * - `report`: nothing can be refused here (a refused stop would never end), so it is logged and shown.
 */
export type RequiredFailure = 'deny' | 'feedback' | 'halt' | 'report';

/** One row of the event table. */
export interface EventSpec {
  /** camelCase name, for code that holds events as properties. */
  readonly property: string;
  /** The `hooks.<category>` table that entries for this event are filed under. */
  readonly category: string;
  readonly lanes: readonly Lane[];
  readonly verdicts: readonly VerdictKind[];
  readonly onRequiredFailure: RequiredFailure;
  /** True for the tool events, the only ones that `matcher` applies to. */
  readonly tool: boolean;
  /** One sentence for the docs. */
  readonly summary: string;
}

const before = (property: string, category: string, summary: string): EventSpec => ({
  property,
  category,
  lanes: ['rewrite', 'gate', 'contribute', 'observe'],
  verdicts: ['deny', 'ask', 'allow'],
  onRequiredFailure: 'deny',
  tool: true,
  summary,
});

const after = (property: string, category: string, summary: string): EventSpec => ({
  property,
  category,
  lanes: ['gate', 'contribute', 'observe'],
  verdicts: ['feedback'],
  onRequiredFailure: 'feedback',
  tool: true,
  summary,
});

const plain = (
  property: string,
  category: string,
  lanes: readonly Lane[],
  verdicts: readonly VerdictKind[],
  onRequiredFailure: RequiredFailure,
  summary: string,
): EventSpec => ({ property, category, lanes, verdicts, onRequiredFailure, tool: false, summary });

const INTEGRATION = plain(
  'integration',
  'integration',
  ['gate', 'observe'],
  ['deny'],
  'deny',
  'Emitted by hand: from CI, cron, another program or a plugin.',
);

const table = {
  session_start: plain('sessionStart', 'session', ['contribute', 'observe'], [], 'halt', 'A session begins.'),
  session_end: plain('sessionEnd', 'session', ['observe'], [], 'report', 'A session ends.'),
  task_start: plain(
    'taskStart',
    'task',
    ['gate', 'contribute', 'observe'],
    ['deny'],
    'deny',
    'The user submits a prompt.',
  ),
  task_complete: plain(
    'taskComplete',
    'task',
    ['gate', 'observe'],
    ['resume'],
    'report',
    'The agent has finished a prompt, failed at it, or was interrupted.',
  ),
  'exec.before': before('execBefore', 'exec', 'A shell command is about to run.'),
  'exec.after': after('execAfter', 'exec', 'A shell command has run.'),
  'patch.before': before('patchBefore', 'patch', 'A patch is about to be applied.'),
  'patch.after': after('patchAfter', 'patch', 'A patch was applied, or could not be.'),
  'mcp.before': before('mcpBefore', 'mcp', 'A tool of an MCP server is about to be called.'),
  'mcp.after': after('mcpAfter', 'mcp', 'A tool of an MCP server has answered, or failed.'),
  'tool.before': before('toolBefore', 'tool', 'Any other tool is about to run.'),
  'tool.after': after('toolAfter', 'tool', 'Any other tool has run.'),
  'permission.request': {
    ...plain(
      'permissionRequest',
      'permission',
      ['gate', 'observe'],
      ['allow', 'deny'],
      'deny',
      'The agent would ask the user for permission.',
    ),
    tool: true,
  },
  'agent.start': plain('agentStart', 'agent', ['contribute', 'observe'], [], 'report', 'A sub-agent starts.'),
  'agent.stop': plain(
    'agentStop',
    'agent',
    ['gate', 'observe'],
    ['resume'],
    'report',
    'A sub-agent is about to end.',
  ),
  'compact.before': plain(
    'compactBefore',
    'compact',
    ['gate', 'observe'],
    ['deny'],
    'deny',
    'The conversation is about to be compacted.',
  ),
  'compact.after': plain(
    'compactAfter',
    'compact',
    ['observe'],
    [],
    'report',
    'The conversation was compacted.',
  ),
  'model.before': plain('modelBefore', 'model', ['observe'], [], 'report', 'A request goes to the model.'),
  'model.after': plain(
    'modelAfter',
    'model',
    ['observe'],
    [],
    'report',
    'The model has answered, or failed; carries the token usage.',
  ),
  'task.interrupted': plain(
    'taskInterrupted',
    'task',
    ['observe'],
    [],
    'report',
    'The user interrupted the agent.',
  ),
  'error.occurred': plain(
    'errorOccurred',
    'error',
    ['observe'],
    [],
    'report',
    'A model call, a tool or a hook failed.',
  ),
} as const satisfies Record<string, EventSpec>;

/** The wire names of the built-in events; `integration.*` and defined events come on top. */
export type BuiltInEvent = keyof typeof table;

/** The built-in events by wire name, in the order of a session. */
export const EVENTS: Readonly<Record<BuiltInEvent, EventSpec>> = Object.freeze(table);

/** The categories of the config, `hooks.<category>`, in the order of a session. */
export const CATEGORIES: readonly string[] = [
  ...new Set([...Object.values(EVENTS).map((spec) => spec.category), 'integration']),
];

/**
 * One map for every copy of this module in the process: the hook is a bundle, what it loads to read a changed
 * configuration is not, and both must know an event that a plugin has defined.
 */
const SHARED = Symbol.for('hookline.events');
const shared = globalThis as { [SHARED]?: Map<string, EventSpec> };
shared[SHARED] ??= new Map();
const defined = shared[SHARED];

/** Adds a row for a third party's event. Defining one name twice replaces the row. */
export function addEventSpec(name: string, spec: EventSpec): void {
  defined.set(name, spec);
}

/** The row of an event, or undefined for a name nobody defined. */
export function eventSpec(name: string): EventSpec | undefined {
  if (Object.hasOwn(EVENTS, name)) return EVENTS[name as BuiltInEvent];
  if (/^integration\.(?:[\w.-]+|\*)$/.test(name)) return INTEGRATION;
  return defined.get(name);
}

/** The native Codex names, accepted wherever an event is named (second seed). */
const NATIVE: Readonly<Record<string, readonly BuiltInEvent[]>> = {
  SessionStart: ['session_start'],
  SessionEnd: ['session_end'],
  UserPromptSubmit: ['task_start'],
  Stop: ['task_complete'],
  PreToolUse: ['exec.before', 'patch.before', 'mcp.before', 'tool.before'],
  PostToolUse: ['exec.after', 'patch.after', 'mcp.after', 'tool.after'],
  PermissionRequest: ['permission.request'],
  SubagentStart: ['agent.start'],
  SubagentStop: ['agent.stop'],
  PreCompact: ['compact.before'],
  PostCompact: ['compact.after'],
  PreModelRequest: ['model.before'],
  PostModelRequest: ['model.after'],
  Interrupt: ['task.interrupted'],
};

/**
 * Resolves any accepted spelling to wire names: `session_start`, `session.start`, `SessionStart`. A native name
 * that stands for several events (`PreToolUse`) gives all of them. An unknown name gives an empty list.
 */
export function resolveEventNames(spelling: string): readonly EventName[] {
  if (eventSpec(spelling)) return [spelling as EventName];
  if (Object.hasOwn(NATIVE, spelling)) return NATIVE[spelling] as readonly EventName[];
  for (const swapped of [spelling.replaceAll('.', '_'), spelling.replaceAll('_', '.')]) {
    if (eventSpec(swapped)) return [swapped as EventName];
  }
  return [];
}

/** Every spelling a person may mean, for "did you mean". */
export function knownEventSpellings(): readonly string[] {
  return [...Object.keys(EVENTS), ...Object.keys(NATIVE), ...defined.keys()];
}
