/** Sums up lines: of a day, a model, a project, or all of them. What no line says stays undefined, not zero. */
import { Calls } from './calls.ts';
import { Durations } from './durations.ts';
import type { UsageLine } from './usage-line.ts';

interface Task {
  readonly success?: boolean | undefined;
  readonly isInterrupted?: boolean | undefined;
  /** Milliseconds. */
  readonly duration?: number | undefined;
}

const TOKENS = ['input', 'cached_input', 'output', 'reasoning_output', 'total'] as const;
/** A count of tokens by what they were for. */
export type TokenKind = (typeof TOKENS)[number];

/** What the agent did. */
export class UsageSum {
  readonly #sessions = new Set<string>();
  readonly #tasks = new Map<string, Task>();
  readonly commands = new Calls();
  readonly patches = new Calls();
  readonly mcpCalls = new Calls();
  readonly modelRequests = new Calls();
  readonly tokens = new Map<TokenKind, number>();
  readonly errors = new Map<string, number>();
  linesAdded = 0;
  linesRemoved = 0;
  /** Milliseconds of the sessions that ended; undefined when none said so. */
  sessionMs: number | undefined;

  get sessions(): number {
    return this.#sessions.size;
  }

  get tasks(): number {
    return this.#tasks.size;
  }

  get tasksInterrupted(): number {
    return [...this.#tasks.values()].filter(({ isInterrupted }) => isInterrupted).length;
  }

  get tasksFailed(): number {
    return [...this.#tasks.values()].filter(
      ({ success, isInterrupted }) => success === false && !isInterrupted,
    ).length;
  }

  get taskDurations(): Durations {
    const durations = new Durations();
    for (const { duration } of this.#tasks.values())
      if (duration !== undefined && duration >= 0) durations.add(duration);
    return durations;
  }

  get errorCount(): number {
    return [...this.errors.values()].reduce((sum, count) => sum + count, 0);
  }

  /** The last word on a task counts: a hook may have sent the agent back to work after the first. */
  #addTask(task: string, line: UsageLine): void {
    const said = outcome(line);
    if (said !== undefined) this.#tasks.set(task, { ...this.#tasks.get(task), ...said });
    else if (!this.#tasks.has(task)) this.#tasks.set(task, NOT_ENDED);
  }

  add(line: UsageLine): void {
    const session = line.text('session');
    if (session !== undefined) this.#sessions.add(session);
    const task = line.text('task');
    if (task !== undefined) this.#addTask(task, line);
    switch (line.event) {
      case 'session_end':
        this.sessionMs = sum(this.sessionMs, line.number('duration_ms'));
        break;
      case 'exec.after':
        this.commands.add(line);
        break;
      case 'patch.after':
        this.patches.add(line);
        this.linesAdded += line.number('lines_added') ?? 0;
        this.linesRemoved += line.number('lines_removed') ?? 0;
        break;
      case 'mcp.after':
        this.mcpCalls.add(line);
        break;
      case 'model.after':
        this.modelRequests.add(line);
        for (const kind of TOKENS) {
          const count = sum(this.tokens.get(kind), line.number(`${kind}_tokens`));
          if (count !== undefined) this.tokens.set(kind, count);
        }
        break;
      case 'error.occurred': {
        const source = line.text('error_source') ?? 'unknown';
        const known = this.errors.has(source) || this.errors.size < 10 ? source : 'other';
        this.errors.set(known, (this.errors.get(known) ?? 0) + 1);
        break;
      }
    }
  }
}

const NOT_ENDED: Task = {};

function outcome(line: UsageLine): Task | undefined {
  if (line.event === 'task.interrupted') return { isInterrupted: true };
  if (line.event !== 'task_complete') return undefined;
  return { success: line.truth('success'), duration: line.number('duration_ms') };
}

const sum = (total: number | undefined, more: number | undefined): number | undefined =>
  more === undefined ? total : (total ?? 0) + more;
