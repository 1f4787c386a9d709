// The form of a fault: what breaks, and what is stated to become of the agent's command. A fault is data; who plays it
// and who judges it are elsewhere.
import type { Stage } from '../src/index.ts';

/** Whether the hook beside the fault is `required`. */
export type Policy = 'required' | 'optional';

export const POLICIES: readonly Policy[] = ['required', 'optional'];

/**
 * What became of the agent's commands on the disk: they ran, they were refused, or the hook judged: what it forbids did
 * not run and the rest did. Or the prompt was refused already, so that the model was never asked.
 */
export type Effect = 'ran' | 'refused' | 'judged' | 'unasked';

/** What Hookline keeps of a command, and is nowhere afterwards: its line in the journal, the work that was handed over. */
export type Loss = 'journal' | 'delivery';

/** What is stated of a fault under one policy. */
export interface Stated {
  readonly effect: Effect;
  /** Lost with it; nothing unless told. */
  readonly lost?: readonly Loss[];
  /** What `hooks.log` says of it. */
  readonly log?: RegExp;
  /** The failure of a hook: its line in the log has the right level, the place, the fix, and it becomes `error.occurred`. */
  readonly failure?: RegExp;
  /** What the model is told in place of the output; else it is a reason that names what failed. */
  readonly told?: RegExp;
  /** Hookline did not get to run, so the model is also told what Node said of that. */
  readonly nodeSpeaks?: true;
  /** Why it cannot be otherwise, where a required gate is not the end of it. */
  readonly limit?: string;
}

interface Any {
  /** `<family>.<fault>`; never used for another one. */
  readonly id: string;
  /** What breaks, as a sentence without its full stop. */
  readonly fault: string;
  readonly required: Stated;
  readonly optional: Stated;
  /** Why it is not played without `required`: what is stated there is not proved. */
  readonly unplayed?: string;
}

/** A hook of the configuration that breaks. All of a family share a run of the agent. */
export interface HookFault extends Any {
  readonly kind: 'hook';
  /** Keys of the entry in `hooks.toml`. `SERVER` is the address of the bad server. */
  readonly entry: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** A plugin whose gate breaks. All of a family share a run of the agent. */
export interface PluginFault extends Any {
  readonly kind: 'plugin';
  /** The body of the gate: JavaScript with `event` and `ctx`. */
  readonly gate: string;
  /** The body of what adds context, with the same. */
  readonly contribute?: string;
}

/** A payload that is broken on its way from the agent to Hookline. All of a family share a run of the agent. */
export interface PayloadFault extends Any {
  readonly kind: 'payload';
  /** Breaks the text. It runs in a process of its own, so it may use nothing but what it is given and Node's globals. */
  readonly mangle: (payload: string) => string | Uint8Array;
}

/** Something around the hook that breaks; it needs a run of its own. */
export interface StageFault extends Any {
  readonly kind: 'stage';
  /** `hooks.toml`; a gate that judges, and work that is handed over, unless told. */
  readonly config?: (required: boolean) => string;
  readonly files?: Readonly<Record<string, string>>;
  /** Breaks something before the agent starts. */
  readonly damage?: (stage: Stage) => void;
  /** Installs Hookline for the user from a copy of its own, in place of `hookline codex`; `damage` comes after that. */
  readonly installed?: true;
  /** The events of the agent that it is installed for, all unless told: a prompt is refused before a command is. */
  readonly events?: string;
  /** Shell text before the installed line of every hook: changes the surroundings of Hookline and of nothing else. */
  readonly prefix?: (stage: Stage) => string;
  /** Variables of the agent. */
  readonly env?: (stage: Stage) => Readonly<Record<string, string>>;
  /** What the agent's first command does, before those that are looked at: breaks something in mid-session. */
  readonly first?: (stage: Stage) => string;
  /** Something else that has to hold afterwards: what is wrong, or nothing. */
  readonly holds?: (stage: Stage) => string | undefined;
}

export type Fault = HookFault | PluginFault | PayloadFault | StageFault;

/** Faults of one kind. */
export interface Family {
  readonly name: string;
  readonly title: string;
  readonly faults: readonly Fault[];
}

/** The words of the commands that are asked for: what the judging gate forbids, and what it does not. */
export type Word = 'forbidden' | 'fine';

/** The commands that are asked for a fault: two where the gate is stated to judge. */
export const wordsOf = ({ required, optional }: Fault): readonly Word[] =>
  required.effect === 'judged' || optional.effect === 'judged' ? ['forbidden', 'fine'] : ['forbidden'];

/** The file that a command of a fault leaves, below the repository. */
export const witnessOf = (fault: Fault, word: Word): string => `ran/${fault.id}.${word}`;
