import type * as P from './payloads.ts';

/** The lanes an event may have; each is one kind of tapable hook. */
export type Lane = 'rewrite' | 'gate' | 'contribute' | 'observe';

/** What a gate may answer. Which of them an event allows is in {@link LifecycleEvents}. */
export type VerdictKind = 'deny' | 'ask' | 'allow' | 'feedback' | 'resume';

/** Ties an event's payload to its lanes and to the verdicts its gate allows. */
export interface EventDefinition<Payload, Lanes extends Lane, Verdicts extends VerdictKind = never> {
  readonly payload: Payload;
  readonly lanes: Lanes;
  readonly verdicts: Verdicts;
}

type BeforeTool<P> = EventDefinition<
  P,
  'rewrite' | 'gate' | 'contribute' | 'observe',
  'deny' | 'ask' | 'allow'
>;
type AfterTool<P> = EventDefinition<P, 'gate' | 'contribute' | 'observe', 'feedback'>;

/**
 * All events by wire name. A package adds its own event by augmenting this interface and calling `defineEvent`:
 *
 * ```ts
 * declare module '@hookline/core' {
 *   interface LifecycleEvents {
 *     'deploy.before': EventDefinition<DeployEvent, 'gate' | 'observe', 'deny'>;
 *   }
 * }
 * ```
 */
export interface LifecycleEvents {
  session_start: EventDefinition<P.SessionStartEvent, 'contribute' | 'observe'>;
  session_end: EventDefinition<P.SessionEndEvent, 'observe'>;
  task_start: EventDefinition<P.TaskStartEvent, 'gate' | 'contribute' | 'observe', 'deny'>;
  task_complete: EventDefinition<P.TaskCompleteEvent, 'gate' | 'observe', 'resume'>;
  'exec.before': BeforeTool<P.ExecBeforeEvent>;
  'exec.after': AfterTool<P.ExecAfterEvent>;
  'patch.before': BeforeTool<P.PatchBeforeEvent>;
  'patch.after': AfterTool<P.PatchAfterEvent>;
  'mcp.before': BeforeTool<P.McpBeforeEvent>;
  'mcp.after': AfterTool<P.McpAfterEvent>;
  'tool.before': BeforeTool<P.ToolBeforeEvent>;
  'tool.after': AfterTool<P.ToolAfterEvent>;
  'permission.request': EventDefinition<P.PermissionRequestEvent, 'gate' | 'observe', 'allow' | 'deny'>;
  'agent.start': EventDefinition<P.AgentStartEvent, 'contribute' | 'observe'>;
  'agent.stop': EventDefinition<P.AgentStopEvent, 'gate' | 'observe', 'resume'>;
  'compact.before': EventDefinition<P.CompactEvent<'compact.before'>, 'gate' | 'observe', 'deny'>;
  'compact.after': EventDefinition<P.CompactEvent<'compact.after'>, 'observe'>;
  'model.before': EventDefinition<P.ModelBeforeEvent, 'observe'>;
  'model.after': EventDefinition<P.ModelAfterEvent, 'observe'>;
  'task.interrupted': EventDefinition<P.TaskInterruptedEvent, 'observe'>;
  'error.occurred': EventDefinition<P.ErrorOccurredEvent, 'observe'>;
  [integration: `integration.${string}`]: EventDefinition<P.IntegrationEvent, 'gate' | 'observe', 'deny'>;
}

/** A wire name: `exec.before`, `session_start`, `integration.deploy`. */
export type EventName = Extract<keyof LifecycleEvents, string>;

/** The payload of event `N`. */
export type EventOf<N extends EventName> = LifecycleEvents[N]['payload'];

/** The lanes of event `N`. */
export type LanesOf<N extends EventName> = LifecycleEvents[N]['lanes'];

/** The verdicts that a gate of event `N` may return. */
export type VerdictsOf<N extends EventName> = LifecycleEvents[N]['verdicts'];

/** Any event, as the core handles it. */
export type LifecycleEvent = P.EventBase & { readonly type: string };
