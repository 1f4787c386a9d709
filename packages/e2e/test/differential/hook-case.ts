// What a case of the differential test is: the answers of one or more hooks of a `hooks.json` at one event of the agent,
// as data. What they come to is never written down here: both sides are played on the real agent and compared.
import type { NativeEvent } from '../../src/index.ts';

/** How a hook of a case answers, and how it is configured. */
export interface HookAnswer {
  /** What it prints; an object is printed as JSON, bytes as they are. */
  readonly stdout?: string | Buffer | object;
  readonly stderr?: string | Buffer;
  /** Exit code; 0 unless told. A name ends it by that signal. */
  readonly exit?: number | 'SIGKILL' | 'SIGTERM';
  /** How often it answers; afterwards it says nothing. Once unless told, or a hook that sends the agent back never ends. */
  readonly times?: number;
  /** Seconds that it sleeps before it answers. */
  readonly sleep?: number;
  /** Answers only after the hook of this letter has ended: the order of finishing is then known. */
  readonly after?: string;
  /** Takes the place of the script that answers as told above. */
  readonly command?: string;
  /** Further keys of its handler: `timeout`, `async`, another `type`. */
  readonly handler?: Readonly<Record<string, unknown>>;
  readonly matcher?: string;
}

/** What the agent does in a case. */
export type Scene =
  | 'shell'
  | 'failing shell'
  | 'patch'
  | 'mcp'
  | 'escalation'
  | 'prompt'
  | 'sub-agent'
  | 'compaction'
  | 'interrupt'
  | 'unending';

/** Why Hookline does otherwise than the agent. */
export interface Difference {
  readonly reason: 'documented by the seed' | 'deliberately safer';
  /** A sentence for the table in the docs. */
  readonly why: string;
}

/** One row. */
export interface HookCase {
  /** Its event in kebab case and a name: `stop.exit-2`. */
  readonly id: string;
  readonly event: NativeEvent;
  /** The hooks, named a, b, … in the order of the file, each a group of its own. */
  readonly hooks: readonly HookAnswer[];
  /** What the agent does; what reaches the event unless told. */
  readonly scene?: Scene;
  /** Keys at the top of the file, besides `hooks`. */
  readonly top?: Readonly<Record<string, unknown>>;
  /** Absent where both do the same. */
  readonly differs?: Difference;
}

/** A case without what the event says of all of its cases. */
export type CaseBody = Omit<HookCase, 'id' | 'event' | 'hooks'> & {
  readonly hooks: HookAnswer | readonly HookAnswer[];
};

/** Builds the cases of one event from their names. */
export function casesOf(
  event: NativeEvent,
  bodies: Readonly<Record<string, CaseBody | HookAnswer>>,
): HookCase[] {
  const prefix = event.replaceAll(/(?<!^)[A-Z]/g, '-$&').toLowerCase();
  return Object.entries(bodies).map(([name, body]) => {
    const given: CaseBody = 'hooks' in body ? body : { hooks: body };
    const hooks = Array.isArray(given.hooks) ? given.hooks : [given.hooks as HookAnswer];
    return { ...given, id: `${prefix}.${name}`, event, hooks };
  });
}

/** A hook that finishes well and says nothing. */
export const silent: HookAnswer = {};

/** A hook that prints JSON. */
export const says = (answer: object): HookAnswer => ({ stdout: answer });

/** A hook that prints a text as it is. */
export const prints = (stdout: string | Buffer): HookAnswer => ({ stdout });

/** A hook that exits with 2 and a text on stderr. */
export const exits2 = (stderr: string | Buffer = ''): HookAnswer => ({ exit: 2, stderr });
