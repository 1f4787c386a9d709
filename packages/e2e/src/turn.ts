/** One answer of the scripted model. Every request of the agent consumes one turn. */
export type Turn = (SingleTurn | MultiTurn | FaultTurn) & TurnTiming;

/** What any turn may carry besides its answer. */
export interface TurnTiming {
  /** Milliseconds to wait before answering. Prefer `hold`: it depends on no clock. */
  readonly delayMs?: number;
  /** Keeps the request open until `release()` or `close()`, for tests that interrupt a running turn. */
  readonly hold?: boolean;
  /** Token numbers that the agent is told; large ones make it compact its context. */
  readonly usage?: { readonly input_tokens?: number; readonly output_tokens?: number };
  /**
   * Reserves the turn for the first request that tells the model this text; what the model itself said before does not
   * count. Such turns are looked at before the others, each is used once: this is how a sub-agent gets its own answer.
   */
  readonly when?: string;
}

/** An answer of one item. */
export type SingleTurn =
  | { readonly type: 'message'; readonly text?: string }
  /** Runs a command with whichever shell tool this agent offers; `args` are merged into the tool's arguments. */
  | {
      readonly type: 'shell';
      readonly command: string;
      readonly workdir?: string;
      readonly args?: Readonly<Record<string, unknown>>;
    }
  /** Applies a patch by the freeform tool, the function tool, or a heredoc in the shell, as offered. */
  | { readonly type: 'apply_patch'; readonly patch: string }
  | {
      readonly type: 'mcp';
      readonly server: string;
      readonly tool: string;
      readonly arguments?: Readonly<Record<string, unknown>>;
    }
  | {
      readonly type: 'function_call';
      readonly name: string;
      readonly namespace?: string;
      /** A string goes out as it is, so that broken JSON can be sent too. */
      readonly arguments?: Readonly<Record<string, unknown>> | string;
    }
  | { readonly type: 'custom_call'; readonly name: string; readonly input: string }
  /** Starts a sub-agent with a prompt. Only an agent model with an unknown name offers it. */
  | { readonly type: 'spawn_agent'; readonly prompt: string }
  /** Waits for the sub-agent that was started last. */
  | { readonly type: 'wait_agent' }
  /** Types into, or reads on from, the command that still runs (`write_stdin`). */
  | { readonly type: 'poll'; readonly chars?: string; readonly yieldMs?: number };

/** Several items in one response. */
export interface MultiTurn {
  readonly type: 'multi';
  readonly items: readonly SingleTurn[];
}

/** A response that does not come to a good end. */
export type FaultTurn =
  | {
      readonly type: 'http_error';
      readonly status?: number;
      readonly message?: string;
      readonly code?: string;
    }
  | { readonly type: 'failed'; readonly code?: string; readonly message?: string }
  | { readonly type: 'disconnect' };
